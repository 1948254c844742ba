"""Who wrote a page: names from JSON-LD, meta elements, or the byline a reader sees, the first that names somebody."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from etl.clean import bylines, markup, metadata
from etl.clean.html import Document
from etl.clean.metadata import fold

_META = (
    "author",
    "article:author",
    "article:author_name",
    "og:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:byline",
    "cxenseparse:author",
    "dcsext.author",
    "shareaholic:article_author_name",
    "vr:author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "creator",
)
_COMPANY = re.compile(r"\b(?:gmbh|ag|inc|ltd|llc|plc|corp|limited|s\.a|e\.\s?v|verlag)\b", re.I)
_LOGIN = re.compile(r"[a-z0-9]{5,}|[a-z0-9]+(?:[-_.][a-z0-9]+)+")


def authors(document: Document, feed: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names of the byline, in its order: persons, or the agency or desk where that is the byline.

    A source that names only the outlet itself, its owner, or a login, is heard when no other names anybody. `feed` is
    whom a feed names.
    """
    outlets = metadata.outlet_keys(document)
    weak: tuple[str, ...] = ()
    for found in _statements(document, feed):
        credible = tuple(name for name in found if not (_COMPANY.search(name) or _LOGIN.fullmatch(name)))
        people = tuple(name for name in credible if fold(name) not in outlets)
        if any(" " in name for name in people):
            return people
        if people:  # a desk or an agency, perhaps together with the outlet
            return credible
        weak = weak or found
    return weak


def _statements(document: Document, feed: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The names in each place that states some, the most trusted first, each read only when it is asked for."""
    yield _names(_in_linked_data(document))
    for key in _META:
        yield _names(document.meta.get(key, ()))
    yield _names(feed)
    yield _names(_in_labels(document))
    yield bylines.names(markup.byline(document) or "", is_shown=True)


def _names(stated: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in stated:
        for name in bylines.names(text):
            found.setdefault(fold(name), name)
    return tuple(found.values())


def _in_linked_data(document: Document) -> Iterator[str]:
    nodes = {item["@id"]: item for item in document.linked_data if isinstance(item.get("@id"), str)}
    for item in metadata.articles(document):
        stated = item.get("author") or item.get("creator")
        if stated:
            yield from _named(stated, nodes)
            break


def _named(stated: Any, nodes: Mapping[str, Mapping[str, Any]], depth: int = 4) -> Iterator[str]:
    """The names in an author value: a name, an object with one, a reference to an object, or a list of these."""
    if isinstance(stated, str):
        yield stated
    elif isinstance(stated, list) and depth:
        for one in stated:
            yield from _named(one, nodes, depth - 1)
    elif isinstance(stated, dict) and depth:
        node = stated if stated.get("name") else nodes.get(str(stated.get("@id")), stated)
        yield from _named(node.get("name"), nodes, depth - 1)


def _in_labels(document: Document) -> Iterator[str]:
    """What social networks show under a label such as "Written by"."""
    for n in ("1", "2"):
        label = document.meta.get(f"twitter:label{n}", ("",))[0]
        if bylines.is_cued(f"{label}: A"):
            yield from document.meta.get(f"twitter:data{n}", ())
