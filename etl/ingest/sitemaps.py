"""Sitemaps, indexes of them and news sitemaps, gzipped or not: https://www.sitemaps.org/protocol.html.

What is announced is dated by the news extension where that is there, else by the address's last change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from lxml import etree

from etl.ingest.compression import unpack
from etl.ingest.formats import GZIP
from etl.ingest.pages import is_address, printable
from etl.records import Given

# The protocol's own bounds, unpacked.
MAX_SITEMAP_BYTES = 50_000_000
MAX_ENTRIES = 50_000
_DATES = ("publication_date", "lastmod")
_FIELDS = frozenset({"loc", "lastmod", "publication_date", "title", "language"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An address a sitemap lists: a page's, or that of another sitemap (`is_sitemap`), and when it last changed."""

    url: str
    at: datetime | None
    given: Given
    is_sitemap: bool


def entries(body: bytes, name: str) -> list[Entry]:
    """What the sitemap called `name` lists, up to `MAX_ENTRIES`; what is damaged in it is passed over.

    Raises:
        ValueError: it is no sitemap, or larger than one may be.
    """
    content = _unpacked(body)
    if len(content) > MAX_SITEMAP_BYTES:
        raise ValueError(f"is no sitemap: it has over {MAX_SITEMAP_BYTES} bytes")
    found: list[Entry] = []
    is_sitemap = False
    for element in _elements(content):
        kind = _name(element)
        is_sitemap = is_sitemap or kind in ("url", "sitemap", "urlset", "sitemapindex")
        if kind in ("url", "sitemap"):
            found += _entry(element, kind, name)
            element.clear()
        if len(found) == MAX_ENTRIES:
            break
    if not is_sitemap:
        raise ValueError("is no sitemap")
    return found


def moment(text: str | None) -> datetime | None:
    """The instant a W3C date states, in UTC."""
    try:
        at = datetime.fromisoformat((text or "").strip())
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(GZIP):
        return body
    try:
        return unpack(BytesIO(body), "gz").read(MAX_SITEMAP_BYTES + 1)
    except EOFError as error:
        raise ValueError(str(error)) from error


def _elements(content: bytes) -> Iterator[Any]:
    """Elements as they end; nothing is fetched, and no entity is expanded."""
    try:
        for _, element in etree.iterparse(
            BytesIO(content), events=("end",), resolve_entities=False, no_network=True, recover=True
        ):
            yield element
    except etree.XMLSyntaxError as error:
        raise ValueError(f"is no XML: {error}") from error


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _entry(element: Any, kind: str, name: str) -> Iterator[Entry]:
    stated: dict[str, str] = {}
    for part in element.iter():
        field, text = _name(part), printable(part.text)
        if field in _FIELDS and text:
            stated.setdefault(field, text)
    if not is_address(stated.get("loc", "")):
        return
    published = next((stated[field] for field in _DATES if field in stated), None)
    is_news = "publication_date" in stated
    given = Given(title=stated.get("title"), published=published, language=stated.get("language"), feed=name)
    yield Entry(stated["loc"], moment(published), given if is_news else Given(), kind == "sitemap")
