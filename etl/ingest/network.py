"""Which machines the crawler may reach: hosts on the public Internet, by addresses that were checked.

A host's name is resolved once in a crawl. Every address it has must be public, and connections go to these addresses
alone, so a name that means something else the next time it is asked for (DNS rebinding) leads nowhere new. Redirects
and robots.txt take the same road as all requests.
"""

import asyncio
import socket
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.address import IPv4Address as Tcp4
from twisted.internet.address import IPv6Address as Tcp6

from etl.ingest import addresses
from etl.ingest.addresses import Address, may_reach

DNS_SECONDS = 20.0

# The hosts of this crawl and the addresses that were found right for them; a process crawls once.
_checked: dict[str, tuple[Address, ...]] = {}


class RefusedError(IgnoreRequest):
    """A request that is not made, or an answer that is not kept; `reason` is the word for it in `visits`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PublicHosts:
    """Lets requests pass to public hosts alone, over HTTP and HTTPS alone."""

    def __init__(self, *, allows_loopback: bool) -> None:
        self._allows_loopback = allows_loopback
        self._pending: dict[str, asyncio.Task[None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making one."""
        return cls(allows_loopback=crawler.settings.getbool("ALLOWS_LOOPBACK"))

    async def process_request(self, request: Request) -> None:
        """Refuse what may not be reached."""
        parts = urlparse_cached(request)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RefusedError("forbidden_address")
        host = parts.hostname
        if host not in _checked:
            if host not in self._pending:
                self._pending[host] = asyncio.ensure_future(self._check(host))
            try:
                await self._pending[host]
            finally:
                self._pending.pop(host, None)

    async def _check(self, host: str) -> None:
        found = await _resolve(host)
        if not all(may_reach(one, allows_loopback=self._allows_loopback) for one in found):
            raise RefusedError("forbidden_address")
        _checked[host] = tuple(found)


async def _resolve(host: str) -> list[Address]:
    """The addresses of a host, IPv4 first.

    Raises:
        CannotResolveHostError: it has none.
    """
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(DNS_SECONDS):
            found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise CannotResolveHostError(str(error)) from error
    return addresses.found(found)


class CheckedAddresses:
    """The reactor's only way from names to addresses: those that `PublicHosts` has checked."""

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor

    @classmethod
    def from_crawler(cls, _crawler: Any, reactor: Any) -> Self:
        """Scrapy's way of making one."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Scrapy's way of putting it to use."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: ARG002, N803
        transportSemantics: str = "TCP",  # noqa: ARG002, N803
    ) -> "_Resolution":
        """Tell the checked addresses of a host; none for one that was not checked."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        for address in _checked.get(hostName, ()):
            kind = Tcp4 if address.version == 4 else Tcp6
            resolutionReceiver.addressResolved(kind("TCP", str(address), portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution


class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """It is over at once, so there is nothing to stop."""
