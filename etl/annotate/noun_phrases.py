"""Noun phrases without a name: "the Chinese foreign minister", "a spokesman for the ministry", "the 54-year-old".

Read from the surface of the text: the head is the last word for a person before a preposition, and the country whose
someone is stands before the head or behind "of".
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.annotate.actors.tables import seats
from etl.annotate.agreement import Span as Named
from etl.annotate.countries import Name
from etl.annotate.descriptions import Descriptions, key_of

WORD = re.compile(r"[^\W_][\w'’.-]*")
_YEARS_OLD = re.compile(r"(\d{1,3})-year-old\b")
# Words that a description need not share with an introduction.
_NEUTRAL = frozenset(
    [
        "former", "then", "long-time", "longtime", "veteran", "senior", "top", "late", "current", "new", "old", "young",
        "same", "other",
    ]
)  # fmt: skip
_OWN_COUNTRY = re.compile(r"\b(?:of|for|from|de|du|des|von|der|del|della|do|da)(?: the)? $")
_ANOTHERS_COUNTRY = re.compile(r"\b(?:to|in|on|with|against|about|over|into|at|near)(?: the)? $")
# Those who are called by a country that is their field of work: the China analyst.
_OF_A_FIELD = frozenset(
    [
        "analyst", "bureau", "chief", "consultant", "correspondent", "desk", "director", "economist", "editor", "envoy",
        "expert", "hand", "head", "manager", "office", "reporter", "representative", "researcher", "scholar",
        "specialist", "strategist", "watcher",
    ]
)  # fmt: skip
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase says: its head, where it stands, and the words that tell something, in small letters.

    `country` is ISO alpha-3 of whose someone is, `age` in years, as written.
    """

    place: int
    head: str = ""
    words: frozenset[str] = frozenset()
    country: str | None = None
    age: str | None = None


@dataclass(frozen=True, slots=True)
class NounPhrases:
    """The noun phrases of a text. `placed` are the mentions that tell a country, `starts` where they begin."""

    text: str
    words: Descriptions
    placed: Sequence[Named]
    starts: Sequence[int]

    def describe(self, start: int, end: int) -> Description | None:
        """The description that a stretch of the text is; none where it has no head."""
        found = list(WORD.finditer(self.text, start, end))
        keys = [key_of(match.group()) for match in found]
        head = self.head(keys)
        if head is None:
            return None
        place = found[head].start()
        told = {key for key, match in zip(keys, found, strict=True) if self._tells(key, match)}
        age = _YEARS_OLD.search(self.text, start, end)
        country = self._country((start, end), place, keys[head])
        return Description(place, keys[head], frozenset(told), country, age[1] if age else None)

    def head(self, keys: Sequence[str]) -> int | None:
        """Which word is the head: the last for a person before a preposition, or else the last of all there."""
        first = 1 if keys and keys[0] in self.words.determiner else 0
        end = next((at for at in range(first + 1, len(keys)) if keys[at] in self.words.link), len(keys))
        roles = [at for at in range(first, end) if keys[at] in self.words.role]
        return max(roles, default=end - 1 if end > first else None)

    def country_before(self, start: int, end: int) -> str | None:
        """The country inside a name, or directly before it: Bank of China, the Russian Defence Ministry."""
        inside = self._placed_in(start, end)
        before = [span for span in self._placed_in(start - _LONGEST_NAME, start) if start - 3 <= span.end <= start]
        nearest = [*inside[:1], *before[-1:]]
        return nearest[0].name.country if nearest else None

    def only_country(self, start: int, end: int) -> str | None:
        """The country of all that a stretch names; none where it names several or nothing."""
        named = {span.name.country for span in self._placed_in(start, end)}
        return named.pop() if len(named) == 1 else None

    def is_people(self, place: int) -> bool:
        """Whether the word at a place is the name of a people, or its adjective."""
        return any(span.name.label == "NORP" for span in self._placed_in(place, place + 1))

    def _placed_in(self, start: int, end: int) -> Sequence[Named]:
        first = bisect_left(self.starts, start)
        return self.placed[first : bisect_left(self.starts, end, lo=first)]

    def _tells(self, key: str, match: re.Match[str]) -> bool:
        """Whether a word says more than a description needs: no article, nor a country, which is compared as such."""
        if key in _NEUTRAL or key in self.words.determiner or self.words.is_link(match[0]) or key.endswith("-year-old"):
            return False
        near = self._placed_in(match.start() - _LONGEST_NAME, match.end())
        return not any(span.end > match.start() and span.name.entity_id for span in near)

    def _country(self, phrase: tuple[int, int], head_place: int, head: str) -> str | None:
        """The nearest modifier before the head, or else the first name behind it that "of" leads to."""
        named = self._placed_in(*phrase)
        before = [span for span in named if span.start < head_place and self._is_own(span, head)]
        behind = [span for span in named if span.start >= head_place and self._is_of(span, head_place)]
        nearest = [*before[-1:], *behind[:1]]
        return nearest[0].name.country if nearest else None

    def _is_own(self, span: Named, head: str) -> bool:
        """Whether someone is of the country before the head: not after "to", nor as a field of work."""
        if _ANOTHERS_COUNTRY.search(self.text, max(0, span.start - 14), span.start):
            return False
        is_attribute = span.name.label == "NORP" or self.text.startswith(("'s", "’s"), span.end)
        return is_attribute or head not in _OF_A_FIELD

    def _is_of(self, span: Named, head_place: int) -> bool:
        """Whether "of", "for" or "from" leads to a name behind the head, with nothing but its own words between."""
        links = [
            match for match in WORD.finditer(self.text, head_place, span.start) if key_of(match[0]) in self.words.link
        ]
        return bool(links) and bool(_OWN_COUNTRY.fullmatch(self.text, links[0].start(), links[0].end() + 1))


def noun_phrases(text: str, words: Descriptions, mentions: Sequence[Named]) -> NounPhrases:
    """The noun phrases of a text whose countries are named by mentions and by seats of power: the Kremlin."""
    seen = (Named(*match.span(), Name(match[0], "ORG", country=seats()[match[0]])) for match in _seat().finditer(text))
    placed = sorted([*(span for span in mentions if span.name.country), *seen], key=lambda span: span.start)
    return NounPhrases(text, words, placed, [span.start for span in placed])


def matches(description: Description, introduction: Description, words: Descriptions) -> bool:
    """Whether a description may mean whom an introduction introduced: one role, no other country, no word unknown."""
    if description.age and introduction.age:
        return description.age == introduction.age
    if not introduction.head or not words.is_same_role(description.head, introduction.head):
        return False
    if None not in (description.country, introduction.country) and description.country != introduction.country:
        return False
    return description.words - {description.head} <= introduction.words


@cache
def _seat() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, seats()))})\b")
