"""Resolution: every mention of an article gets its actor, by the tables, the date and what the article says of it.

People are resolved once each, through the cast: by a full name of the tables; by a title and country that tell the
office ("Chinese President Xi"); by a surname alone where the date leaves one famous bearer. Who is in no table has an
id that is the same wherever the corpus names someone so.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from etl.annotate.actors import government, tables
from etl.annotate.actors.bodies import Bodies
from etl.annotate.actors.entries import Actor
from etl.annotate.actors.offices import Offices
from etl.annotate.actors.tables import Alias, key
from etl.annotate.agreement import PERSONS, PLACES, Span
from etl.annotate.cast import Cast, Entity, Mention
from etl.annotate.cast import Span as Offsets
from etl.annotate.countries import capitals

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from etl.annotate.references import References

_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III)\b")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
# Sectors of those whom the tables list.
_PUBLIC = frozenset(["GOV", "LEG", "MIL", "PTY", "OPP", "SPY", "REB", "JUD", "IGO"])
_LONGEST_TITLE = 40
_ARTICLE = "The "
_CITY = "place:"
_COUNTRY = "country:"


@dataclass(slots=True)
class Resolution:
    """The actors of one article. What has been resolved is kept."""

    text: str
    named: Sequence[Span]
    references: "References"
    offices: Offices
    _people: dict[Entity, Actor] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _bodies: Bodies = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [span.start for span in self.named]
        self._bodies = Bodies(self.text, self.named, self.cast.institutions, self.offices.actors)

    @property
    def cast(self) -> Cast:
        """The people and institutions of the article."""
        return self.references.cast

    def mentions(self, doc: "Doc") -> list[Span]:
        """The mentions with the actor that each means, in order."""
        return [self._resolved(span, doc) for span in self.named]

    def speaker(self, name: str, country: str | None, at: Offsets) -> Actor | None:
        """The actor of a speaker whom the article's references name so, by the words at some offsets.

        None of a place that the tables do not know.
        """
        if entity := self.cast.by_name.get(name):
            return self._person_in(at, entity) or self._person(entity)
        alias = self.offices.actors.person(key(name), self.offices.on)
        if alias and name not in self.cast.bodies:
            return alias.actor
        start = self.text.find(name, *at)
        if start >= 0 and (place := self._place(start, start + len(name))):
            return self._ruling(place)
        return self._bodies.speaking(name, country, start if start >= 0 else None)

    def _place(self, start: int, end: int) -> Span | None:
        """The place whose name stands between some offsets, with an article before it or none."""
        found = self.named[bisect_left(self._starts, start - len(_ARTICLE)) : bisect_left(self._starts, end)]
        names = (span for span in found if span.name.label in PLACES and span.end == end)
        return next((span for span in names if self.text[span.start : start] in ("", _ARTICLE)), None)

    def _ruling(self, place: Span) -> Actor | None:
        """Who speaks in the name of a place of the tables: a country, a seat, or the government in a capital."""
        identity, country = place.name.entity_id, place.name.country
        if identity is None or country is None:
            return self._bodies.by_name(place.name.text, None)
        if identity.startswith(_COUNTRY):
            return Actor(identity, place.name.entity_name or place.name.text, country, "")
        return self._governing(place) if self._is_seat(place) else None

    def _person_in(self, at: Offsets, entity: Entity) -> Actor | None:
        """Whom the name in a speaker's words means, where that is the one whom the references found."""
        people = self.cast.people
        first = bisect_left(people, at[0], key=lambda mention: mention.start)
        inside = first < len(people) and people[first].end <= at[1] and people[first].entity is entity
        return self._called(people[first]) if inside else None

    def _resolved(self, span: Span, doc: "Doc") -> Span:
        label, identity = span.name.label, span.name.entity_id
        actor: Actor | None = None
        if identity and identity.startswith(_COUNTRY):
            return span
        if label in PERSONS:
            actor = self._person_at(span)
        elif label == "ORG" or (identity is None and label != "NORP"):
            actor = self._named_body(span, is_place=label in PLACES)
        elif identity is None:
            actor = self._bodies.by_name(span.name.text, None)
        elif (
            identity.startswith(_CITY)
            and self._is_seat(span)
            and government.acts(doc, self.text, (span.start, span.end))
        ):
            actor = self._governing(span)
        return _with(span, actor) if actor else span

    def _is_seat(self, span: Span) -> bool:
        """Whether a place is a capital, and no other place of the tables."""
        return span.name.entity_name in capitals().get(span.name.country or "", ())

    def _governing(self, span: Span) -> Actor:
        assert span.name.country is not None
        return self._bodies.by_name(span.name.text, span.name.country) or tables.government(span.name.country)

    def _person_at(self, span: Span) -> Actor | None:
        people = self.cast.people
        at = bisect_left(people, span.start, key=lambda mention: mention.start)
        if at == len(people) or people[at].start >= span.end:
            return self._famous(self.text[span.start : span.end])
        return self._called(people[at])

    def _called(self, mention: Mention) -> Actor:
        """Someone by a mention: a famous surname alone is not the namesake's whom the article names later."""
        words = self.text[mention.start : mention.end]
        actor = self._person(mention.entity)
        is_listed = not actor.id.startswith("person:/")
        if not is_listed and " " not in words and self._is_bare(mention.start, mention.entity):
            actor = self._famous(words) or actor
        return actor

    def _is_bare(self, place: int, entity: Entity) -> bool:
        """Whether a single name stands before the full one of its bearer, or that is a namesake's child's."""
        if _SUFFIXES & set(key(entity.name or "").split()):
            return True
        full = (start for start, end in entity.mentions if " " in self.text[start:end])
        return place < next(full, place)

    def _person(self, entity: Entity) -> Actor:
        if entity not in self._people:
            self._people[entity] = self._listed(entity) or self._titled(entity) or self._unlisted(entity)
        return self._people[entity]

    def _listed(self, entity: Entity) -> Actor | None:
        """The actor of the tables that someone's names mean."""
        if self._is_junior(entity):
            return None
        for form in sorted(entity.forms, key=lambda form: (-entity.forms[form], form)):
            folded = key(form)
            alias = self._alias(folded) if " " in folded else None
            if alias and self._is_meant(alias, entity):
                return alias.actor
            if " " not in folded and (found := self._famous(form)):
                return found
        return None

    def _alias(self, folded: str) -> Alias | None:
        """By the full name, or without the initials and the patronymic inside it."""
        first, *_, last = folded.split(" ")
        actors, on = self.offices.actors, self.offices.on
        return actors.person(folded, on) or actors.person(f"{first} {last}", on)

    def _is_meant(self, alias: Alias, entity: Entity) -> bool:
        """Whether a name of the tables means them here: the article speaks of the country, or hints at no namesake."""
        country = alias.actor.country
        if country is None:
            return True
        is_spoken_of = country in self._bodies.countries
        if not alias.is_doubtful:
            return is_spoken_of or not self._is_private(entity)
        said = self.references.introductions.country(entity)
        return said == country if said else is_spoken_of

    def _is_private(self, entity: Entity) -> bool:
        """Whether all that an article says of someone is what holders of offices are not called: an artist."""
        heads = [said.head for said in self.references.introductions.profile(entity) if said.head]
        return bool(heads) and not any(tables.agents().get(head) in _PUBLIC for head in heads)

    def _is_junior(self, entity: Entity) -> bool:
        first = next(((start, end) for start, end in entity.mentions if " " in self.text[start:end]), None)
        return first is not None and bool(_SUFFIX.match(self.text, first[1]))

    def _famous(self, surname: str) -> Actor | None:
        alias = self.offices.actors.famous(key(surname), self.offices.on)
        return alias.actor if alias else None

    def _titled(self, entity: Entity) -> Actor | None:
        """Who holds the office beside someone's name, if so called: Chinese President Xi, IMF chief Rato."""
        words = set(key(entity.name or "").split())
        for said in self.references.introductions.profile(entity):
            before = self.text[max(0, said.place - _LONGEST_TITLE) : said.place]
            holder = self.offices.described(before, said)
            if holder and words <= set(key(holder.name).split()):
                return holder
        return None

    def _unlisted(self, entity: Entity) -> Actor:
        """Someone of no table, by their fullest name without initials."""
        name = entity.name or ""
        folded = key(name)
        inner = [word for word in folded.split(" ") if len(word) > 1]
        introductions = self.references.introductions
        role = tables.sector(said.head for said in introductions.profile(entity))
        return Actor(f"person:/{' '.join(inner) or folded}", name, introductions.country(entity), role)

    def _named_body(self, span: Span, *, is_place: bool) -> Actor | None:
        words = self.text[span.start : span.end]
        if not is_place:
            return self._bodies.named(words, None, span)
        is_where = government.is_where(self.text, (span.start, span.end))
        return None if is_where else self._bodies.by_name(words, None)


def _with(span: Span, actor: Actor) -> Span:
    name = replace(
        span.name, entity_id=actor.id, entity_name=actor.name, country=actor.country, role=actor.role or None
    )
    return replace(span, name=name)
