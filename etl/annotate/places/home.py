"""Where news is at home: by the address of its outlet, and by the institutions that it speaks of."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

from etl import lexicons
from etl.annotate.countries import alpha_2

_WORD = re.compile(r"[^\W\d_][\w'-]*")
# Votes of the address, of each institution, and of all institutions of a country at most.
_ADDRESS = 1.0
_INSTITUTION = 0.5
_INSTITUTIONS = 1.5
# Domains of countries that are taken anywhere.
_ANYWHERE = frozenset(
    [
        "ac", "ag", "ai", "am", "as", "cc", "cd", "co", "fm", "gg", "gl", "im", "io", "is", "la", "ly", "me", "ms",
        "mu", "nu", "pw", "sc", "sh", "st", "tk", "tl", "to", "tv", "vc", "vg", "ws",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    """Countries by the votes that tell for each as an article's home, and the one that it is, if that can be told."""

    votes: Mapping[str, float]
    country: str | None


def read(text: str, url: str | None) -> Home:
    """The home of an article by its English text and its address."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    seen = {*words, *(f"{first} {second}" for first, second in pairwise(words))}
    found: defaultdict[str, float] = defaultdict(float)
    for word, countries in _institutions().items():
        if word in seen:
            for country in countries:
                found[country] += _INSTITUTION / len(countries)
    votes = {country: min(_INSTITUTIONS, votes) for country, votes in found.items()}
    address = _top_level_domains().get(_top_level_domain(url))
    if address:
        votes[address] = votes.get(address, 0.0) + _ADDRESS
    most = [country for country in votes if votes[country] == max(votes.values())]
    return Home(votes, address or (most[0] if len(most) == 1 else None))


@cache
def _institutions() -> Mapping[str, list[str]]:
    rows = lexicons.rows("etl.annotate.places", "institutions.tsv")
    return {word: countries.split("|") for countries, words in rows for word in words.split("|")}


def _top_level_domain(url: str | None) -> str:
    """The last part of an address's host; empty where it has none."""
    try:
        return (urlsplit(url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        return ""


@cache
def _top_level_domains() -> Mapping[str, str]:
    codes = {code.lower(): country for code, country in alpha_2().items()}
    return {code: country for code, country in codes.items() if code not in _ANYWHERE} | {"uk": "GBR"}
