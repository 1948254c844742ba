"""The spider: what a crawl is to do, and how it goes from lists to pages, each visited once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from etl.ingest import discovery, faults, http
from etl.ingest.agent import AGENT
from etl.ingest.captures import Capture, Captures
from etl.ingest.catalogue import Source, is_dated, on
from etl.ingest.discovery import Announced, Expected
from etl.ingest.harvest import Harvest
from etl.ingest.pages import page, printable
from etl.ingest.reservations import reservation
from etl.ingest.sitemaps import MAX_SITEMAP_BYTES
from etl.records import Page, Visit

# The largest outlets have a thousand pages a day; more come of sitemaps that call everything new.
MAX_PAGES = 5_000


@dataclass(frozen=True, slots=True)
class Errand:
    """What a crawl is to do.

    `known` is what earlier visits found, by address; `captures` is the folder of what lists answered. With `addresses`
    those are the pages, whatever lists announce. With a `sample`, so many pages of any day are enough.
    """

    source: Source
    day: date
    contact: str | None
    known: Mapping[str, Visit] = field(default_factory=dict)
    captures: Path | None = None
    addresses: Sequence[str] | None = None
    sample: int | None = None
    honours_reservations: bool = True
    allows_loopback: bool = False
    on_page: Callable[[int], None] = lambda _step: None

    @property
    def lists(self) -> list[tuple[str, str]]:
        """Each list's address as the catalogue has it, and its kind."""
        if self.addresses is not None:
            return []
        source = self.source
        kinds = (("feed", source.feeds), ("sitemap", source.sitemaps), ("section", source.sections))
        return [(address, kind) for kind, addresses in kinds for address in addresses]


