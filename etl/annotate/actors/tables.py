"""The tables of actors: people in office, seats of power, organisations, armed groups, news agencies.

`actors` indexes the entries of all of them by name, surname and office.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from etl import lexicons
from etl.annotate.actors import entries
from etl.annotate.actors.entries import ANY, DOUBTFUL, PACKAGE, PERSON, Actor, Entry
from etl.annotate.cast import name_key
from etl.annotate.countries import WORD, common_names

TABLES = ("seats.tsv", "leaders.tsv", "organisations.tsv", "ministries.tsv", "groups.tsv", "media.tsv")
# A famous surname alone means its bearer from the campaign before an office until some years after it.
_BEFORE_OFFICE, _AFTER_OFFICE = timedelta(days=2 * 365), timedelta(days=4 * 365)
# Someone of the same full name is hardly the office holder so long before or after the office.
_LONG_BEFORE, _LONG_AFTER = timedelta(days=25 * 365), timedelta(days=30 * 365)
# Letters that do not decompose into one of the alphabet and a mark, and the two forms of the apostrophe.
_PLAIN = str.maketrans(
    dict(zip("łŁøØđĐıðəƏ’‘", "lLoOdDidaA''", strict=True)) | {"ß": "ss", "æ": "ae", "Æ": "Ae", "þ": "th"}
)
_FORMER = "ELI"
# Shorter names are found by the recognizer alone.
_SHORTEST = 3
# How the names of countries begin that take an article.
_WITH_ARTICLE = (
    "United ", "Republic ", "Democratic Republic ", "Dominican Republic", "Central African", "Netherlands",
    "Philippines", "Bahamas", "Maldives", "Gambia", "Comoros", "Seychelles", "Solomon Islands", "Marshall Islands",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office of one country (none for an international one) in one person's hands.

    The days from `first` to before `last` are those on which it may have been so: a date known to the year alone widens
    them, so that two tenures share the days of which the tables do not know whose they are.
    """

    holder: Actor
    office: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Alias:
    """An actor by one of its names; a doubtful one has a more common other sense or other bearers."""

    actor: Actor
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors of all tables.

    `people` and `bodies` are found by name as `key` folds it, people who are famous by `surnames` alone too; someone
    who has held offices of several countries or bodies is an actor for each. `generic` are the bodies that every
    country has, with `ANY` in place of the country. `terms` are the years in office of each. `written` has the names of
    bodies as written by their first word, the longest first, but for those that mean others too.
    """

    people: Mapping[str, tuple[Alias, ...]]
    surnames: Mapping[str, tuple[Alias, ...]]
    bodies: Mapping[str, tuple[Alias, ...]]
    generic: Mapping[str, Actor]
    tenures: Mapping[tuple[str | None, str], tuple[Tenure, ...]]
    terms: Mapping[Actor, tuple[tuple[date, date], ...]]
    written: Mapping[str, tuple[str, ...]]

    def holder(self, country: str | None, office: str, on: date | None) -> Actor | None:
        """Who holds an office of `offices.tsv` on a day; without a day, who has held it whenever the tables say.

        None where the tables do not know, or know of two who may.
        """
        tenures = self.tenures.get((country, office), ())
        found = {
            tenure.holder.id: tenure.holder for tenure in tenures if on is None or tenure.first <= on < tenure.last
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def person(self, name: str, on: date | None) -> Alias | None:
        """Whom a full name means: of several, who is in office nearest to the day; in the role of the day."""
        found = self.people.get(name, ())
        return self._on_the_day(
            [alias for alias in found if self._is_near(alias.actor, on, _LONG_BEFORE, _LONG_AFTER)], on
        )

    def famous(self, surname: str, on: date | None) -> Alias | None:
        """Whom a surname alone means, where the day leaves one."""
        found = self.surnames.get(surname, ())
        known = [alias for alias in found if self._is_near(alias.actor, on, _BEFORE_OFFICE, _AFTER_OFFICE)]
        if on and len({alias.actor.id for alias in known}) > 1:
            known = [alias for alias in known if self._distance(alias.actor, on) == 0]
        return self._on_the_day(known, on) if len({alias.actor.id for alias in known}) == 1 else None

    def of_country(self, name: str, country: str) -> Actor | None:
        """A country's body by the name that such bodies have everywhere: its foreign ministry."""
        kind = self.generic.get(name)
        return kind and _owned(kind, country)

    def _on_the_day(self, found: Sequence[Alias], on: date | None) -> Alias | None:
        """Who of several is in office on the day or nearest to it, in the role of the day; nobody of two as near."""
        distances = [(self._distance(alias.actor, on) if on else 0, alias) for alias in found]
        nearest = min((distance for distance, _ in distances), default=0)
        known = [alias for distance, alias in distances if distance == nearest]
        if len({alias.actor.id for alias in known}) != 1:
            return None
        return replace(known[0], actor=replace(known[0].actor, role=_FORMER)) if nearest else known[0]

    def _is_near(self, actor: Actor, on: date | None, before: timedelta, after: timedelta) -> bool:
        terms = self.terms.get(actor, ())
        return on is None or not terms or any(first - on <= before and on - last <= after for first, last in terms)

    def _distance(self, actor: Actor, on: date) -> int:
        terms = self.terms.get(actor, ((date.min, date.max),))
        return min(max(0, (first - on).days, (on - last).days + 1) for first, last in terms)


