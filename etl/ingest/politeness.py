"""How the crawler behaves on other people's machines: robots.txt, reservations, pauses, patience.

One request at a time to a host, at least the source's delay or the host's own crawl-delay apart, slower when the host
is slow. A host that fails or asks for time gets it as a whole, not only for the page in question.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from etl.ingest import faults
from etl.ingest.agent import AGENT, MAX_PATIENCE, asked_for
from etl.ingest.network import RefusedError
from etl.ingest.reservations import SITE_FILE, SiteRule, is_reserved, site_rules

# RFC 9309 lets a crawler stop reading a robots.txt here; a file of reservations needs no more.
_MAX_HOST_BYTES = 500 * 1024
_IS_OF_HOST = "is_of_host"
_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says; `verdict` is `allowed`, `absent` (there is none), or why nothing may be fetched.

    `reservations` are the rules by which the host reserves paths.
    """

    verdict: str
    parsed: Protego | None = None
    reservations: Sequence[SiteRule] = ()

    def refusal(self, url: str) -> str | None:
        """The reason why an address may not be fetched."""
        if self.verdict not in ("allowed", "absent"):  # RFC 9309, 2.3.1.4: then all is disallowed
            return self.verdict
        return "robots" if self.parsed and not self.parsed.can_fetch(url, AGENT) else None


class Robots:
    """Asks each host's robots.txt, then what it reserves, before anything else of it.

    `request.meta["robots"]` is the verdict, and `request.meta["is_reserved"]` says whether the address is reserved.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making one."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse what robots.txt disallows."""
        if _IS_OF_HOST in request.meta:
            return
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read(origin))
        rules = await self._rules[origin]
        if reason := rules.refusal(request.url):
            raise RefusedError(reason)
        request.meta["robots"] = rules.verdict
        request.meta["is_reserved"] = is_reserved(rules.reservations, request.url)

    async def _read(self, origin: str) -> Rules:
        rules = await self._robots(origin)
        place = origin + SITE_FILE
        if rules.refusal(place):
            return rules
        try:
            response = await self._get(place)
        except Exception:  # a file that cannot be had reserves nothing
            return rules
        if response.status != 200:
            return rules
        return replace(rules, reservations=site_rules(response.body[:_MAX_HOST_BYTES]))

    async def _robots(self, origin: str) -> Rules:
        try:
            response = await self._get(f"{origin}/robots.txt")
        except Exception as error:  # whatever keeps a robots.txt away, it says nothing
            reason = faults.reason(error)
            return Rules(reason if reason in faults.OF_HOSTS else "robots_unreachable")
        if response.status == 429 or not 200 <= response.status < 500:
            return Rules("robots_unreachable")
        if response.status >= 300:
            return Rules("absent")
        parsed = Protego.parse(response.body[:_MAX_HOST_BYTES].decode("utf-8-sig", "replace"))
        if delay := parsed.crawl_delay(AGENT):
            throttle_of(self._crawler).keep_apart(urlsplit(origin).hostname or "", float(delay))
        return Rules("allowed", parsed)

    async def _get(self, place: str) -> Response:
        """What a host answers about itself."""
        request = Request(place, callback=NO_CALLBACK, priority=1000, meta={_IS_OF_HOST: True})
        response: Response = await self._crawler.engine.download_async(request)
        return response


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle, which also keeps a host's crawl-delay and leaves it in peace when it asks for that."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._apart: dict[str, float] = {}
        self.resting: set[str] = set()

    def keep_apart(self, host: str, seconds: float) -> None:
        """Requests to a host have at least so many seconds between them."""
        self._apart[host] = min(seconds, MAX_PATIENCE)
        downloader = self.crawler.engine.downloader
        downloader.per_slot_settings[host] = {"delay": max(self._apart[host], self.mindelay)}
        if slot := downloader.slots.get(host):
            slot.delay = max(slot.delay, self._apart[host])

    def rest(self, request: Request, seconds: float) -> None:
        """Ask nothing of the request's host for so long; if that is very long, nothing more at all."""
        host = request.meta.get("download_slot", "")
        slot = self.crawler.engine.downloader.slots.get(host)
        if slot is None:
            return
        if seconds <= MAX_PATIENCE:
            slot.lastseen = max(slot.lastseen, monotonic() + seconds)
            return
        self.resting.add(host)
        while slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(RefusedError("told_to_wait"))

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        """Before the host's next request is taken up."""
        super()._response_downloaded(response, request, spider)
        host = request.meta.get("download_slot", "")
        if slot := self.crawler.engine.downloader.slots.get(host):
            slot.delay = max(slot.delay, self._apart.get(host, 0.0))
        if response.status in _BUSY or response.status >= 500:
            stated = (response.headers.get("Retry-After") or b"").decode("latin-1")
            self.rest(request, asked_for(stated) or self.back_off(request))

    def back_off(self, request: Request) -> float:
        """Seconds to wait after a failure: twice as long after each."""
        tries: int = request.meta.get("retry_times", 0)
        return self.mindelay * 2.0 ** (tries + 1)


class Retry(RetryMiddleware):
    """Scrapy's retries, with back-off, and none on a host that asked to be left alone."""

    def process_request(self, request: Request) -> None:
        """Refuse what goes to such a host."""
        if (urlparse_cached(request).hostname or "") in throttle_of(self.crawler).resting:
            raise RefusedError("told_to_wait")

    def process_exception(
        self,
        request: Request,
        exception: Exception,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's
    ) -> Request | Response | None:
        """After a broken connection the host rests."""
        again: Request | Response | None = super().process_exception(request, exception)
        if again is not None:
            throttle = throttle_of(self.crawler)
            throttle.rest(request, throttle.back_off(request))
        return again


def throttle_of(crawler: Crawler) -> Throttle:
    """The crawl's one throttle."""
    found = crawler.get_extension(Throttle)
    assert found is not None
    return found
