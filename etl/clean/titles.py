"""The headline of a page: what data, meta and markup state votes, and the outlet's name is cut off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from etl.clean import metadata
from etl.clean.html import Document
from etl.clean.metadata import fold, tidy

# How much a kind of candidate is trusted: publishers write the JSON-LD headline once, while a heading may be the
# outlet's name or the last line of a breadcrumb, and og:title is often a second headline written for social networks.
# What a feed has is the headline alone, but perhaps that of an earlier version.
_HEADLINE, _FEED, _HEADING, _OPEN_GRAPH, _ELEMENT, _MARKED, _WEAK = 5.0, 3.0, 2.1, 1.25, 1.0, 0.75, 0.2
_META = {
    "og:title": _OPEN_GRAPH,
    "citation_title": _OPEN_GRAPH,
    "twitter:title": _WEAK,
    "parsely-title": _WEAK,
    "sailthru.title": _WEAK,
    "dc.title": _WEAK,
    "title": _WEAK,
}
_LONGEST = 600
_HEADINGS_READ = 40
_SHORT, _SHORT_TRUST = 16, 0.4  # letters: what has fewer is more often a label ("Comments") than a headline
_LONG_NAME, _ADDED = 5, 8  # letters of a name that is known again with a few more: "Herald" in "Herald Online"
_CUT_AT = range(95, 111)  # search engines take 110 characters of a headline, and some systems cut there

_SEPARATOR = re.compile(r"\s+(?:[-–—―:•·/~]|[|»«›‹]+|::|//)\s+|\s*[|｜]\s*|\s+[-–:]|\s*--\s*|_(?=[^_]+$)|[:：](?=\S)")
_HEADLINE_CLASS = re.compile(
    r"(?:entry|post|article|story|content|page)[_-]*(?:title|headline)|(?<![a-z])headline", re.I
)
_LABEL_CLASS = re.compile(r"breadcrumb|logo|site-?(?:title|name)|blog-?title|masthead|modal", re.I)
_ARCHIVE = frozenset({"blogarchive", "blogarchiv", "archive", "archiv"})
_ADDRESS = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)?\.[a-z]{2,5}", re.I)
_BLOCKS = frozenset({"br", "div", "p", "small", "strong"})
_SILENT = frozenset({"script", "style", "svg", "button", "noscript", "template", "rt", "rp"})

_Stated = tuple[object, float, bool]  # a statement, its weight, and whether it may carry more than the headline


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One statement of the headline; `is_loose` if it may carry more than the headline."""

    text: str
    weight: float
    key: str
    is_loose: bool


def title(document: Document, feed: str | None = None) -> str | None:
    """The headline as a reader sees it, without the outlet's name; None where a page has none.

    Every candidate votes for itself, and those that tend to carry more than the headline also for what they begin or
    end with ("Ferry stranded | The Post" votes for "Ferry stranded"). Among equals JSON-LD comes first. `feed` is the
    title under which a feed announced the page.
    """
    stated = [*_stated(document), (feed, _FEED, False)]
    found = _candidates(stated, _outlet_names(document)) or _candidates(stated, frozenset())
    best = max(found, key=lambda one: sum(other.weight for other in found if _supports(other, one)), default=None)
    return best.text if best else None


def _candidates(stated: list[_Stated], names: frozenset[str]) -> list[_Candidate]:
    return [one for text, weight, is_loose in stated if (one := _candidate(text, weight, is_loose, names))]


def _candidate(stated: object, weight: float, is_loose: bool, names: frozenset[str]) -> _Candidate | None:
    read = tidy(unescape(unescape(stated[:_LONGEST]))) if isinstance(stated, str) else None
    if not read:
        return None
    text = _without_outlet(read, names)
    key = fold(text)
    if not key or key in names:
        return None
    return _Candidate(text, weight if len(key) >= _SHORT else weight * _SHORT_TRUST, key, is_loose)


def _supports(other: _Candidate, one: _Candidate) -> bool:
    if other.key == one.key:
        return True
    if len(other.key) < len(one.key):
        return _is_cut(other) and one.key.startswith(other.key)
    return other.is_loose and len(one.key) >= _SHORT and _has_part(other, one.key)


