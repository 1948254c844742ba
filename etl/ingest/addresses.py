"""Which addresses of machines may be reached: those on the public Internet."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

Address = IPv4Address | IPv6Address


def found(places: Iterable[Any]) -> list[Address]:
    """The addresses in what `getaddrinfo` says of a host, IPv4 first."""
    addresses = {ip_address(str(place[0]).partition("%")[0]) for *_, place in places}
    return sorted(addresses, key=lambda one: (one.version, one))


def may_reach(address: Address, *, allows_loopback: bool) -> bool:
    """Whether a machine may be asked: a public one, or where that is allowed this one."""
    return is_public(address) or (allows_loopback and address.is_loopback)


def is_public(address: Address) -> bool:
    """Whether an address, and any address inside it, belongs to a machine on the public Internet."""
    inner = _inner(address) if isinstance(address, IPv6Address) else None
    if inner is not None:
        return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64."""
    if address.packed.startswith(bytes.fromhex("0064ff9b0000000000000000")):
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
