"""References: who a speaker's words mean within the article, and of which country, by the article's own words alone."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self, TypeGuard

from etl.annotate.agreement import Span as Named
from etl.annotate.antecedents import Antecedents
from etl.annotate.cast import Cast, Entity, Institution, Mention, Span, bare, institution, name_key
from etl.annotate.descriptions import Descriptions, descriptions, key_of
from etl.annotate.introductions import Introductions
from etl.annotate.noun_phrases import Description, noun_phrases
from etl.annotate.sentences import number_at

# How sure a reference is; an order, not a probability.
_NAMED, _TITLED, _ONE_OF_SEVERAL, _PRONOUN, _CARRIED, _UNRESOLVED = 0.9, 0.8, 0.65, 0.55, 0.5, 0.3
# A pronoun whose antecedent is far ahead of others is surer by this.
_FOR_LEAD = 0.2
# How many sentences back "the company" or "the statement" may have been named.
_NEAR = 3
_LONGEST_PHRASE = 60
_REACH = 1000
_MOST_OF_KIND = 64
_FROM = re.compile(r"\w+ (?:\w+ )?(?:from|by|of|for|von|de|du|del|от) (?:(?:the|der|la) )?(?:[A-Z][\w.-]* ){0,3}")
_POSSESSIVE = re.compile(r"['’]s? (?:[\w-]+ ){0,2}")
_IN_DOCUMENT = re.compile(r"\bin (?:an?|the|its|his|her|that) (?:[\w-]+ )?$")


class Facts(Protocol):
    """What is known of people and bodies beyond the article."""

    def name(self, words: str, description: Description) -> str | None:
        """The name of whom the words of a description mean by an office or a ministry of a country alone."""

    def country(self, name: str) -> str | None:
        """The country of someone by name, where that is known."""


class _Nothing:
    """The article alone."""

    def name(self, words: str, description: Description) -> str | None:  # noqa: ARG002
        return None

    def country(self, name: str) -> str | None:  # noqa: ARG002
        return None


@dataclass(frozen=True, slots=True)
class Reference:
    """Who a speaker is.

    `name` is the full name of a person or the fullest of an institution, without titles; none where the article does
    not tell. `resolution` says how it was found: `name`, `title` (a description), `pronoun`, `carried` (from the
    quotation before). `confidence` is an order, no probability. `country` is ISO 3166-1 alpha-3, where the article's
    words make the speaker that country's.
    """

    name: str | None
    resolution: str
    confidence: float
    country: str | None = None

    def carried(self) -> Self:
        """The same speaker, of a quotation that goes on without an attribution."""
        return replace(self, resolution="carried", confidence=min(self.confidence, _CARRIED))


@dataclass(frozen=True, slots=True)
class References:
    """The references of one article."""

    text: str
    sentences: Sequence[Span]
    words: Descriptions
    cast: Cast
    introductions: Introductions
    antecedents: Antecedents
    facts: Facts

    @classmethod
    def read(
        cls,
        text: str,
        language: str,
        mentions: Sequence[Named],
        *,
        sentences: Sequence[Span],
        quoted: Sequence[Span],
        facts: Facts | None = None,
    ) -> Self:
        """The references of a text, by what it names.

        `mentions` are those of the tables, and of a model if there is one; `quoted` are the stretches in quotation
        marks. Both, and the sentences, in order. `facts` tell of offices and nationality what the article does not.
        Linear in the text's length.
        """
        words = descriptions(language)
        cast = Cast.read(text, words, mentions)
        said = Introductions(noun_phrases(text, words, mentions), words, cast)
        return cls(text, sentences, words, cast, said, Antecedents(said, sentences, quoted), facts or _Nothing())

    def resolve(self, speaker: Span, last: Reference | None = None) -> Reference:
        """Who the speaker at some offsets is; `last` is the reference of the quotation before in the text, if any."""
        key = key_of(self.text[slice(*speaker)])
        if key in self.words.pronoun:
            return self._pronoun(speaker[0], last)
        if key in self.words.thing or key in self.words.group:
            return self._institution_again(last)
        if key in self.words.own:
            return _unknown("pronoun")
        return self._named(speaker) or self._described(speaker, last)

    def _pronoun(self, place: int, last: Reference | None) -> Reference:
        found = self.antecedents.of(place, lambda entity: last is not None and last.name == entity.name)
        if found is None:
            return _unknown("pronoun")
        entity, lead = found
        return self._person(entity, "pronoun", _PRONOUN + _FOR_LEAD * min(1.0, lead))

    def _institution_again(self, last: Reference | None) -> Reference:
        """A pronoun for an institution: the one that spoke last."""
        if self._is_institution(last):
            return replace(last, resolution="pronoun", confidence=min(last.confidence, _PRONOUN))
        return _unknown("pronoun")

    def _is_institution(self, last: Reference | None) -> TypeGuard[Reference]:
        """Whether a reference is to an institution that the article names, or that says in its name what it is."""
        if last is None or last.name is None or last.name in self.cast.by_name:
            return False
        return last.name in self.cast.bodies or any(key_of(word) in self.words.body for word in last.name.split())

    def _named(self, speaker: Span) -> Reference | None:
        """The person whose name is the head of the speaker's words: no spokesman for one, nor anyone's lawyer."""
        for mention in self._people_in(speaker):
            before = self.text[speaker[0] : mention.start].split()
            is_linked = any(self.words.is_link(word) for word in self._beyond_title(before))
            is_owner = self.text.startswith(("'s", "’s"), mention.end) and mention.end + 2 < speaker[1]
            if not is_linked and not is_owner:
                said = self.introductions.beside(mention.start, mention.end)
                country = next((found.country for found in said if found.country), None)
                return self._person(mention.entity, "name", _NAMED, country)
        return None

    def _beyond_title(self, before: Sequence[str]) -> Sequence[str]:
        """The words before a name without the capitals of a title right before it: Secretary of State."""
        of = max((at for at, word in enumerate(before) if word == "of"), default=0)
        is_title = of and self.words.is_title(before[of - 1]) and all(word[0].isupper() for word in before[of + 1 :])
        is_other = any(self.words.is_title(word) for word in before[of + 1 :])
        return before[:of] if is_title and before[of + 1 :] and not is_other else before

    def _people_in(self, span: Span) -> Iterator[Mention]:
        """The mentions of people that overlap a stretch."""
        people = self.cast.people
        first = max(0, bisect_left(people, span[0], key=lambda mention: mention.start) - 1)
        until = bisect_left(people, span[1], lo=first, key=lambda mention: mention.start)
        return (mention for mention in people[first:until] if mention.end > span[0])

    def _person(self, entity: Entity, resolution: str, confidence: float, country: str | None = None) -> Reference:
        return Reference(entity.name, resolution, confidence, country or self.introductions.country(entity))

    def _described(self, speaker: Span, last: Reference | None) -> Reference:
        description = self.introductions.phrases.describe(*speaker)
        if description is None:
            return _unknown("title")
        if description.head in self.words.document:
            return self._author(speaker[0], description.head) or _unknown("title")
        people = [entity for entity in self.introductions.introduced(description) if self._is_of(entity, description)]
        if people or description.age or description.head in self.words.role:
            return self._titled(speaker, description, people, last)
        found = self._institution(speaker, description, last) or self._by_surface(speaker, description)
        return found or _unknown("title", description.country or self._people_of(description))

    def _is_of(self, entity: Entity, description: Description) -> bool:
        """Whether someone introduced so may be of the country that a description tells: no other is known for them."""
        if description.country is None or entity.name is None:
            return True
        known = self.introductions.country(entity) or self.facts.country(entity.name)
        return known in (None, description.country)

    def _titled(
        self, speaker: Span, description: Description, people: Sequence[Entity], last: Reference | None
    ) -> Reference:
        """The person introduced so; of several who spoke last, else the last mentioned, else the first to come."""
        words = self.text[slice(*speaker)]
        if key_of(words.split()[0]) in self.words.indefinite:
            return _unknown("title", description.country)
        if not people:
            name = self.facts.name(words, description)
            return Reference(name, "title", _ONE_OF_SEVERAL if name else _UNRESOLVED, description.country)
        spoke = [entity for entity in people if last and entity.name == last.name]
        entity = max(spoke or people, key=lambda entity: entity.nearness(speaker[0]))
        return self._person(entity, "title", _TITLED if len(people) == 1 else _ONE_OF_SEVERAL, description.country)

    def _institution(self, speaker: Span, description: Description, last: Reference | None) -> Reference | None:
        """The institution that is the head of the words, or else the one of their kind, that spoke last or is near."""
        for mention in self._institutions_in(speaker[0] - _LONGEST_PHRASE, speaker[1]):
            if mention.start <= description.place < mention.end:
                return self._acting(mention, "name", _NAMED, description.country)
        if description.head not in self.words.body:
            return None
        found = self._of_kind(speaker[0], description)
        is_force = description.head in self.words.force
        country = description.country or (self._country_around(speaker) if is_force else None)
        if found is None and (country or is_force):
            name = self.facts.name(self.text[slice(*speaker)], description) if country else None
            return Reference(name, "title", _TITLED if name else _UNRESOLVED, country)
        if found is None and self._is_institution(last) and description.words == {description.head}:
            return replace(last, resolution="title", confidence=_ONE_OF_SEVERAL)
        found = found or self._nearby(speaker[0], description)
        return self._acting(found, "title", _TITLED, description.country) if found else None

    def _of_kind(self, place: int, description: Description) -> Institution | None:
        """The last institution before a place whose name has the words, or the first to come."""
        named = self.cast.by_kind.get(description.head, ())
        before = bisect_left(named, place, key=lambda mention: mention.start)
        nearest = [*reversed(named[max(0, before - _MOST_OF_KIND) : before]), *named[before : before + 1]]
        fitting = (mention for mention in nearest if description.words <= set(name_key(mention.name.split())))
        return next(fitting, None)

    def _nearby(self, place: int, description: Description) -> Institution | None:
        """The only organisation named shortly before, for "the company"."""
        near = self._institutions_in(self._sentence_before(place, _NEAR), place)
        names = {mention.name: mention for mention in near if not mention.is_place}
        return next(iter(names.values())) if len(names) == 1 and description.words == {description.head} else None

    def _country_around(self, speaker: Span) -> str | None:
        """The only country that the sentence of some words names before their end, or else those before name."""
        starts = (self._sentence_before(speaker[0], number) for number in range(_NEAR + 1))
        found = (self.introductions.phrases.only_country(start, speaker[1]) for start in starts)
        return next(filter(None, found), None)

    def _institutions_in(self, start: int, end: int) -> Sequence[Institution]:
        known = self.cast.institutions
        first = bisect_left(known, start, key=lambda mention: mention.start)
        return known[first : bisect_left(known, end, lo=first, key=lambda mention: mention.start)]

    def _acting(self, named: Institution, resolution: str, confidence: float, country: str | None = None) -> Reference:
        own = country or self.introductions.phrases.country_before(named.start, named.end)
        return Reference(named.name, resolution, confidence, own)

    def _people_of(self, description: Description) -> str | None:
        """The country of a people that speaks: the Chinese said."""
        phrases = self.introductions.phrases
        is_people = phrases.is_people(description.place)
        return phrases.country_before(description.place, description.place + 1) if is_people else None

    def _author(self, place: int, document: str) -> Reference | None:
        """Whose a document is, as the last sentences before a place tell: of its kind the nearest with an author."""
        start = self._sentence_before(place, _NEAR)
        for _ in range(_NEAR):
            place = self.text.rfind(document, start, place)
            found = self._author_at(place) if place >= 0 else None
            if found:
                return found
        return None

    def _author_at(self, place: int) -> Reference | None:
        """A statement from the ministry, the minister's letter; or the ministry said so in a statement."""
        start, end = self._sentence_before(place, 0), place + _LONGEST_PHRASE
        named: list[Mention | Institution] = [*self._people_in((start, end)), *self._institutions_in(start, end)]
        named.sort(key=lambda at: at.start)
        beside = next((at for at in named if self._is_author(at, place)), None)
        if beside is None and _IN_DOCUMENT.search(self.text, start, place):
            beside = next((at for at in named if isinstance(at, Mention) or not at.is_place), None)
        if isinstance(beside, Mention):
            return self._person(beside.entity, "title", _TITLED)
        return self._acting(beside, "title", _TITLED) if beside else None

    def _is_author(self, named: Mention | Institution, place: int) -> bool:
        if named.start > place:
            return bool(_FROM.fullmatch(self.text, place, named.start))
        return bool(_POSSESSIVE.fullmatch(self.text, named.end, place))

    def _sentence_before(self, place: int, number: int) -> int:
        """Where the sentence so many before that of a place begins, as far as one remembers."""
        first = self.sentences[max(0, number_at(self.sentences, place) - number)][0] if self.sentences else 0
        return max(first, place - _REACH)

    def _by_surface(self, speaker: Span, description: Description) -> Reference | None:
        """A name that no mention covers: all in capitals, and not for standing at the head of a sentence."""
        words = [word for word in self.text[slice(*speaker)].split() if key_of(word) not in self.words.determiner]
        parts = bare(words, self.words)
        is_name = parts and all(word[0].isupper() or key_of(word) in self.words.link for word in words)
        if not is_name or words[0][0].islower() or self.introductions.phrases.is_people(description.place):
            return None
        if namesakes := self.cast.namesakes(name_key(parts)):
            return self._person(max(namesakes, key=lambda entity: entity.nearness(speaker[0])), "name", _NAMED)
        is_head = speaker[0] == self._sentence_before(speaker[0], 0)
        if is_head and (len(parts) == 1 or not parts[1][0].isupper()):
            return None
        country = self.introductions.phrases.country_before(*speaker)
        return Reference(institution(" ".join(parts)), "name", _ONE_OF_SEVERAL, country)


def _unknown(resolution: str, country: str | None = None) -> Reference:
    return Reference(None, resolution, _UNRESOLVED, country)
