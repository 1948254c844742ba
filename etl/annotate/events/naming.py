"""Naming: the parties whom the noun phrases of a parsed text name, by head, modifiers and complements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from etl.annotate.agreement import PERSONS, Span
from etl.annotate.events.grammar import CIRCUMSTANCE, phrases
from etl.annotate.events.triggers import numbers, sectors, triggers
from etl.annotate.syntax import Kids, kids, offsets, relation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Offsets = tuple[int, int]

# Sectors whose people a state may act on at home.
_POPULATION = frozenset(["CVL", "OPP", "MED", "EDU", "REF", "REB", "BUS", "NGO", "REL", "LAB"])
_BEFORE = frozenset(["attribute", "compound", "possessor", "complement", "flat", "nummod", "dep", "oblique"])
_NAMES = frozenset(["flat", "apposition"])
# Whose someone is, behind a word for an agent: the president of Ukraine, guards in Libya.
_BELONGS = frozenset(["of", "from", "in", "for", "at"])
_SUBJECTS = frozenset(["subject", "passive"])
_CONJUNCTS = 12
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Party:
    """A party to an event: ISO alpha-3, an id, and the offsets of the words that name it.

    The country of those who are named without one is presumed: two civilians are those of whoever acts.
    """

    country: str | None
    entity_id: str | None
    span: Offsets
    is_presumed: bool = False

    def of(self, country: str) -> "Party":
        """The same people of another country."""
        return replace(self, country=country, entity_id=f"{(self.entity_id or '').partition(':')[0]}:{country}")


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom the words of a parsed text name: its mentions by the number of each word."""

    named: dict[int, Span]

    def of(self, head: "Token") -> list[Party]:
        """Whom a phrase names: its head or what modifies it, and those set beside it."""
        found: dict[tuple[str | None, str | None], Party] = {}
        for word in _beside(head):
            for actor in self._one(word):
                found.setdefault((actor.country, None if actor.country else actor.entity_id), actor)
        return list(found.values())

    def within(self, head: "Token", *, depth: int = 0) -> Iterator[list[Party]]:
        """Whom a phrase is about, the nearest first: itself, then its complements."""
        if own := self.of(head):
            yield own
        if depth < _DEPTH:
            for word in _beside(head):
                for led, thing in phrases(kids(word), word.i):
                    if led not in CIRCUMSTANCE:
                        yield from self.within(thing, depth=depth + 1)

    def before(self, modifier: "Token") -> list[Party]:
        """Whom a modifier before a noun names, with those set beside it."""
        return [self._actor(span, None) for span in self._names(modifier) or self._modifying(modifier, 1)]

    def population(self, head: "Token", country: str) -> Party | None:
        """The people of a country, where a phrase without a name means them."""
        sector = sectors().get(head.lower_)
        if sector not in _POPULATION:
            return None
        return Party(country, f"{sector.lower()}:{country}", offsets(head, head), is_presumed=True)

    def is_named(self, word: "Token") -> bool:
        """Whether a word is part of a name."""
        return word.i in self.named

    def is_country(self, word: "Token") -> bool:
        """Whether a word is part of the name of a country or its people, and not of a place in it."""
        return word.i in self.named and (self.named[word.i].name.entity_id or "").startswith("country:")

    def is_person(self, word: "Token") -> bool:
        """Whether a word is part of a person's name."""
        return word.i in self.named and self.named[word.i].name.label in PERSONS

    def is_agent(self, head: "Token") -> bool:
        """Whether a word is someone who acts: a person's name, or a word for an agent."""
        return head.lower_ in sectors() or head.lower_ in numbers() or self.is_person(head)

    def _one(self, head: "Token") -> list[Party]:
        if head.lower_ in numbers() and (counted := self._counted(head)):
            return counted
        own = self.named.get(head.i)
        if own is not None and own.name.country:
            return [self._actor(own, None)]
        modifying = list(self._modifying(head, 0)) or list(self._belonging(head, is_agent=self.is_agent(head)))
        if own is not None and own.name.entity_id and own.name.label in PERSONS:
            country = modifying[0].name.country if modifying else None
            return [Party(country, own.name.entity_id, (own.start, own.end))]
        if not modifying and own is not None and own.name.entity_id:
            return [self._actor(own, None)]
        return [self._actor(span, head) for span in modifying] or self._renamed(head)

    def _actor(self, span: Span, head: "Token | None") -> Party:
        """The actor that a mention names, or whose a head word is: French police."""
        sector = sectors().get(head.lower_) if head is not None else None
        words = (span.start, span.end)
        if head is not None and not _is_event(head):
            words = min(span.start, head.idx), max(span.end, head.idx + len(head))
        country = span.name.country
        return Party(country, f"{sector.lower()}:{country}" if sector and country else span.name.entity_id, words)

    def _modifying(self, head: "Token", depth: int) -> Iterator[Span]:
        """The names that modify a noun before it, with those set beside them: French and Dutch ships."""
        for name, kid in kids(head):
            if kid.i >= head.i or name not in _BEFORE:
                continue
            found = self._names(kid)
            if found:
                yield from found
            elif depth < _DEPTH:
                yield from self._modifying(kid, depth + 1)

    def _names(self, modifier: "Token") -> list[Span]:
        """The names in a modifier and those set beside it, before it also a prefix: Sino-Russian."""
        prefixed = [kid for kid in modifier.children if kid.i in self.named and self.named[kid.i].name.text[-1] == "-"]
        return [self.named[word.i] for word in (*prefixed, *_beside(modifier)) if self._has_country(word)]

    def _belonging(self, head: "Token", *, is_agent: bool) -> Iterator[Span]:
        """Whose an agent is said to be behind the word for it, or behind its name."""
        if not is_agent:
            return
        for led, thing in phrases(kids(head), head.i):
            if led in _BELONGS:
                for word in _beside(thing):
                    if self._has_country(word):
                        yield self.named[word.i]
                    else:
                        yield from self._modifying(word, 1)

    def _counted(self, head: "Token") -> list[Party]:
        """Who thousands are of."""
        return [actor for led, thing in phrases(kids(head), head.i) if led == "of" for actor in self._one(thing)]

    def _renamed(self, head: "Token") -> list[Party]:
        """Whom an apposition names: the neighbour, Kenya."""
        for name, kid in kids(head):
            if name in _NAMES and kid.i > head.i and (found := self._one(kid)):
                return found
        return []

    def _has_country(self, word: "Token") -> bool:
        return word.i in self.named and bool(self.named[word.i].name.country)


