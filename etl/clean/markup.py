"""The byline a reader sees, found by what marks it: microdata, link relations, class names, links to authors."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from etl.clean import bylines
from etl.clean.html import Document
from etl.clean.metadata import tidy
from etl.clean.titles import is_label

_BYLINE = re.compile(r"by-?line|author[-_]*names?(?![a-z])|written-?by", re.I)
_AUTHOR = re.compile(
    r"(?:(?<![a-z])|(?<=[a-z])(?=A))(?:author|autor|auteur|writer|reporter)(?:s|en|es|in)?(?![a-z])", re.I
)
_LINK = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|autore|staff|profiles?|contributors?|journalists?|reporters?|"
    r"writers|editors)/[^/]",
    re.I,
)
_COMMENT = re.compile(r"(?<![\w-])(?:comment|respond)|comment-?(?:list|author|body|meta|item)", re.I)
_ELSEWHERE = re.compile(
    r"related|recommend|teaser|popular|most-?read|trending|caption|newsletter|carousel|navigation|"
    r"(?<![a-z])(?:sidebar|widgets?|credits?|promo|nav|menu|cards?)(?![a-z])|(?<![\w-])(?:site-)?footer",
    re.I,
)
_BIOGRAPHY = re.compile(r"(?<![a-z])bio(?![a-z])|about|author[-_]*(?:box|info|card|profile|desc)", re.I)
_OUTSIDE = frozenset({"aside", "footer", "nav", "figure", "figcaption"})
_BLOCKS = frozenset({"br", "div", "p", "li", "h2", "h3", "h4", "td", "dd", "section"})
_SILENT = frozenset({"script", "style", "svg", "button", "noscript", "template", "time"})
_DATE_BEFORE = re.compile(r"^.{0,30}\d{4}\s?[-–—|•·,]\s?(?=(?:by|von|par|por|di)\s)", re.I)
_RANKS, _LINK_LOSS, _DEPTH = 6, 2, 8
_LINE, _CUE = 70, 25
# Characters of a byline, of what holds the bylines of one article, and of the headline with what stands around it.
_TEXT, _CONTAINER, _HEADER = 160, 400, 500
_EVENTS = 1_000  # opened and closed elements in which the text of a byline is looked for
_NEAR, _FAR = 400, 6_000  # elements looked at behind the headline, and on the whole page


@dataclass(frozen=True, slots=True)
class _Byline:
    element: HtmlElement
    text: str
    rank: int


def byline(document: Document) -> str | None:
    """The text of the article's byline, one line for each element that names somebody; None where none is marked.

    It is looked for in the block of the headline first, then below it, then on the whole page.
    """
    heading = next((one for one in document.tree.iter("h1") if not is_label(one)), None)
    block = [] if heading is None else list(_widest(heading, _HEADER).iter(etree.Element))
    below = [] if heading is None else list(islice(_after(heading), _NEAR))
    found = _bylines(block, _rank, least=2) or _bylines(below, _rank, least=2) or _bylines(below, _cued, least=1)
    found = found or _bylines(islice(document.tree.iter(etree.Element), _FAR), _rank, least=4)
    best = max(found, key=lambda one: one.rank, default=None)
    if best is None:
        return None
    container = _widest(best.element, _CONTAINER)
    alike = [one for one in found if _form(one.element) == _form(best.element)]
    return "\n".join(one.text for one in alike if one is best or container in one.element.iterancestors())


def _form(element: HtmlElement) -> tuple[str, str]:
    """What the elements of several authors have in common."""
    return element.tag, re.sub(r"\d+", "", (element.get("class") or "").strip().partition(" ")[0])


def _after(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements behind one, in page order."""
    for one in [element, *element.iterancestors()]:
        for sibling in one.itersiblings(etree.Element):
            yield from sibling.iter(etree.Element)


def _bylines(elements: Iterable[HtmlElement], ranked: Callable[[HtmlElement], int], *, least: int) -> list[_Byline]:
    """The innermost elements of some rank with a name in them."""
    found = []
    for element in elements:
        rank = ranked(element)
        text = _DATE_BEFORE.sub("", _text(element)) if rank >= least else ""
        if text and len(text) <= _TEXT and bylines.names(text):
            found.append(_Byline(element, text, rank))
    outer = {ancestor for one in found for ancestor in one.element.iterancestors()}
    return [one for one in found if one.element not in outer]


def _rank(element: HtmlElement) -> int:
    """How surely an element is a byline of the article itself; 0 if it is none."""
    stated = element.attrib
    if not stated:
        return 0
    if stated.get("itemprop") in ("author", "creator") or "author" in stated.get("rel", "").split():
        return _RANKS - _distance(element)
    loss = _loss(f"{stated.get('class', '')} {stated.get('id', '')}")
    if loss > _LINK_LOSS and _LINK.search(stated.get("href", "")):
        loss = _LINK_LOSS
    return max(_RANKS - loss - _distance(element), 0) if loss < _RANKS else 0


@lru_cache(maxsize=1 << 14)
def _loss(names: str) -> int:
    """What a rank loses where only class and id, the same for many elements, mark a byline."""
    return 1 if _BYLINE.search(names) else _LINK_LOSS if _AUTHOR.search(names) else _RANKS


def _cued(element: HtmlElement) -> int:
    """Whether an unmarked element is a short line that begins as bylines do."""
    own = _DATE_BEFORE.sub("", (element.text or "").strip())
    if not own or len(own) > _LINE or not bylines.is_cued(f"{own} A" if len(own) < _CUE else own):
        return 0
    line = _DATE_BEFORE.sub("", _text(element))
    is_line = len(line) <= _LINE and line[-1] not in ".!?…" and bylines.is_written_as_names(line)
    return int(is_line and not _distance(element))


def _distance(element: HtmlElement) -> int:
    """What the surroundings take from a rank: comments everything, teasers and captions much, biographies a little."""
    loss = 0
    for ancestor in [element, *element.iterancestors()][:_DEPTH]:
        if ancestor.tag in ("body", "main", "article"):
            break
        names = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        if ancestor.tag == "form" or _COMMENT.search(names):
            return _RANKS
        if ancestor.tag in _OUTSIDE or _ELSEWHERE.search(names):
            loss = _RANKS // 2
        elif _BIOGRAPHY.search(names):
            loss = max(loss, 1)
    return loss


def _widest(element: HtmlElement, limit: int) -> HtmlElement:
    """The widest element around one that holds no more text than it is allowed, in characters."""
    widest = element
    for ancestor in element.iterancestors():
        if ancestor.tag in ("body", "main", "article") or len(_text(ancestor, limit + 1)) > limit:
            break
        widest = ancestor
    return widest


def _content(element: HtmlElement) -> str | None:
    """The name microdata states without showing it."""
    return element.get("content") if element.get("itemprop") == "name" else None


def _text(element: HtmlElement, limit: int = _TEXT + 1) -> str:
    """The text of an element, its blocks on lines of their own, read up to a length."""
    parts: list[str] = []
    length = 0
    for event, one in islice(etree.iterwalk(element, events=("start", "end")), _EVENTS):
        text = (one.text or _content(one)) if event == "start" else (one.tail if one is not element else None)
        if one.tag in _BLOCKS:
            parts.append("\n")
        if text and not (event == "start" and one.tag in _SILENT):
            parts.append(f"{text} ")
            length += len(text.strip())
            if length > limit:
                break
    lines = ("".join(parts)).split("\n")
    return "\n".join(line for line in (tidy(line) for line in lines) if line)
