"""Main text: trafilatura over a copy of the page's tree from which what is never text has been taken.

What remains is filtered by line: the headline again, prompts, teasers and what follows the article's end.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from etl.clean import chrome
from etl.clean.html import Document

# Elements that hold no running text; without them every later step has less to walk.
_NEVER_TEXT = (
    "script", "style", "svg", "noscript", "template", "iframe", "button", "nav", "select", "canvas", "figure",
    "video", "audio", "aside",
)  # fmt: skip

# Words of class and id that name a box beside the text, as news systems and their plug-ins write them.
_BOX = re.compile(
    r"(?:^|[\s_-])(?:related|recirc\w*|newsletter\w*|promo\w*|read-?(?:more|next|also)|see-?also|most-?(?:read|popular|viewed)"
    r"|trending|taboola|outbrain|social\w*|sharing|share-?\w*|caption\w*|credits?|author-?(?:bio|box|info|card)|bio|biography"
    r"|tags?|tag-?list|topics|comments?|disqus\w*|subscri\w+|sign-?up|cookie\w*|consent|breadcrumbs?|advert\w*|sponsor\w*"
    r"|toolbar|teaser\w*|recommend\w*|more-?(?:from|on|stories|news)|also-?like|up-?next|factbox|infobox|copyright|disclaimer"
    r"|correction-?policy|print-?only|visually-?hidden|sr-only|screen-?reader\w*)(?:$|[\s_-])",
    re.I,
)
_BOX_TAGS = (
    "form", "div", "section", "aside", "ul", "ol", "p", "span", "figcaption", "header", "footer", "dl", "table",
)  # fmt: skip
# A box longer than this share of the page's paragraphs is the article itself, whatever its class says.
_MAX_BOX_SHARE = 0.3

# An element that holds so much of the page's paragraphs holds all of the article.
ARTICLE_SHARE = 0.8

# Less than this is what an article's last paragraph leaves.
MIN_TEXT = 250

# A short line with a date and a time among the first ones is the page's own.
HEADER_LINES = 4
_TIME = re.compile(
    r"^(?=.{6,60}$).*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}\D{1,8}\d{1,2}:\d{2})"
)

# So many lines of so few characters, none ending in a mark, are no paragraphs.
LIST_LINES = 6
LABEL_LENGTH = 30

# A box with at least this many characters in paragraphs of its own may be a part of the article.
MIN_CHUNK = 200


def main_text(document: Document) -> str:
    """The article's body as paragraphs set apart by a blank line; empty if there is none.

    Where hardly anything is left of a page, its boxes were not what their names say, and the whole page is read.
    """
    text = _extract(_stripped(document.tree))
    if len(text) < MIN_TEXT:
        text = max(text, _extract(deepcopy(document.tree)), key=len)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n\n".join(_article_lines(list(_without_lists(lines)), document))


def _stripped(page: HtmlElement) -> HtmlElement:
    tree = deepcopy(page)
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    _drop_boxes(tree)
    _keep_article(tree)
    _drop_linked_blocks(tree)
    _join_chunks(tree)
    return tree


def _keep_article(tree: HtmlElement) -> None:
    """Leave nothing but the innermost element that says it is the article and holds nearly all paragraphs."""
    body = tree.find("body")
    if body is None:
        return
    least = max(MIN_TEXT, ARTICLE_SHARE * _paragraph_length(body))
    stated = (element for element in body.iter("article", "main", "div", "section") if _says_article(element))
    whole = [element for element in stated if _paragraph_length(element) >= least]
    if whole:
        body[:] = whole[-1:]


def _says_article(element: HtmlElement) -> bool:
    return element.tag in ("article", "main") or "articlebody" in (element.get("itemprop") or "").lower()


def _extract(tree: HtmlElement) -> str:
    found = bare_extraction(tree, fast=True, include_comments=False)
    return "" if found is None or isinstance(found, dict) else found.text or ""


def _drop_boxes(tree: HtmlElement) -> None:
    """Take out boxes named as such, unless one holds a good part of the page's text."""
    total = sum(len(p.text_content()) for p in tree.iter("p")) or 1
    for element in list(tree.iter(*_BOX_TAGS)):
        is_named = _is_box(element.get("class")) or _is_box(element.get("id"))
        if (is_named or element.tag == "form") and _paragraph_length(element) < _MAX_BOX_SHARE * total:
            _drop(element)


@lru_cache(maxsize=50_000)
def _is_box(name: str | None) -> bool:
    """Whether a class or id is that of a box beside the text; a site's pages repeat theirs."""
    return bool(name and _BOX.search(name))


def _drop_linked_blocks(tree: HtmlElement) -> None:
    """Take out paragraphs, items and headings that are nothing but links: they lead to other stories."""
    for element in list(tree.iter("p", "ul", "ol", "h2", "h3", "h4", "h5")):
        text = " ".join(element.text_content().split())
        if len(text) < 12 or element.getparent() is None:
            continue
        linked = sum(len(" ".join(a.text_content().split())) for a in element.iter("a"))
        if linked >= 0.9 * len(text):
            _drop(element)


def _join_chunks(tree: HtmlElement) -> None:
    """Bring together a body that is cut into boxes of one kind, between which advertisements stand."""
    groups: dict[tuple[object, ...], list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        length = sum(len(p.text_content()) for p in element.iterchildren("p"))
        if length >= MIN_CHUNK and element.get("class"):
            groups.setdefault(_chunk_kind(element), []).append(element)
    for chunks in groups.values():
        for chunk in chunks[1:]:
            chunks[0].extend(list(chunk))


def _chunk_kind(element: HtmlElement) -> tuple[object, ...]:
    """Boxes are of one kind if tag, depth and first class names agree, in the same article element."""
    ancestors = list(element.iterancestors())
    article = next((a for a in ancestors if a.tag in ("article", "main")), None)
    return (element.tag, len(ancestors), *(element.get("class") or "").split()[:2], article)


def _paragraph_length(element: HtmlElement) -> int:
    if element.tag == "p":
        return len(element.text_content())
    return sum(len(p.text_content()) for p in element.iter("p"))


def _drop(element: HtmlElement) -> None:
    """Take an element out of its tree, and leave the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def _article_lines(lines: list[str], document: Document) -> Iterator[str]:
    headlines = {_letters(text) for text in _headlines(document)}
    for number, line in enumerate(lines):
        kind = chrome.kind(line)
        if kind == "end" and number > len(lines) // 3:
            return
        if kind or (number < 3 and _letters(line) in headlines) or (number < HEADER_LINES and _TIME.search(line)):
            continue
        yield line


def _without_lists(lines: list[str]) -> Iterator[str]:
    """Lines that do not stand in a run of labels, such as tags, menus, and the months of an archive."""
    for is_label, run in groupby(lines, lambda line: len(line) <= LABEL_LENGTH and line[-1].isalnum()):
        found = list(run)
        if not (is_label and len(found) >= LIST_LINES):
            yield from found


def _headlines(document: Document) -> Iterator[str]:
    for heading in document.tree.iter("h1"):
        yield heading.text_content()
    yield from document.meta.get("og:title", ())


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