def read(doc: "Doc", named: Sequence[Span]) -> Naming:
    """Whom a text names, by its mentions in order; of two at one word that with a country counts."""
    found: dict[int, Span] = {}
    first = 0
    for word in doc:
        while first < len(named) and named[first].end <= word.idx:
            first += 1
        for span in _over(named, first, word):
            if word.i not in found or not found[word.i].name.country:
                found[word.i] = span
    return Naming(found)


def _over(named: Sequence[Span], first: int, word: "Token") -> Iterable[Span]:
    end = word.idx + len(word)
    for place in range(first, min(first + 4, len(named))):
        if named[place].start >= end:
            return
        if named[place].end > word.idx:
            yield named[place]


def _beside(head: "Token") -> list["Token"]:
    """A word and those that conjunctions set beside it, also where the parser gave a verb two subjects."""
    found = [head]
    if relation(head) in _SUBJECTS and any(name == "conjunction" and kid.i < head.i for name, kid in kids(head)):
        found = [kid for name, kid in kids(head.head) if name in _SUBJECTS and kid.i < head.i][-1:] + found
    for word in found:
        found.extend(kid for name, kid in _conjuncts(kids(word)) if len(found) < _CONJUNCTS)
    return found[:_CONJUNCTS]


def _conjuncts(of_word: Kids) -> Kids:
    return [(name, kid) for name, kid in of_word if name == "conjunct"]


def _is_event(head: "Token") -> bool:
    return head.lower_ in triggers().nouns and head.lower_ not in sectors() and head.lower_ not in numbers()