class NewsSpider(Spider):
    """Reads the lists of an errand, then fetches what they announce for its day."""

    name = AGENT

    def __init__(self, errand: Errand, harvest: Harvest, faults: list[BaseException]) -> None:
        super().__init__()
        self._errand, self._harvest, self._faults = errand, harvest, faults
        self._captures = Captures(errand.captures)
        self._wanted: list[Expected] = []
        self._today = datetime.now(UTC).date()
        self._lists_left = dict.fromkeys(("feed", "sitemap", "section"), discovery.MAX_LISTS)

    async def start(self) -> AsyncIterator[Request]:
        """Scrapy's first call."""
        try:
            self._wanted = (await self._expected())[: self._errand.sample]
            for wanted in self._wanted[MAX_PAGES:]:
                self._visited(wanted, "failed", "over_limit", None)
        except Exception as error:
            self._faults.append(error)
        for wanted in self._wanted[:MAX_PAGES]:
            try:
                yield self._request(wanted)
            except ValueError:
                self._visited(wanted, "failed", "bad_address", None)

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's
        """Scrapy's last call: note what there was no time for."""
        for wanted in self._wanted:
            if not self._harvest.has("page", wanted.url):
                self._visited(wanted, "failed", "time_limit", None)

    async def _expected(self) -> list[Expected]:
        errand = self._errand
        if errand.addresses is not None:
            return discovery.expected(Announced(address, "list") for address in errand.addresses)
        found = await asyncio.gather(*(self._list(address, kind) for address, kind in errand.lists))
        return discovery.expected(one for announced in found for one in announced)

    async def _list(self, address: str, kind: str) -> list[Announced]:
        """What a list and the sitemaps below it announce for the day; one for that day dates what has no date."""
        day = self._errand.day
        place = on(address, day)
        if self._harvest.has(kind, place) or not self._lists_left[kind]:
            return []
        self._lists_left[kind] -= 1
        response = await self._answer(place, kind)
        if response is None:
            return []
        try:
            announced, below = discovery.read_list(response.body, response.url, self._errand.source, kind)
        except ValueError:
            self._note(place, kind, "failed", "unreadable", response)
            return []
        self._note(place, kind, "read", None, response)
        self._harvest.listed[place] = (len(announced), sum(one.at is not None for one in announced))
        found = [one for one in announced if self._is_wanted(one, is_for_day=is_dated(address))]
        for sitemap in discovery.leading(below, day):
            if not (found and self._errand.sample):
                found += await self._list(sitemap.url.replace("{", "%7B"), "sitemap")
        return found

    def _is_wanted(self, one: Announced, *, is_for_day: bool) -> bool:
        if self._errand.sample:
            return True
        return (is_for_day and one.at is None) or discovery.is_of(self._errand.day, one, self._today)

    async def _answer(self, place: str, kind: str) -> Response | None:
        """The response of a list, from the last capture if it has not changed; where there is none, that is noted."""
        seen = self._captures.get(place)
        request = Request(
            place, callback=NO_CALLBACK, headers=_conditions(seen), meta={"download_maxsize": MAX_SITEMAP_BYTES}
        )
        try:
            response: Response = await self.crawler.engine.download_async(request)
        except Exception as error:
            reason = faults.reason(error)
            self._note(place, kind, faults.outcome(reason), reason)
            return None
        if response.status == 304 and seen:
            return response.replace(status=200, body=seen.body)
        if response.status != 200:
            self._note(place, kind, "failed", f"http_{response.status}", response)
            return None
        etag, last_modified = _header(response, "ETag"), _header(response, "Last-Modified")
        self._captures.put(place, Capture(etag, last_modified, response.body))
        return response

    def _request(self, wanted: Expected) -> Request:
        return Request(
            wanted.address,
            callback=self._take,
            errback=self._fail,
            headers=_conditions(self._errand.known.get(wanted.url)),
            cb_kwargs={"wanted": wanted},
            dont_filter=True,
        )

    def _take(self, response: Response, wanted: Expected) -> None:
        """Keep the page an answer brings, or note why it brings none."""
        self._errand.on_page(1)
        seen = self._errand.known.get(wanted.url)
        if response.status == 304 and seen:
            self._visited(wanted, "unchanged", None, response, seen)
        elif response.status != 200:
            self._visited(wanted, "failed", f"http_{response.status}", response)
        elif not http.is_html(_header(response, "Content-Type"), response.body):
            self._visited(wanted, "failed", "not_html", response)
        else:
            self._take_page(response, wanted, seen)

    def _take_page(self, response: Response, wanted: Expected, seen: Visit | None) -> None:
        digest = blake2b(response.body, digest_size=16).hexdigest()
        reserved = reservation(_headers(response), response.body, by_site=response.meta["is_reserved"])
        if reserved and self._errand.honours_reservations:
            self._visited(wanted, "refused", reserved, response)
        elif seen and seen.digest == digest:
            self._visited(wanted, "unchanged", None, response, seen)
        else:
            made = page(
                self._errand.source.name,
                0,
                response.body,
                content_type=_header(response, "Content-Type") or "text/html",
                url=discovery.canonical(response.url),
                fetched_at=datetime.now(UTC),
                http_status=response.status,
                given=wanted.given,
            )
            robots = response.meta.get("robots")
            self._visited(
                wanted, "stored", None, response, made=replace(made, robots=robots, reservation=reserved), digest=digest
            )

    def _fail(self, failure: Any) -> None:
        """Note why no answer came; Scrapy adds the request to Twisted's failure."""
        self._errand.on_page(1)
        reason = faults.reason(failure.value)
        wanted: Expected = failure.request.cb_kwargs["wanted"]
        self._visited(wanted, faults.outcome(reason), reason, None)

    def _visited(
        self,
        wanted: Expected,
        outcome: str,
        reason: str | None,
        response: Response | None,
        seen: Visit | None = None,
        *,
        made: Page | None = None,
        digest: str | None = None,
    ) -> None:
        """Note what became of a page; validators that an answer does not repeat stay in force."""
        visit = Visit(
            url=wanted.url,
            kind="page",
            found_in=wanted.found_in,
            outcome=outcome,
            reason=reason,
            http_status=response.status if response else None,
            page_id=made.page_id if made else seen.page_id if seen else None,
            digest=digest or (seen.digest if seen else None),
            etag=(response and _header(response, "ETag")) or (seen.etag if seen else None),
            last_modified=(response and _header(response, "Last-Modified")) or (seen.last_modified if seen else None),
        )
        self._harvest.put(visit, made)

    def _note(self, place: str, kind: str, outcome: str, reason: str | None, response: Response | None = None) -> None:
        self._harvest.put(Visit(place, kind, (), outcome, reason, response.status if response else None))


def _conditions(seen: Visit | Capture | None) -> dict[str, str]:
    """The headers that ask for what has changed since it was seen."""
    stated = (("If-None-Match", seen.etag), ("If-Modified-Since", seen.last_modified)) if seen else ()
    return {name: value for name, value in stated if value}


def _header(response: Response, name: str) -> str | None:
    return printable((response.headers.get(name) or b"").decode("latin-1"))


def _headers(response: Response) -> dict[str, list[str]]:
    return {
        name.decode("latin-1").lower(): [value.decode("latin-1") for value in response.headers.getlist(name)]
        for name in response.headers
    }