def government(country: str) -> Actor:
    """The government of a country, as its capital or a seat stands for it."""
    return Actor(f"gov:{country}", f"Government of {_with_article(country)}", country, "GOV")


def _owned(kind: Actor, country: str) -> Actor:
    return Actor(kind.id.replace(ANY, country), kind.name.replace(ANY, _with_article(country)), country, kind.role)


def _with_article(country: str) -> str:
    name = common_names().get(country, country)
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def key(name: str) -> str:
    """A name as names are compared: without capitals, accents, hyphens, stops and the article before it."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    plain = "".join(char for char in plain if not unicodedata.combining(char)) if not plain.isascii() else plain
    return " ".join(name_key(plain.split())).removeprefix("the ")


@cache
def actors(own: Path | None = None) -> Actors:
    """The actors that ship, and those of a user's file, which go first where both have a name.

    Raises:
        InputError: the user's file cannot be read; the message names line and field.
    """
    shipped = [row for table in TABLES for row in entries.shipped(table)]
    return _index([*(entries.own(own) if own else ()), *shipped])


@cache
def seats() -> Mapping[str, str]:
    """Seat of power → alpha-3 of the country that news means by it."""
    rows = (entries.entry(cells) for cells in lexicons.rows(PACKAGE, "seats.tsv"))
    named = ((name, row.actor.country) for row in rows for name in row.aliases or (row.actor.name,))
    return {name: country for name, country in named if country and not name.endswith(DOUBTFUL)}


@cache
def agents() -> Mapping[str, str]:
    """Word for who acts, in small letters → the sector such people act in, where a country's name stands beside it."""
    return {word.removesuffix(DOUBTFUL): role for role, word in lexicons.rows(PACKAGE, "agents.tsv")}


@cache
def professions() -> Mapping[str, str]:
    """The agents whose word alone tells a person's sector."""
    return {word: role for role, word in lexicons.rows(PACKAGE, "agents.tsv") if not word.endswith(DOUBTFUL)}


def sector(words: Iterable[str]) -> str:
    """The sector that the first word for an agent among some words tells alone; empty where none does."""
    return next((professions()[word] for word in words if word in professions()), "")


def _index(rows: Sequence[Entry]) -> Actors:
    names: dict[str, dict[str, bool]] = {}
    for row in rows:
        known = names.setdefault(row.actor.id, {})
        for name in (*row.aliases, row.actor.name):
            known.setdefault(key(name.removesuffix(DOUBTFUL)), name.endswith(DOUBTFUL))
    people: dict[str, dict[Actor, Alias]] = {}
    surnames: dict[str, dict[Actor, Alias]] = {}
    bodies: dict[str, dict[Actor, Alias]] = {}
    generic: dict[str, Actor] = {}
    for actor in dict.fromkeys(row.actor for row in rows):
        for name, is_doubtful in names[actor.id].items():
            if actor.country == ANY:
                generic.setdefault(name, actor)
            else:
                index = bodies if not actor.id.startswith(PERSON) else people if " " in name else surnames
                index.setdefault(name, {})[actor] = Alias(actor, is_doubtful)
    tenures, terms = _tenures(rows)
    return Actors(
        people=_listed(people),
        surnames=_listed(surnames),
        bodies=_listed(bodies),
        generic=generic,
        tenures=tenures,
        terms=terms,
        written=_written(rows, generic.keys()),
    )


def _listed(found: Mapping[str, Mapping[Actor, Alias]]) -> dict[str, tuple[Alias, ...]]:
    return {name: tuple(aliases.values()) for name, aliases in found.items()}


def _written(rows: Iterable[Entry], kinds: Set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    bodies = (row for row in rows if row.actor.country != ANY and not row.actor.id.startswith(PERSON))
    for body, name in ((row, name) for row in bodies for name in (*row.aliases, row.actor.name)):
        first = WORD.match(name)
        is_doubtful = name.endswith(DOUBTFUL) or f"{name}{DOUBTFUL}" in body.aliases
        if first and len(name) >= _SHORTEST and not is_doubtful and key(name) not in kinds:
            found.setdefault(first.group(), set()).add(name)
    return {word: tuple(sorted(names, key=lambda name: (-len(name), name))) for word, names in found.items()}


def _tenures(
    rows: Iterable[Entry],
) -> tuple[dict[tuple[str | None, str], tuple[Tenure, ...]], dict[Actor, tuple[tuple[date, date], ...]]]:
    tenures: dict[tuple[str | None, str], tuple[Tenure, ...]] = {}
    terms: dict[Actor, tuple[tuple[date, date], ...]] = {}
    for row in rows:
        if row.office:
            office = row.actor.country, row.office
            tenures[office] = (*tenures.get(office, ()), Tenure(row.actor, row.office, row.first, row.last))
            terms[row.actor] = (*terms.get(row.actor, ()), (row.first, row.last))
    return tenures, terms
