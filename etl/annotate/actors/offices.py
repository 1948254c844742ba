"""Offices: which one the words of a description name, and who holds it on the day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from etl import lexicons
from etl.annotate.actors.entries import ANY, NONE, PACKAGE, Actor
from etl.annotate.actors.tables import Actors, key
from etl.annotate.noun_phrases import Description

# Words before a title that say that the office is not held now; others make it another office.
_NOT_IN_OFFICE = re.compile(r"\b(?:former|ex|then|late|next|new|future|incoming)\b[^.,;\n]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a country; of none if it is international."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Offices:
    """Who holds the offices that descriptions name, on one day."""

    actors: Actors
    on: date | None

    def described(self, words: str, description: Description) -> Actor | None:
        """Whom a description means by the office alone: "the Russian president", "China's foreign minister".

        `words` are those before the head, or all of it.
        """
        if _NOT_IN_OFFICE.search(words):
            return None
        found = office(description.words | {description.head}, description.country)
        return self.actors.holder(found.country, found.name, self.on) if found else None

    def name(self, words: str, description: Description) -> str | None:
        """The name of whom a description means: an office holder, or a body that every country has."""
        actor = self.described(words, description)
        return actor.name if actor else self._body(words)

    def country(self, name: str) -> str | None:
        """The country of someone in the tables, by the full name or a famous surname."""
        alias = self.actors.person(key(name), self.on) or self.actors.famous(key(name), self.on)
        return alias.actor.country if alias else None

    def _body(self, words: str) -> str | None:
        """The name that ends some words and that such bodies have in every country: China's foreign ministry."""
        parts = key(words).split()
        endings = (" ".join(parts[at:]) for at in range(len(parts)))
        return next((name for name in endings if name in self.actors.generic), None)


def office(words: frozenset[str], country: str | None) -> Office | None:
    """The office that the words of a description name ({"foreign", "minister"}), of the country that it tells."""
    for scope in (country, ANY) if country else ():
        if name := _offices().get((words, scope)):
            return Office(name, country)
    name = _offices().get((words, NONE))
    return Office(name, None) if name else None


@cache
def _offices() -> Mapping[tuple[frozenset[str], str | None], str]:
    """Words of a description, and a country, `ANY` or `NONE` → the office."""
    rows = lexicons.rows(PACKAGE, "offices.tsv")
    return {(frozenset(phrase.split()), country): name for name, country, phrase in rows}
