"""The catalogue of sources: which outlets are read, where they announce their articles, and how gently.

`catalogue.toml` beside this module has an entry for each; a file of the user's, named by `NEWSLAKE_SOURCES`, adds to
them, and what it states of a known name takes the place of what is stated there.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from etl.errors import InputError

OWNERSHIPS = ("state", "public", "private")
# Seconds between two requests to one host where nobody asks for more.
DELAY = 2.0
_FILE = "catalogue.toml"
_NAME = re.compile(r"\w[\w.-]*", re.ASCII)
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_A_DAY = date(2025, 1, 31)


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet, and where it says which articles it has; the fields are explained in `catalogue.toml`.

    `articles` is a regular expression that the addresses of articles match, and other links on a page of headlines
    do not; without it, addresses are judged by their form. `hosts` are where its articles stand, if not where its lists
    do.
    """

    name: str
    title: str
    country: str
    language: str
    ownership: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    articles: str | None = None
    delay: float = DELAY
    hosts: tuple[str, ...] = ()

    def publishes_at(self) -> tuple[str, ...]:
        """The hosts of its articles, without `www`; hosts below them are meant too."""
        addresses = (*self.feeds, *self.sitemaps, *self.sections)
        found = self.hosts or (urlsplit(on(address, _A_DAY)).hostname or "" for address in addresses)
        return tuple(dict.fromkeys(host.removeprefix("www.") for host in found))


def load(own: Path | None = None) -> dict[str, Source]:
    """All sources by name: those that ship, then the user's, in the order of the files.

    Raises:
        InputError: a file is missing or no TOML, or an entry is wrong; the message names file, entry and field.
    """
    entries = _entries(_FILE, resources.files("etl.ingest").joinpath(_FILE).read_text(encoding="utf-8"))
    place = dict.fromkeys(entries, _FILE)
    if own:
        for name, stated in _entries(str(own), _read(own)).items():
            entries[name] = {**entries.get(name, {}), **stated}
            place[name] = str(own)
    return {name: source(name, stated, place[name]) for name, stated in entries.items()}


def find(name: str, own: Path | None = None) -> Source:
    """The source of that name.

    Raises:
        InputError: there is none, or the catalogue is wrong.
    """
    sources = load(own)
    if name not in sources:
        raise InputError(
            f"no source {name!r} in the catalogue: `newslake sources list` names them, `sources add` adds one"
        )
    return sources[name]


def source(name: str, stated: Mapping[str, Any], file: str) -> Source:
    """The source an entry describes.

    Raises:
        InputError: a field is missing, unknown or wrong; the message names file, entry and field.
    """
    place = f"{file}, [{name}]"
    if not _NAME.fullmatch(name):
        raise InputError(f"{place}: a source is named by letters, digits, '.', '_' and '-'")
    for field in stated:
        if field not in _CHECKS:
            raise InputError(f"{place}: there is no field {field!r}; there are {', '.join(_CHECKS)}")
    for field in _REQUIRED:
        if field not in stated:
            raise InputError(f"{place}: {field} is missing")
    for field, value in stated.items():
        if wrong := _CHECKS[field](value):
            raise InputError(f"{place}: {field} {wrong}")
    if not any(stated.get(field) for field in _ADDRESSES):
        raise InputError(f"{place}: feeds, sitemaps and sections are all missing: state one")
    values: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in stated.items()
    }
    return Source(name, **values)


def unlisted(name: str) -> Source:
    """A source of which nothing is known but its name: one whose pages are given by their addresses."""
    return Source(name, title=name, country="", language="en", ownership="")


def addresses(text: str, file: str) -> list[str]:
    """The addresses of a list, one a line; blank lines and lines that open with # say nothing.

    Raises:
        InputError: a line is no address on the web, or there is none.
    """
    found = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for address in found:
        if wrong := _wrong_address(address.replace("{", "%7B")):
            raise InputError(f"{file} {wrong}")
    if not found:
        raise InputError(f"{file} has no addresses: write one a line")
    return found


def on(address: str, day: date) -> str:
    """An address with the day in it, where it has a place for one."""
    return address.format(date=day) if "{" in address else address


def is_dated(address: str) -> bool:
    """Whether an address has a place for the day."""
    return "{" in address


def toml(stated: Source) -> str:
    """The entry of a source, as it would stand in a file."""
    values = ((field.name, getattr(stated, field.name), field.default) for field in fields(Source)[1:])
    lines = (f"{name} = {_literal(value)}" for name, value, default in values if value != default)
    return "\n".join((f"[{stated.name}]", *lines)) + "\n"


def _entries(file: str, text: str) -> dict[str, Any]:
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is no TOML: {error}") from error
    for name, stated in entries.items():
        if not isinstance(stated, dict):
            raise InputError(f"{file}: {name} stands outside any [entry]")
    return entries


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}, named by NEWSLAKE_SOURCES, cannot be read: {error}") from error


def _literal(value: Any) -> str:
    """A value in TOML; JSON's strings and numbers are TOML's."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _wrong_text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else f"must be a text, not {value!r}"


def _wrong_country(value: Any) -> str | None:
    import pycountry

    is_right = isinstance(value, str) and value.isupper() and pycountry.countries.get(alpha_3=value)
    return None if is_right else f"must be an ISO 3166-1 alpha-3 code such as CHN, not {value!r}"


def _wrong_language(value: Any) -> str | None:
    is_right = isinstance(value, str) and re.fullmatch("[a-z]{2}", value)
    return None if is_right else f"must be an ISO 639-1 code such as en, not {value!r}"


def _wrong_ownership(value: Any) -> str | None:
    return None if value in OWNERSHIPS else f"must be one of {', '.join(OWNERSHIPS)}, not {value!r}"


def _wrong_addresses(value: Any) -> str | None:
    if not isinstance(value, list):
        return f"must be a list of addresses, not {value!r}"
    return next(filter(None, map(_wrong_address, value)), None)


def _wrong_address(value: Any) -> str | None:
    try:
        parts = urlsplit(on(value, _A_DAY))
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        is_right = False
    return None if is_right else f"has {value!r}, which is no address on the web"


def _wrong_pattern(value: Any) -> str | None:
    try:
        re.compile(value)
    except (TypeError, re.error) as error:
        return f"is no regular expression: {error}"
    return None


def _wrong_hosts(value: Any) -> str | None:
    is_right = isinstance(value, list) and all(isinstance(host, str) and _HOST.fullmatch(host) for host in value)
    return None if is_right else f"must be a list of host names such as harbour-post.example, not {value!r}"


def _wrong_delay(value: Any) -> str | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return None if is_number and 0 < value <= 300 else f"must be seconds, over 0 and up to 300, not {value!r}"


_CHECKS: Mapping[str, Callable[[Any], str | None]] = {
    "title": _wrong_text,
    "country": _wrong_country,
    "language": _wrong_language,
    "ownership": _wrong_ownership,
    "feeds": _wrong_addresses,
    "sitemaps": _wrong_addresses,
    "sections": _wrong_addresses,
    "articles": _wrong_pattern,
    "delay": _wrong_delay,
    "hosts": _wrong_hosts,
}
_REQUIRED = ("title", "country", "language", "ownership")
_ADDRESSES = ("feeds", "sitemaps", "sections")
