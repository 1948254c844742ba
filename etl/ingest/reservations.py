"""What a page says against being mined: the TDM Reservation Protocol and `noai`, in headers or meta elements.

https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/ gives `tdm-reservation`, which a host may also
state for its paths in a file; `noai` is a custom of many publishers.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from protego import Protego

from etl.ingest.agent import AGENT

SITE_FILE = "/.well-known/tdmrep.json"
_HEAD = 100_000
_META = re.compile(rb"<meta\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)

# What a rule of a host's file matches, and whether it reserves that.
SiteRule = tuple[Protego, bool]


def reservation(headers: Mapping[str, Iterable[str]], body: bytes, *, by_site: bool = False) -> str | None:
    """`tdm-reservation` or `noai` where a response states it, by its headers (names in lower case) or in its markup.

    `by_site` is what the host's file says of the address; a header goes before it, and markup before a header.
    """
    in_headers, in_markup = list(_in_headers(headers)), list(_in_markup(body[:_HEAD]))
    for stated in (in_markup, in_headers, [("tdm-reservation", str(int(by_site)))]):
        values = {value for name, value in stated if name == "tdm-reservation" and value in ("0", "1")}
        if "1" in values:
            return "tdm-reservation"
        if values:
            break
    stated = [*in_headers, *in_markup]
    return "noai" if any(name == "robots" and "noai" in _directives(value) for name, value in stated) else None


def site_rules(body: bytes) -> list[SiteRule]:
    """The rules of a host's file, in their order; none where it is not what the protocol wants.

    Paths are matched as robots.txt matches them, which the protocol asks for. A value that the protocol does not know
    reserves nothing.
    """
    try:
        stated = json.loads(body)
    except (ValueError, RecursionError):
        return []
    rules = [one for one in stated if isinstance(one, dict)] if isinstance(stated, list) else []
    return [
        (Protego.parse(f"User-agent: *\nDisallow: {rule['location']}"), str(rule.get("tdm-reservation")) == "1")
        for rule in rules
        if isinstance(rule.get("location"), str)
    ]


def is_reserved(rules: Sequence[SiteRule], url: str) -> bool:
    """Whether the first rule that matches an address reserves it."""
    return next((reserves for pattern, reserves in rules if not pattern.can_fetch(url, AGENT)), False)


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
