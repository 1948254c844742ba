"""Which pages a source announces for a day: what its feeds, sitemaps and pages of headlines list, and how it is dated.

A day takes what is dated a day before to a day after, for a publisher's day is not ours. What has no date in a feed
or on a page of headlines is news of today, so only a recent day takes it; in a sitemap it may be of any age, and is
left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, zip_longest
from operator import attrgetter
from urllib.parse import urljoin, urlsplit

from courlan import normalize_url
from lxml import html

from etl.ingest import feeds, sitemaps
from etl.ingest.catalogue import Source
from etl.ingest.formats import HEAD, sniff
from etl.ingest.pages import is_address
from etl.records import Given

MARGIN = timedelta(days=1)
# A run for yesterday may be late, or tried again the day after.
RECENT = timedelta(days=2)
# Lists of one kind a source may lead to in a day; an archive has thousands.
MAX_LISTS = 50
# The kinds of lists, those that state most of a page first.
KINDS = ("feed", "sitemap", "section", "list")

_NOTHING = Given()
_LIKE_ARTICLE = re.compile(r"/20\d{2}[/-]?\d{2}|\d{5,}|(?:[^/-]+-){3,}[^/-]+/?$")
_DAY = re.compile(r"(?<!\d)(20\d{2})[-_/]?(0[1-9]|1[0-2])(?:[-_/]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Announced:
    """A page that a list announces: its address as announced, when that was published, and what is stated of it."""

    address: str
    kind: str
    at: datetime | None = None
    given: Given = _NOTHING

    @property
    def url(self) -> str:
        """The address that stands for all ways of writing it."""
        return canonical(self.address)


@dataclass(frozen=True, slots=True)
class Expected:
    """A page to be fetched, and the kinds of lists it is in."""

    url: str
    address: str
    found_in: tuple[str, ...]
    given: Given


def canonical(address: str) -> str:
    """An address without its fragment, its tracking and its variations."""
    plain = address.partition("#")[0]
    try:
        return normalize_url(plain)
    except ValueError:
        return plain


def read_list(body: bytes, address: str, source: Source, kind: str) -> tuple[list[Announced], list[sitemaps.Entry]]:
    """What a list announces, and the sitemaps it leads to; a feed listed as a sitemap, or the reverse, is read.

    Raises:
        ValueError: it cannot be read as what it should be.
    """
    if kind == "section":
        return list(_links(body, address, source)), []
    if sniff(body[:HEAD], address) == "feed":
        found = feeds.items(body, address)
        return [_of_feed(item, item.url) for item in found if item.url], []
    if kind == "feed" and sniff(body[:HEAD], address) != "sitemap":
        raise ValueError("is no feed")
    listed = sitemaps.entries(body, address)
    pages = [entry for entry in listed if not entry.is_sitemap]
    return (
        [Announced(page.url, "sitemap", page.at or _day_in(page.url), page.given) for page in pages],
        [entry for entry in listed if entry.is_sitemap],
    )


def _of_feed(item: feeds.Item, url: str) -> Announced:
    return Announced(url, "feed", item.published_at or _day_in(url), item.given)


def is_of(day: date, one: Announced, today: date) -> bool:
    """Whether a page belongs to the day's batch."""
    if one.at is None:
        return one.kind != "sitemap" and abs(today - day) <= RECENT
    return abs(one.at.date() - day) <= MARGIN


def leading(below: Iterable[sitemaps.Entry], day: date) -> list[sitemaps.Entry]:
    """Of the sitemaps in an index those that may list pages of a day, the likeliest first.

    That is those named for the day or its month, then those that changed on it or soon after.
    """
    found = [one for one in below if _may_list(one, day)]
    latest = datetime.max.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: (_DAY.search(_path(one.url)) is None, one.at or latest))


def _may_list(sitemap: sitemaps.Entry, day: date) -> bool:
    """Whether a sitemap changed on a day or later, and its name is not of another day or month."""
    if sitemap.at and sitemap.at.date() < day - MARGIN:
        return False
    named = _DAY.search(_path(sitemap.url))
    if named is None:
        return True
    near = (day - MARGIN, day, day + MARGIN)
    year, month, of_month = (int(part) if part else None for part in named.groups())
    return any((one.year, one.month) == (year, month) and of_month in (None, one.day) for one in near)


def _day_in(address: str) -> datetime | None:
    """The day an address states."""
    named = _DAY.search(_path(address))
    try:
        return datetime(int(named[1]), int(named[2]), int(named[3]), tzinfo=UTC) if named and named[3] else None
    except ValueError:  # the 31st of a month that has none
        return None


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def expected(announced: Iterable[Announced]) -> list[Expected]:
    """Each page once, in an order in which no host has many in a row."""
    by_rank = sorted(announced, key=lambda one: (one.url, KINDS.index(one.kind), one.address, one.given.to_json()))
    pages = [_merged(url, list(group)) for url, group in groupby(by_rank, key=attrgetter("url"))]
    by_host = [list(group) for _, group in groupby(sorted(pages, key=_host), key=_host)]
    return [page for turn in zip_longest(*by_host) for page in turn if page]


def _merged(url: str, group: Sequence[Announced]) -> Expected:
    given = next((one.given for one in group if one.given != _NOTHING), _NOTHING)
    return Expected(url, group[0].address, tuple(dict.fromkeys(one.kind for one in group)), given)


def _host(page: Expected) -> str:
    return host(page.url)


def host(address: str) -> str:
    """The host of an address; empty for what is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _links(body: bytes, address: str, source: Source) -> Iterator[Announced]:
    """The links of a page of headlines that lead to articles of the same outlet."""
    try:
        tree = html.document_fromstring(body)
    except (ValueError, html.etree.ParserError) as error:
        raise ValueError(f"is no page: {error}") from error
    pattern = re.compile(source.articles) if source.articles else _LIKE_ARTICLE
    own = host(address).removeprefix("www.")
    for link in tree.iter("a"):
        try:
            target = urljoin(address, (link.get("href") or "").strip())
        except ValueError:
            continue
        is_own = host(target) == own or host(target).endswith(f".{own}")
        if is_own and is_address(target) and pattern.search(target):
            yield Announced(target, "section", _day_in(target))