def _has_part(whole: _Candidate, key: str) -> bool:
    """Whether what separators cut off the one or other end leaves the key."""
    if not (whole.key.startswith(key) or whole.key.endswith(key)):
        return False
    cuts = list(_SEPARATOR.finditer(whole.text))
    return any(key in (fold(whole.text[: cut.start()]), fold(whole.text[cut.end() :])) for cut in cuts)


def _is_cut(one: _Candidate) -> bool:
    return len(one.key) >= _SHORT and (one.text.endswith(("…", "...")) or len(one.text) in _CUT_AT)


def _stated(document: Document) -> Iterator[_Stated]:
    for item in metadata.articles(document):
        yield item.get("headline") or item.get("name"), _HEADLINE, False
        break
    for key, weight in _META.items():
        for content in document.meta.get(key, ())[:1]:
            yield content, weight, True
    for text, weight in _headings(document.tree):
        yield text, weight, False
    for element in document.tree.iter("title"):
        yield element.text, _ELEMENT, True
        break


def _headings(tree: HtmlElement) -> Iterator[tuple[str, float]]:
    """The headings that may hold the headline, the first most trusted."""
    weight = _HEADING
    for read, element in enumerate(tree.iter("h1", "h2")):
        if read == _HEADINGS_READ:
            break
        is_marked = element.get("itemprop") == "headline" or bool(_HEADLINE_CLASS.search(element.get("class") or ""))
        if is_label(element):
            yield text_of(element), _WEAK
        elif element.tag == "h1" or is_marked:
            yield text_of(element), weight
            weight = _MARKED
        elif weight == _HEADING:
            yield text_of(element), _WEAK


def is_label(element: HtmlElement) -> bool:
    """Whether a heading is the outlet's name or the last step of a breadcrumb."""
    around = [element, *element.iterancestors()][:3]
    classes = " ".join(f"{one.get('class') or ''} {one.get('id') or ''}" for one in around)
    return bool(_LABEL_CLASS.search(classes)) or any(one.tag == "li" for one in around) or _links_home(element)


def _links_home(element: HtmlElement) -> bool:
    parent = element.getparent()
    links = [parent] if parent is not None and parent.tag == "a" else element.findall("a")
    return any(_is_home(link.get("href") or "#") for link in links)


def _is_home(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme in ("", "http", "https") and not (parts.path.strip("/") or parts.fragment or parts.query)


def text_of(element: HtmlElement) -> str:
    """The text a reader sees in a heading; what a page shows on lines of its own is kept apart."""
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split())


def _collect(element: HtmlElement, parts: list[str], depth: int = 20) -> None:
    if element.tag in _SILENT or not depth:
        return
    parts.append(element.text or "")
    for child in element:
        is_apart = child.tag in _BLOCKS or (child.tag == "span" and not (parts[-1] or child.get("class") is None))
        parts.append(" " if is_apart else "")
        _collect(child, parts, depth - 1)
        tail = child.tail or ""
        parts.append(" " if child.tag in _BLOCKS or tail[:1].isupper() else "")
        parts.append(tail)


def _outlet_names(document: Document) -> frozenset[str]:
    logos = (fold(text_of(heading)) for heading in document.tree.iter("h1") if _links_home(heading))
    return metadata.outlet_keys(document).union(key for key in logos if len(key) > 1)


def _without_outlet(text: str, names: frozenset[str]) -> str:
    """Cut off the parts that name the outlet, and what follows them."""
    while cuts := list(_SEPARATOR.finditer(text)):
        first = cuts[0]
        ends = [*(cut.start() for cut in cuts[1:]), len(text)]
        named = [cut for cut, end in zip(cuts, ends, strict=True) if _is_outlet(text[cut.end() : end], names)]
        if named:  # with what follows it, such as a section
            text = text[: named[-1].start()]
        elif _is_outlet(text[: first.start()], names):
            text = text[first.end() :]
        else:
            break
    return text.strip()


def _is_outlet(part: str, names: frozenset[str]) -> bool:
    key = fold(part)
    return (
        not key
        or key in names
        or key in _ARCHIVE
        or bool(_ADDRESS.fullmatch(part.strip()))
        or any(len(name) >= _LONG_NAME and len(key) <= len(name) + _ADDED and key.startswith(name) for name in names)
    )
