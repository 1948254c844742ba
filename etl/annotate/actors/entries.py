"""Entries of the tables of actors: a line of a file that ships, or of the one in which a user lists own actors."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from etl import lexicons
from etl.annotate.countries import common_names
from etl.errors import InputError

PACKAGE = "etl.annotate.actors"
COLUMNS = ("id", "name", "country", "role", "office", "since", "until", "aliases")
# In place of a country: the entry stands for such a body of any country.
ANY = "*"
# In place of one too: the entry is of no country.
NONE = "-"
DOUBTFUL = "?"
PERSON = "person:"
_KINDS = (PERSON, "org:", "gov:")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts.

    `id` is `person:RUS/Vladimir Putin`, `org:NATO`, `org:RUS/Rosatom` or `gov:RUS`; `country` ISO alpha-3, none of what
    is international; `role` a code of `roles.tsv`.
    """

    id: str
    name: str
    country: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: an actor, the names it goes by, and an office, if it is one's tenure, on the days that `Tenure` says."""

    actor: Actor
    office: str
    first: date
    last: date
    aliases: tuple[str, ...]


@cache
def roles() -> Mapping[str, str]:
    """Code of a sector → what it means, after PLOVER."""
    return {code: meaning for code, meaning in lexicons.rows(PACKAGE, "roles.tsv")}  # noqa: C416 - rows are lists


def shipped(table: str) -> Iterator[Entry]:
    """The entries of a table beside this module."""
    return (entry(cells) for cells in lexicons.rows(PACKAGE, table))


def own(path: Path) -> Iterator[Entry]:
    """The rows of a user's file. Raises InputError with its name, line and field."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the table of actors {path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#") or line.split("\t") == list(COLUMNS):
            continue
        try:
            yield entry(line.split("\t"))
        except ValueError as error:
            raise InputError(f"{path}, line {number}, {error}") from error


def entry(cells: Sequence[str]) -> Entry:
    """An entry as its cells say it. Raises ValueError, which names the field, where one says nothing known."""
    if len(cells) > len(COLUMNS) or len(cells) < COLUMNS.index("role") + 1:
        raise ValueError(f"columns: {len(cells)} instead of {len(COLUMNS)}, set apart by tabs ({', '.join(COLUMNS)})")
    identity, name, country, role, office, since, until, aliases = (*cells, *[""] * (len(COLUMNS) - len(cells)))
    if not identity.startswith(_KINDS):
        raise ValueError(f"id: {identity!r} begins with none of {', '.join(_KINDS)}")
    if not name.strip():
        raise ValueError("name: there is none")
    if country not in (NONE, ANY) and country not in common_names():
        raise ValueError(f"country: {country!r} is no ISO 3166-1 alpha-3 code, nor {NONE!r} for none")
    if role not in roles():
        raise ValueError(f"role: {role!r} is none of {', '.join(roles())}")
    if office and not since:
        raise ValueError("since: an office needs the day, month or year since when it is held")
    return Entry(
        Actor(identity, name, None if country == NONE else country, role),
        office,
        _stated("since", since)[0] if since else date.min,
        _stated("until", until)[1] if until else date.max,
        tuple(aliases.split("|")) if aliases else (),
    )


def _stated(column: str, value: str) -> tuple[date, date]:
    try:
        return _period(value)
    except ValueError:
        raise ValueError(f"{column}: {value!r} is no day, month or year as 2014-03-18, 2014-03 or 2014") from None


def _period(value: str) -> tuple[date, date]:
    """The first day of a day, month or year, and the first behind it; a day itself is both."""
    match = _DATE.fullmatch(value)
    if not match:
        raise ValueError(value)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if day is None:
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, day), date(year, month, day)
