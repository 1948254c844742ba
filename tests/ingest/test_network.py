"""Which machines can be reached: public ones, by addresses that were checked."""

import asyncio
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import pytest
from scrapy import Request

from etl.ingest import network
from etl.ingest.network import CheckedAddresses, PublicHosts, RefusedError


@pytest.fixture(autouse=True)
def _nothing_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_checked", {})


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
    ],
)
def test_no_way_of_writing_an_address_opens_what_is_not_public(url: str) -> None:
    with pytest.raises(RefusedError, match="forbidden_address"):
        asyncio.run(PublicHosts(allows_loopback=False).process_request(Request(url)))
    assert resolved(Request(url)) == []


def test_loopback_can_be_opened_and_nothing_else_with_it() -> None:
    hosts = PublicHosts(allows_loopback=True)
    asyncio.run(hosts.process_request(Request("http://127.0.0.9/")))
    assert resolved(Request("http://127.0.0.9/")) == ["127.0.0.9"]
    with pytest.raises(RefusedError):
        asyncio.run(hosts.process_request(Request("http://10.0.0.1/")))


def test_a_name_is_asked_for_once_and_stays_what_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["1.1.1.1", "1.0.0.1"], ["127.0.0.1"]])

    async def lookup(_host: str) -> list[Any]:
        return [ip_address(address) for address in next(answers)]

    monkeypatch.setattr(network, "_resolve", lookup)
    request, hosts = Request("http://rebinding.example/"), PublicHosts(allows_loopback=False)
    for _ in range(2):
        asyncio.run(hosts.process_request(request))
        assert resolved(request) == ["1.1.1.1", "1.0.0.1"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    async def lookup(_host: str) -> list[Any]:
        return [ip_address("1.1.1.1"), ip_address("192.168.0.1")]

    monkeypatch.setattr(network, "_resolve", lookup)
    with pytest.raises(RefusedError):
        asyncio.run(PublicHosts(allows_loopback=False).process_request(Request("http://mixed.example/")))


def resolved(request: Request) -> list[str]:
    """The addresses that a connection for a request would go to."""
    receiver = Receiver()
    CheckedAddresses(reactor=None).resolveHostName(receiver, urlsplit(request.url).hostname or "", 80)
    return receiver.addresses


class Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []

    def resolutionBegan(self, _resolution: Any) -> None: ...  # noqa: N802

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None: ...  # noqa: N802
