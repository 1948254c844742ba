"""Which machines are on the public Internet."""

from ipaddress import ip_address

import pytest

from etl.ingest.addresses import found, is_public, may_reach


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a9fe:a9fe",
    ],
)
def test_other_networks_and_what_leads_into_them_are_not(address: str) -> None:
    assert not is_public(ip_address(address))


def test_this_machine_can_be_opened_and_no_other_with_it() -> None:
    for address, is_open in (("127.0.0.9", True), ("::1", True), ("10.0.0.1", False), ("1.1.1.1", True)):
        assert may_reach(ip_address(address), allows_loopback=True) is is_open


def test_the_addresses_of_a_host_come_in_order_without_their_zones() -> None:
    places = [(0, 0, 0, "", ("fe80::1%eth0", 0)), (0, 0, 0, "", ("1.1.1.1", 0)), (0, 0, 0, "", ("1.0.0.1", 0))]
    assert [str(one) for one in found(places)] == ["1.0.0.1", "1.1.1.1", "fe80::1"]
