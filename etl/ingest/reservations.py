"""What a page says against being mined: the TDM Reservation Protocol and `noai`, in headers or meta elements.

https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/ gives `tdm-reservation`; `noai` is a custom of
many publishers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

AGENT = "newslake"
_HEAD = 100_000
_META = re.compile(rb"<meta\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


def reservation(headers: Mapping[str, Iterable[str]], body: bytes) -> str | None:
    """`tdm-reservation` or `noai` where a response states it, by its headers (names in lower case) or in its markup."""
    stated = [*_in_headers(headers), *_in_markup(body[:_HEAD])]
    if any(name == "tdm-reservation" and value == "1" for name, value in stated):
        return "tdm-reservation"
    return "noai" if any(name == "robots" and "noai" in _directives(value) for name, value in stated) else None


def _in_headers(headers: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    for name, meaning in (("tdm-reservation", "tdm-reservation"), ("x-robots-tag", "robots")):
        yield from ((meaning, value.strip().lower()) for value in headers.get(name, ()))


def _in_markup(head: bytes) -> Iterator[tuple[str, str]]:
    for meta in _META.finditer(head):
        fields = {key.lower(): b"".join(values) for key, *values in _ATTRIBUTE.findall(meta[1])}
        name = fields.get(b"name", b"").decode("latin-1").strip().lower()
        yield "robots" if name == AGENT else name, fields.get(b"content", b"").decode("latin-1").strip().lower()


def _directives(value: str) -> set[str]:
    """The directives of a robots statement that are for all, or for this agent by its name."""
    agent, colon, named = value.partition(":")
    if colon and "," not in agent:
        return _directives(named) if agent.strip() == AGENT else set()
    return {part.strip() for part in value.split(",")}
