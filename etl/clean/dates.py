"""When a page was published, and what says so.

Evidence is heard in the order of how often it is right, and nothing that takes time runs once something has spoken:
linked data, meta elements, what the corpus or feed stated, a day in the address, a date in sight near the headline;
at last, in want of all else, the day of the page's last change. Expiry dates, other pages' dates and years of
copyright date nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Any
from urllib.parse import unquote, urlsplit

from etl.clean.datelines import LIKELY, SURE, Sighting, in_sight
from etl.clean.html import Document
from etl.clean.moments import find, instant, month_number
from etl.records import Given

_MIDNIGHT = time()

_Meta = Mapping[str, tuple[str, ...]]
_DAY = timedelta(days=1)
# Nearly all people live within so many hours of UTC.
_ZONES = timedelta(hours=12)

# Meta elements that mean the first publication and little else, most reliable first.
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "cxenseparse:recs:publishtime",
    "pubdate",
)
_MODIFIED = ("article:modified_time", "datemodified", "og:article:modified_time", "og:updated_time", "last-modified")
_LIKE_PUBLISHED = re.compile(r"publi|pub[-_.:]?(?:date|time|day)|issued|posted")
_LIKE_DATE = re.compile(
    r"(?:^|[-_.:])(?:p|display|doc[-_]?)?date$|creat(?:ed|ion)[-_]?(?:date)?$|date[-_.]?created$|release[-_:]date"
)
_UNLIKE = re.compile(r"modif|updat|expir|unpubl|last|valid|avail|event|start|end|until|publisher|copyright")

_ARTICLES = re.compile(r"Article|Posting|Report|Review|LiveBlog")
_NOT_PAGES = re.compile(
    r"Comment|Event|Image|Photo|Video|Audio|Clip|Product|Offer|Person|Organi[sz]ation|List|Answer|Rating|Course|Job"
)

_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>199\d|20\d\d)(?P<s>[/._-]?)(?P<m>0[1-9]|1[0-2]|(?<=[/._-])[1-9](?=[/._-])|[a-z]{3,9}(?=/))"
    r"(?P=s)(?P<d>0[1-9]|[12]\d|3[01]|(?<=[/_-])[1-9])(?!\d)",
    re.I,
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])(?P<s>[/._-]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<y>199\d|20\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Dating:
    """A page's instants in UTC, and the evidence for the first.

    `evidence` is `json-ld`, `meta` (meta elements and microdata), `given` (by a corpus), `feed`, `url`, `text`, or None
    where nothing dates the page. `modified_at` is what its linked data or meta elements say, where that is not before
    publication.
    """

    published_at: datetime | None = None
    evidence: str | None = None
    modified_at: datetime | None = None


def date(
    document: Document | None, given: Given, *, url: str | None, text: str = "", fetched_at: datetime | None = None
) -> Dating:
    """When the page was published, by the best evidence; None where nothing says so.

    A plain-text page has no document: `text` is the line of it that holds its date. Where it is known when the page
    was fetched, nothing more than a day later is believed.
    """
    modified_at = next((at for _, at in _modified(document)), None) if document else None
    latest = fetched_at + _DAY if fetched_at else None
    for evidence, at in _statements(document, given, url, text):
        if latest is None or at <= latest:
            return Dating(at, evidence, modified_at if modified_at and modified_at >= at else None)
    return Dating(modified_at=modified_at)


def in_address(url: str) -> datetime | None:
    """The day an address states, as in `/2025/04/30/`, `-20250430`, `/2025/apr/30/` or `/30-04-2025`."""
    path = unquote(_path(url))
    for match in chain(_YEAR_FIRST.finditer(path), _DAY_FIRST.finditer(path)):
        month = month_number(match["m"]) if match["m"].isalpha() else int(match["m"])
        if month and (at := instant(f"{match['y']}-{month:02}-{int(match['d']):02}")):
            return at
    return None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:  # a bracket where a host should be
        return ""


def _statements(document: Document | None, given: Given, url: str | None, text: str) -> Iterator[tuple[str, datetime]]:
    """Every date stated, lazily, the best first."""
    if document:
        yield from (("json-ld", at) for at in _linked(document))
        yield from (("meta", at) for at in _meta(document.meta, _clear))
    if at := instant(given.published, language=given.language):
        yield "feed" if given.feed else "given", at
    if at := in_address(url or ""):
        yield from (("meta", exact) for exact in _microdata(document) if abs(exact - at) <= _DAY)
        yield "url", at
    if document:
        yield from _weaker(document, url)
    yield from (("text", moment.at) for moment in find(text, language=given.language))


def _weaker(document: Document, url: str | None) -> Iterator[tuple[str, datetime]]:
    sightings = in_sight(document, url)
    sure = [sighting for sighting in sightings if sighting.score >= SURE]
    unclear = list(_meta(document.meta, _unclear))
    # Where both mean the same day, the meta element knows the time of day.
    if sure and not any(_agree(at, sure[0].at) for at in unclear):
        yield from map(_seen, sure)
    yield from (("meta", at) for at in unclear)
    yield from (_seen(sighting) for sighting in sightings if sighting.score >= LIKELY)
    yield from (("json-ld", at) for item in document.linked_data if (at := _value(item, "uploadDate")))
    yield from _modified(document)
    yield from (_seen(sighting) for sighting in sightings if sighting.is_change)


def _agree(stated: datetime, shown: datetime) -> bool:
    """Whether two instants may be one, of which one or both lack their time or their zone."""
    if _MIDNIGHT in (stated.time(), shown.time()):
        return stated.date() == shown.date() or (shown.time() == _MIDNIGHT and abs(stated - shown) <= _ZONES)
    return abs(stated - shown) <= _ZONES


def _seen(sighting: Sighting) -> tuple[str, datetime]:
    return "meta" if sighting.is_marked else "text", sighting.at


def _linked(document: Document) -> Iterator[datetime]:
    """Of linked data: dates of articles, then of what else may be the page, each in page order."""
    pages = [item for item in document.linked_data if not _NOT_PAGES.search(_type(item))]
    pages.sort(key=lambda item: not _ARTICLES.search(_type(item)))
    for key in ("datePublished", "dateCreated"):
        yield from (at for item in pages if (at := _value(item, key)))


def _microdata(document: Document | None) -> Iterator[datetime]:
    """What elements in sight state as the article's publication, and perhaps as that of others."""
    if document:
        times = (time for time in document.tree.iter("time") if time.get("itemprop") == "datePublished")
        yield from (at for time in times if (at := instant(time.get("datetime"))))


def _modified(document: Document) -> Iterator[tuple[str, datetime]]:
    pages = (item for item in document.linked_data if not _NOT_PAGES.search(_type(item)))
    yield from (("json-ld", at) for item in pages if (at := _value(item, "dateModified")))
    yield from (("meta", at) for key in _MODIFIED for value in document.meta.get(key, ()) if (at := instant(value)))


def _type(item: Mapping[str, Any]) -> str:
    return str(item.get("@type"))


def _value(item: Mapping[str, Any], key: str) -> datetime | None:
    value = item.get(key)
    return instant(value[0] if isinstance(value, list) and value else value)


def _meta(meta: _Meta, keys: Callable[[_Meta], Iterator[str]]) -> Iterator[datetime]:
    return (at for key in keys(meta) for value in meta[key] if (at := instant(value)))


def _clear(meta: _Meta) -> Iterator[str]:
    return (key for key in _PUBLISHED if key in meta)


def _unclear(meta: _Meta) -> Iterator[str]:
    keys = [key for key in meta if key not in _PUBLISHED and not _UNLIKE.search(key)]
    yield from (key for key in keys if _LIKE_PUBLISHED.search(key))
    yield from (key for key in keys if _LIKE_DATE.search(key))
