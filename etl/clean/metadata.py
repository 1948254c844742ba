"""What a page says of itself: its publisher, its section, its address."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from etl.clean.html import Document

_COPYRIGHT = re.compile(r"copyright|©|\(c\)|\d{4}|all rights reserved", re.I)

# Longer is no name; and on thousands of combining marks in a row Unicode's normal forms take seconds.
_LONGEST_NAME = 1_000
# What sets the outlet apart from the headline.
_TITLE_BREAK = re.compile(r"\s[|–—·•:-]\s")


def tidy(text: object) -> str | None:
    """A text with one space between words; None for what is no text or an empty one."""
    return " ".join(text.split()) or None if isinstance(text, str) else None


def fold(text: str) -> str:
    """The letters and digits of a text, case unified: what is left to compare when marks and spaces differ."""
    return "".join(c for c in unicodedata.normalize("NFKC", text[:_LONGEST_NAME]).casefold() if c.isalnum())


def articles(document: Document) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects that describe an article, in page order."""
    for item in document.linked_data:
        if any(kind.endswith(("Article", "Posting")) for kind in kinds(item)):
            yield item


def kinds(item: Mapping[str, Any]) -> tuple[str, ...]:
    """The `@type` of a JSON-LD object, which may be one word, a list, or anything else."""
    stated = item.get("@type")
    return tuple(kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str))


def outlet(document: Document) -> str | None:
    """The publisher's name."""
    for item in articles(document):
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and (name := tidy(publisher.get("name"))):
            return name
    for key in ("og:site_name", "application-name"):
        if key in document.meta:
            return tidy(document.meta[key][0])
    name = host(document.url)
    return _in_title(document, name) or name


def _in_title(document: Document, name: str | None) -> str | None:
    """The part of the browser's title that is the host's name, written as people write it."""
    labels = {fold(label) for label in (name or "").split(".")[:-1]}
    parts = _TITLE_BREAK.split(document.tree.findtext(".//title") or "")
    return next((tidy(part) for part in parts if fold(part) in labels), None)


def host(url: str | None) -> str | None:
    """The host name of an address, as readers know it."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def section(document: Document) -> str | None:
    """The section of the outlet the article stands in."""
    for item in articles(document):
        if name := tidy(item.get("articleSection")):
            return name
    return tidy(document.meta.get("article:section", (None,))[0])


def canonical_url(document: Document) -> str | None:
    """The article's own address; None where the page names none, or the home page for itself."""
    stated = [link.get("href") for link in document.tree.iter("link") if link.get("rel") == "canonical"]
    for address in (*stated, *document.meta.get("og:url", ())):
        joined = _joined(document.url, tidy(address) or "")
        if joined and (not is_home(joined) or is_home(document.url)):
            return joined
    return None


def is_home(url: str | None) -> bool:
    """Whether an address is that of a site's first page."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in {"", "/", "/index.html"} and not parts.query


def _joined(base: str | None, address: str) -> str | None:
    """An address as the page means it, without its fragment; None for what is none on the web."""
    try:
        whole = urljoin(base or "", address)
        parts = urlsplit(whole)
    except ValueError:
        return None
    return re.sub("#.*", "", whole) if address and parts.scheme in ("http", "https") and parts.hostname else None


def outlet_keys(document: Document) -> frozenset[str]:
    """What the outlet is called on its page and in its address, each folded."""
    name = host(document.url) or ""
    names = [outlet(document) or "", name, *name.split(".")[:-1]]
    for key in ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher"):
        names.extend(document.meta.get(key, ()))
    names.extend(_COPYRIGHT.sub("", holder) for holder in document.meta.get("copyright", ()))
    return frozenset(key for name in names if len(key := fold(name)) > 1)
