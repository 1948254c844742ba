"""Antecedents: whom a pronoun means, by salience among the people whom the article mentioned before it.

After Lappin and Leass (1994), "An Algorithm for Pronominal Anaphora Resolution": every mention makes its person more
salient, at the head of a sentence most, and salience fades from sentence to sentence. Gender excludes. People without a
name compete too; where one of them is most salient, the pronoun means nobody whom a table could name.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge, nlargest

from etl.annotate.cast import Entity, Span
from etl.annotate.descriptions import UNKNOWN
from etl.annotate.introductions import Introductions

# Weights, chosen on the training part of GUM (news, interviews, biographies); none is sharp. What one mention adds ...
_NAME, _POSSESSIVE, _SUBJECT, _OBLIQUE, _NAMELESS = 1.0, 0.5, 1.0, 0.5, 0.6
_FIRST_OF_SENTENCE = 1.2
# ... what is left of it a sentence later, what else speaks for someone, and how far ahead of others one has to be.
_FADING = 0.7
_OF_THE_GENDER, _FOR_EACH_MENTION, _SPOKE_LAST = 0.8, 0.15, 1.0
_MOST_COUNTED = 8
_LEAD = 0.3
_LEAST = 0.1
# So many are kept in mind, and so many compete for a pronoun.
_MOST_SALIENT = 16
_RANKED = 3
_LONGEST_PHRASE = 40
# Parts of compounds too: a pronoun may be tied to its verb (a-t-elle).
_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Event:
    """A mention or a pronoun that makes someone more salient; for a pronoun it is yet to be found whom."""

    place: int
    sentence: int
    weight: float
    entity: Entity | None
    gender: str = UNKNOWN


@dataclass(slots=True)
class _Salience:
    """How salient people are, as a reader goes on from sentence to sentence."""

    scores: dict[Entity, tuple[float, int]] = field(default_factory=dict)

    def now(self, entity: Entity, sentence: int) -> float:
        score, then = self.scores.get(entity, (0.0, sentence))
        return score * _FADING ** (sentence - then)

    def add(self, entity: Entity, weight: float, sentence: int) -> None:
        self.scores[entity] = (self.now(entity, sentence) + weight, sentence)
        if len(self.scores) > 2 * _MOST_SALIENT:
            kept = nlargest(_MOST_SALIENT, self.scores, key=lambda entity: self.now(entity, sentence))
            self.scores = {entity: self.scores[entity] for entity in kept}


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Whom the pronouns of an article may mean. It is read for them once, when the first is asked for."""

    introductions: Introductions
    sentences: Sequence[Span]
    quoted: Sequence[Span]
    _ranked: dict[int, list[tuple[float, Entity]]] = field(default_factory=dict)
    _read: list[bool] = field(default_factory=list)

    def of(self, place: int, spoke_last: Callable[[Entity], bool]) -> tuple[Entity, float] | None:
        """Whom the pronoun at a place means, and how far ahead of others; nobody where two are about as salient."""
        if not self._read:
            self._read.append(True)
            self._resolve()
        scored = [
            (score + (_SPOKE_LAST if spoke_last(entity) else 0), entity)
            for score, entity in self._ranked.get(place, ())
        ]
        first, second = [*nlargest(2, scored, key=_score), (0.0, Entity()), (0.0, Entity())][:2]
        lead = first[0] - second[0]
        return (first[1], lead) if first[1].forms and lead >= _LEAD else None

    def _resolve(self) -> None:
        """Rank who competes for each pronoun, and let it make the first of them more salient."""
        salience = _Salience()
        for event in self._events():
            entity = event.entity
            if entity is None:
                ranked = self._ranked[event.place] = self._rank(salience, event)
                entity = ranked[0][1] if ranked else None
            if entity is not None:
                salience.add(entity, event.weight, event.sentence)

    def _rank(self, salience: _Salience, event: _Event) -> list[tuple[float, Entity]]:
        scored = []
        for entity in salience.scores:
            gender = self.introductions.gender(entity)
            score = salience.now(entity, event.sentence)
            if score >= _LEAST and gender in (event.gender, UNKNOWN):
                known = _OF_THE_GENDER if gender == event.gender else 0
                often = _FOR_EACH_MENTION * min(_MOST_COUNTED, len(entity.mentions))
                scored.append((score + known + often, entity))
        return nlargest(_RANKED, scored, key=_score)

    def _events(self) -> Iterator[_Event]:
        """The names, the pronouns and the people without a name, as they come; what is quoted introduces nobody."""
        starts = [start for start, _ in self.sentences if not self._is_quoted(start)]
        nameless: dict[str, Entity] = {}
        last = -1
        for start, end, key, entity in self._words():
            sentence = bisect_right(starts, start)
            first = _FIRST_OF_SENTENCE if sentence > last else 0
            if entity is not None:
                yield _Event(start, sentence, first + self._weight(end), entity)
            elif key not in self.introductions.words.role:
                yield self._pronoun(start, sentence, first, key)
            elif self._is_nameless(start, end):
                yield _Event(start, sentence, first + _NAMELESS, self._nameless(nameless, key))
            else:
                continue
            last = sentence

    def _weight(self, end: int) -> float:
        is_owner = self.introductions.phrases.text.startswith(("'s", "’s"), end)
        return _POSSESSIVE if is_owner else _NAME

    def _nameless(self, known: dict[str, Entity], role: str) -> Entity:
        """Who holds a role without a name: one and the same for a word of the table."""
        if role not in known:
            known[role] = Entity()
            known[role].genders[self.introductions.words.role[role].gender] += 1
        return known[role]

    def _pronoun(self, place: int, sentence: int, first: float, key: str) -> _Event:
        words = self.introductions.words
        if key in words.pronoun:
            return _Event(place, sentence, first + _SUBJECT, None, words.pronoun[key].gender)
        return _Event(place, sentence, _OBLIQUE, None, words.oblique[key].gender)

    def _is_nameless(self, start: int, end: int) -> bool:
        """Whether a role is someone's of whom no name is told beside it: a spokesman said."""
        text = self.introductions.phrases.text
        before = text[max(0, start - _LONGEST_PHRASE) : start].casefold().split()[-3:]
        is_phrase = any(word in self.introductions.words.determiner for word in before)
        is_alone = text[start - 1 : start] != "-" and not text[end + 1 : end + 2].isupper()
        return is_phrase and is_alone and not self.introductions.is_told(start)

    def _words(self) -> Iterator[tuple[int, int, str, Entity | None]]:
        """Names and the words for people outside quotations, by place."""
        words = self.introductions.words
        watched = words.pronoun.keys() | words.oblique.keys() | words.role.keys()
        named = ((mention.start, mention.end, "", mention.entity) for mention in self.introductions.cast.people)
        found = (
            (match.start(), match.end(), key, None)
            for match in _PART.finditer(self.introductions.phrases.text)
            if (key := match.group().lower()) in watched
        )
        return (event for event in merge(named, found, key=lambda event: event[0]) if not self._is_quoted(event[0]))

    def _is_quoted(self, place: int) -> bool:
        quotation = bisect_right(self.quoted, place, key=lambda span: span[0]) - 1
        return quotation >= 0 and place < self.quoted[quotation][1]


def _score(scored: tuple[float, Entity]) -> float:
    return scored[0]
