"""Main text: trafilatura over a copy of the page's tree from which what is never text has been taken.

What remains is filtered by line: the headline again, prompts, teasers and what follows the article's end.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from itertools import chain, groupby

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from etl.clean import chrome, metadata
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
_LINKED_TAGS = ("p", "ul", "ol", "h2", "h3", "h4", "h5")
_TABLE_TAGS = ("table", "thead", "tbody", "tr", "td", "th")
# Fewer characters are no headline but a word that happens to be a link.
_MIN_LINK = 12
# A box longer than this share of the page's paragraphs is the article itself, whatever its class says.
_MAX_BOX_SHARE = 0.3

# An element that holds so much of the page's paragraphs holds all of the article.
ARTICLE_SHARE = 0.8

# Less than this is what an article's last paragraph leaves.
MIN_TEXT = 250

# A short line with a day, or a year and a time, among the first ones is the page's own, and so is one with a byline.
HEADER_LINES = 4
_DATELINE = re.compile(
    r"^(?=.{6,60}$).*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}\D{1,8}\d{1,2}:\d{2}"
    r"|\b\d{4}\W{1,4}by\s)",
    re.I,
)

# So many lines of so few characters, none ending in a mark, are no paragraphs.
LIST_LINES = 6
LABEL_LENGTH = 30

# A box with at least this many characters in paragraphs of its own may be a part of the article.
MIN_CHUNK = 200

# Each paragraph's characters, counted once.
_Lengths = Mapping[HtmlElement, int]


def main_text(document: Document) -> str:
    """The article's body as paragraphs set apart by a blank line; empty if there is none.

    Where hardly anything is left of a page, its boxes were not what their names say, and the whole page is read.
    """
    text = _extract(_stripped(document.tree))
    if len(text) < MIN_TEXT and len(whole := _extract(deepcopy(document.tree))) > 2 * len(text):
        text = whole
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n\n".join(_article_lines(list(_without_lists(lines)), document))


def _stripped(page: HtmlElement) -> HtmlElement:
    tree = deepcopy(page)
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    lengths = {p: len(p.text_content()) for p in tree.iter("p")}
    _drop_boxes(tree, lengths)
    _open_layout_tables(tree, lengths)
    _keep_article(tree, lengths)
    _drop_linked_blocks(tree)
    _join_chunks(tree)
    return tree


def _keep_article(tree: HtmlElement, lengths: _Lengths) -> None:
    """Leave nothing but the innermost element that says it is the article and holds nearly all paragraphs."""
    body = tree.find("body")
    if body is None:
        return
    least = max(MIN_TEXT, ARTICLE_SHARE * _paragraph_length(body, lengths))
    stated = (element for element in body.iter("article", "main", "div", "section") if _says_article(element))
    whole = [element for element in stated if _paragraph_length(element, lengths) >= least]
    if whole:
        body.append(whole[-1])
        for other in list(body)[:-1]:  # not by a slice, which never frees what it replaces
            body.remove(other)


def _open_layout_tables(tree: HtmlElement, lengths: _Lengths) -> None:
    """Turn tables that set out the page, as designs of old do, into boxes; those hold running text in a cell."""
    for cell in [cell for cell in tree.iter("td") if _is_column(cell, lengths)]:
        for element in chain([cell], cell.iterancestors(*_TABLE_TAGS)):
            for part in (element, *element.iterchildren(*_TABLE_TAGS)):
                part.tag = "div"


def _is_column(cell: HtmlElement, lengths: _Lengths) -> bool:
    paragraphs = [lengths[p] for p in cell.iterchildren("p")]
    return len(paragraphs) > 1 and sum(paragraphs) >= MIN_TEXT


def _says_article(element: HtmlElement) -> bool:
    return element.tag in ("article", "main") or "articlebody" in (element.get("itemprop") or "").lower()


def _extract(tree: HtmlElement) -> str:
    found = bare_extraction(tree, fast=True, include_comments=False)
    return "" if found is None or isinstance(found, dict) else found.text or ""


def _drop_boxes(tree: HtmlElement, lengths: _Lengths) -> None:
    """Take out boxes named as such, unless one holds a good part of the page's text."""
    most = _MAX_BOX_SHARE * (sum(lengths.values()) or 1)
    gone: set[HtmlElement] = set()
    for element in list(tree.iter(*_BOX_TAGS)):
        is_named = element.tag == "form" or _is_box(element.get("class")) or _is_box(element.get("id"))
        if is_named and element not in gone and _paragraph_length(element, lengths) < most:
            gone.update(element.iter(*_BOX_TAGS))
            _drop(element)


@lru_cache(maxsize=50_000)
def _is_box(name: str | None) -> bool:
    """Whether a class or id is that of a box beside the text; a site's pages repeat theirs."""
    return bool(name and _BOX.search(name))


def _drop_linked_blocks(tree: HtmlElement) -> None:
    """Take out paragraphs, items and headings that are nothing but links: they lead to other stories."""
    gone: set[HtmlElement] = set()
    for element in list(tree.iter(*_LINKED_TAGS)):
        if element not in gone and element.find(".//a") is not None and _is_linked(element):
            gone.update(element.iter(*_LINKED_TAGS))
            _drop(element)


def _is_linked(element: HtmlElement) -> bool:
    length = _visible_length(element)
    return length >= _MIN_LINK and sum(map(_visible_length, element.iter("a"))) >= 0.9 * length


def _visible_length(element: HtmlElement) -> int:
    return len(" ".join(element.text_content().split()))


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


def _paragraph_length(element: HtmlElement, lengths: _Lengths) -> int:
    """The characters of an element's paragraphs, itself one or not."""
    return sum(map(lengths.__getitem__, element.iter("p")))


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
        if kind or (number < 3 and _letters(line) in headlines) or (number < HEADER_LINES and _DATELINE.search(line)):
            continue
        yield line


def _without_lists(lines: list[str]) -> Iterator[str]:
    """Lines that do not stand in a run of labels, such as tags, menus, and the months of an archive."""
    for is_label, run in groupby(lines, lambda line: len(line) <= LABEL_LENGTH and line[-1].isalnum()):
        found = list(run)
        if not (is_label and len(found) >= LIST_LINES):
            yield from found


def _headlines(document: Document) -> Iterator[str]:
    """The page's headlines, and the section that kickers repeat."""
    for heading in document.tree.iter("h1"):
        yield heading.text_content()
    yield from document.meta.get("og:title", ())
    yield metadata.section(document) or ""


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
