"""Surroundings: what an article names around a place of its text, and the words beside a name there."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from etl.annotate.places import names
from etl.annotate.places.gazetteer import Place
from etl.annotate.sentences import number_at

# What a name owns or stands before, and what is "of" it.
_BEHIND = re.compile(r"(?:['’]s?)?((?: [\w-]+){1,3})")
_BEFORE = re.compile(r"([\w-]+) (?:of|in) $")
_LONGEST_WORD = 24
# Characters before and behind a name within which its sentences count.
_REACH = 1000


def senses(meanings: Sequence[Place]) -> tuple[Place, Place] | None:
    """The country and the state of another one that a name means, where the state has more people: Georgia."""
    country = next((place for place in meanings if place.kind == "C"), None)
    if country is None:
        return None
    states = (place for place in meanings if place.kind == "A" and place.country != country.country)
    larger = next((place for place in states if place.population > country.population), None)
    return (country, larger) if larger else None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences of a text, and the places that it names, each with its offset; both in order."""

    text: str
    sentences: Sequence[tuple[int, int]]
    named: Sequence[tuple[int, Place]]

    def places(self, start: int, reach: int) -> list[Place]:
        """What is named in the sentence of a place of the text, and in so many before and behind."""
        at = max(0, number_at(self.sentences, start))
        first = max(self.sentences[max(0, at - reach)][0], start - _REACH)
        last = min(self.sentences[min(len(self.sentences) - 1, at + reach)][1], start + _REACH)
        known = bisect_left(self.named, first, key=lambda pair: pair[0])
        return [place for _, place in self.named[known : bisect_left(self.named, last, key=lambda pair: pair[0])]]

    def sense(self, span: tuple[int, int], senses: tuple[Place, Place]) -> Place | None:
        """Which of a country and a state is meant, if the words beside the name or its sentence tell."""
        country, state = senses
        told = self._told_by_words(span) or self._told_by_places(span[0], country, state)
        return {"country": country, "state": state}.get(told)

    def _told_by_words(self, span: tuple[int, int]) -> str:
        """What kind has what stands behind a name: a governor or a prime minister."""
        behind = _BEHIND.match(self.text, span[1])
        before = _BEFORE.search(self.text, max(0, span[0] - _LONGEST_WORD), span[0])
        beside = [*(behind[1].split() if behind else ()), *(before.groups() if before else ())]
        kinds = (kind for word in beside for kind in ("state", "country") if word.lower() in names.lexicon(kind))
        return next(kinds, "")

    def _told_by_places(self, start: int, country: Place, state: Place) -> str:
        """What a sentence names: towns and states, or countries; a capital may be a government."""
        around = self.places(start, 0)
        is_state = any(place.country == state.country and place.kind not in "CK" for place in around)
        is_country = any(place.country == country.country or place.kind == "C" for place in around)
        return "" if is_state == is_country else "state" if is_state else "country"
