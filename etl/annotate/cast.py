"""The cast of an article: the people and institutions it names, each with the fullest name and every mention.

Whoever is named in full anywhere, in a headline or a photo line too, is who the shorter forms mean: by last name, by
the family name that stands first, by given name.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from etl.annotate.agreement import LETTERS, PERSONS, PLACES, POSSESSIVE, WORD_BEFORE
from etl.annotate.agreement import Span as Named
from etl.annotate.descriptions import FEMALE, MALE, UNKNOWN, Descriptions, given_names, key_of

Span = tuple[int, int]

# Names that share a word are told apart among so many: a text of names alone stays linear.
_MOST_NAMESAKES = 24
_NO_MATCH = 3
_PARTICLES = frozenset(
    [
        "al", "bin", "da", "dal", "de", "del", "della", "der", "di", "dos", "du", "el", "ibn", "la", "le", "van", "von",
        "y", "zu",
    ]
)  # fmt: skip
_NO_NAME = re.compile(r"[IVX]+|[JS]r\.?|\W*")
_JOINED = frozenset(["and", "und", "et", "y", "e", "и", "or"])
_TITLE_OF = re.compile(r"(\w+) of $")
_LONGEST_TITLE = 16
_CAPITAL = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
# No word of a name is longer, and a bound keeps the search linear.
_TOKEN = rf"[{_CAPITAL}](?:[\w-]|['’](?!s\b)|(?<=\b[{_CAPITAL}])\.(?=\s?[{_CAPITAL}])){{0,40}}+"
_CAPITALISED = re.compile(rf"\b{_TOKEN}(?:(?:\s(?:{'|'.join(sorted(_PARTICLES))})){{0,2}} {_TOKEN}){{0,5}}")


@dataclass(eq=False, slots=True)
class Entity:
    """Someone or something an article names: its mentions as offsets in order, and the name in the forms found."""

    forms: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    mentions: list[Span] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        """The form written most often, the longest of equals, and in capitals only if all are; none of the nameless."""
        return max(self.forms, key=lambda form: (not form.isupper(), self.forms[form], len(form), form), default=None)

    @property
    def gender(self) -> str:
        """What titles and the given name say; unknown where they disagree or say nothing."""
        male, female = self.genders[MALE], self.genders[FEMALE]
        return UNKNOWN if male == female else MALE if male > female else FEMALE

    def nearness(self, place: int) -> int:
        """Higher for whom the text named later before a place; lower than all before for who is yet to come."""
        at = bisect_left(self.mentions, (place,))
        return self.mentions[at - 1][0] if at else -self.mentions[0][0] - 1


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a person is named."""

    start: int
    end: int
    entity: Entity


@dataclass(frozen=True, slots=True)
class Institution:
    """A mention of an organisation, or of a place, which may act as one: "Beijing said"."""

    start: int
    end: int
    name: str
    is_place: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """A person's name where it stands: its words without titles, and the gender that a title tells."""

    span: Span
    words: tuple[str, ...]
    key: tuple[str, ...]
    gender: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and the institutions of an article, as mentions in order.

    `by_name` has the people by their full names, `by_kind` the organisations by every word of theirs that says what
    they are ("ministry"), `by_word` the people by every word of their names; `bodies` are the institutions' names.
    """

    people: list[Mention] = field(default_factory=list)
    institutions: list[Institution] = field(default_factory=list)
    by_name: dict[str, Entity] = field(default_factory=dict)
    by_kind: dict[str, list[Institution]] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)
    by_word: dict[str, list[tuple[tuple[str, ...], Entity]]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, words: Descriptions, mentions: Sequence[Named]) -> Self:
        """The cast of a text by its mentions; where these name no person, by its words in capitals."""
        cast = cls()
        people = [(span.start, span.end) for span in mentions if span.name.label in PERSONS]
        forms = [_form(text, span, words) for span in people or _capitalised(text, words, mentions)]
        entities = [cast._enter(form) for form in forms]
        cast._mention(forms, entities, is_sure=bool(people))
        cast.by_name.update((mention.entity.name, mention.entity) for mention in cast.people if mention.entity.name)
        for found in _institutions(text, mentions):
            cast.institutions.append(found)
            cast.bodies.add(found.name)
            for kind in {} if found.is_place else words.body.keys() & map(key_of, found.name.split()):
                cast.by_kind.setdefault(kind, []).append(found)
        return cast

    def namesakes(self, key: tuple[str, ...]) -> list[Entity]:
        """Who may be called by these words: by what ends the name, else by what begins it, else from inside it."""
        ranked = [(_rank(key, full), entity) for full, entity in self.by_word.get(key[-1] if key else "", ())]
        best = min((rank for rank, _ in ranked), default=_NO_MATCH)
        return list(dict.fromkeys(entity for rank, entity in ranked if rank == best < _NO_MATCH))

    def _enter(self, form: _Form) -> Entity | None:
        """The entity of a full name, which is entered if it is new."""
        if len(form.key) < 2 or form.key[0] in _PARTICLES:
            return None
        entity = next(
            (known for full, known in self.by_word.get(form.key[-1], ()) if _is_variant(form.key, full)), None
        )
        if entity is None:
            entity = Entity()
            entity.genders.update(_given_gender(form.words))
        if entity.forms[" ".join(form.words)] == 0:
            self._index(form.key, entity)
        entity.forms[" ".join(form.words)] += 1
        return entity

    def _index(self, key: tuple[str, ...], entity: Entity) -> None:
        for word in dict.fromkeys(key):
            namesakes = self.by_word.setdefault(word, [])
            if len(namesakes) < _MOST_NAMESAKES:
                namesakes.append((key, entity))

    def _mention(self, forms: Iterable[_Form], entities: Iterable[Entity | None], *, is_sure: bool) -> None:
        """Give every form its entity in the order of the text; one of a single name is new if nobody is called so."""
        latest: dict[Entity, int] = {}
        for form, entity in zip(forms, entities, strict=True):
            entity = entity or self._called(form, latest) or (self._single(form) if is_sure and form.key else None)
            if entity is None:
                continue
            latest[entity] = form.span[0]
            entity.mentions.append(form.span)
            if form.gender != UNKNOWN:
                entity.genders[form.gender] += 2
            self.people.append(Mention(*form.span, entity))

    def _called(self, form: _Form, latest: dict[Entity, int]) -> Entity | None:
        """Of all who may be called so, one of the title's gender, the last mentioned or else the first to come."""
        if not form.key:
            return None
        namesakes = [entity for entity in self.namesakes(form.key) if _fits(entity, form.gender)]
        return max(namesakes, key=lambda entity: latest.get(entity, -1), default=None)

    def _single(self, form: _Form) -> Entity:
        entity = Entity(Counter([" ".join(form.words)]), Counter(_given_gender(form.words)))
        self._index(form.key, entity)
        return entity


def _rank(key: tuple[str, ...], full: tuple[str, ...]) -> int:
    """How well a shorter name fits a full one: 0 for its end, 1 for its beginning, 2 for words inside it."""
    if full[-len(key) :] == key:
        return 0
    if full[: len(key)] == key:
        return 1
    return 2 if any(full[at : at + len(key)] == key for at in range(len(full))) else _NO_MATCH


def _is_variant(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one full name is the other without some of its words, or with initials for them; the last word stays."""
    short, long = sorted((one, other), key=len)
    if short[-1] != long[-1] or len(short) < 2 or not _is_initial(short[0], long[0]):
        return False
    rest = iter(long)
    return all(any(_is_initial(word, name) for name in rest) for word in short)


def _is_initial(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _fits(entity: Entity, gender: str) -> bool:
    return UNKNOWN in (gender, entity.gender) or gender == entity.gender


def _given_gender(words: tuple[str, ...]) -> list[str]:
    gender = given_names().get(words[0].split("-")[0]) if words else None
    return [gender] if gender else []


def _form(text: str, span: Span, words: Descriptions) -> _Form:
    """A person's name cleaned, with the title that stands in it or before it."""
    before = WORD_BEFORE.search(text, max(0, span[0] - _LONGEST_TITLE), span[0])
    title = [before[1]] if before and words.is_title(before[1]) else []
    parts = title + POSSESSIVE.sub("", text[slice(*span)].rstrip(" .,;:")).split()
    name = bare(parts, words)
    genders = [_title_gender(part, words) for part in parts if words.is_title(part) and part not in name[1:]]
    return _Form(
        _placed(text, span, name),
        tuple(name),
        name_key(name),
        next((gender for gender in genders if gender != UNKNOWN), UNKNOWN),
    )


def _placed(text: str, span: Span, name: Sequence[str]) -> Span:
    """Where the name itself stands in a stretch, without a title and what is behind it."""
    start = max(span[0], text.find(name[0], *span)) if name else span[0]
    end = text.rfind(name[-1], start, span[1]) if name else -1
    return start, end + len(name[-1]) if end >= 0 else span[1]


def bare(parts: Sequence[str], words: Descriptions) -> list[str]:
    """The words of a name without titles, what precedes them, and who is joined to it; a pope stays one."""
    end = next((number for number, part in enumerate(parts) if number and part in _JOINED), len(parts))
    parts = parts[:end]
    titles = [at for at, part in enumerate(parts) if words.is_title(part) and not _is_all_number(parts[at + 1 :])]
    start = titles[-1] + 1 if titles else 0
    while start < len(parts) and parts[start][0].islower() and parts[start] not in _PARTICLES:
        start += 1
    is_single = not any(not _NO_NAME.fullmatch(part) for part in parts[start + 1 :])
    if titles and start == titles[-1] + 1 and is_single and key_of(parts[start - 1]) in words.reign:
        start -= 1
    return list(parts[start:])


def name_key(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name as they are compared: without capitals, hyphens and stops."""
    return tuple(" ".join(words).replace("-", " ").replace(".", "").casefold().split())


def _is_all_number(parts: Sequence[str]) -> bool:
    return all(_NO_NAME.fullmatch(part) for part in parts)


def _title_gender(part: str, words: Descriptions) -> str:
    key = key_of(part)
    word = words.address.get(key) or words.reign.get(key) or words.role.get(key)
    return word.gender if word else UNKNOWN


def _capitalised(text: str, words: Descriptions, mentions: Sequence[Named]) -> Iterator[Span]:
    """What may be the names of people in a text that no model has read: capitals that are no place, body or opener."""
    starts = [span.start for span in mentions]
    for match in _CAPITALISED.finditer(text):
        named = mentions[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]
        start = min(match.end(), named[-1].end + 1) if named else match.start()
        parts = text[start : match.end()].split(" ")
        while parts and (key_of(parts[0]) in words.opener or _ends_title(text, start, words)):
            start += len(parts.pop(0)) + 1
        if any(parts) and not any(key_of(part) in words.body for part in parts):
            yield start, match.end()


def _ends_title(text: str, start: int, words: Descriptions) -> bool:
    """Whether the word at a place is the end of a title: Secretary of State."""
    of = _TITLE_OF.search(text, max(0, start - _LONGEST_TITLE), start)
    return bool(of and words.is_title(of[1]))


def _institutions(text: str, mentions: Sequence[Named]) -> Iterator[Institution]:
    """Organisations, and places as they act, under their fullest name: letters stand for what they abbreviate."""
    found = [span for span in mentions if span.name.label == "ORG" or span.name.label in PLACES]
    full = {}
    for span in found:
        if letters := LETTERS.match(text, span.end):
            full[letters[1]] = institution(text[span.start : span.end])
    for span in found:
        name = institution(text[span.start : span.end])
        yield Institution(span.start, span.end, full.get(name, name), span.name.label in PLACES)


def institution(name: str) -> str:
    """The name of an institution without article and possessive."""
    return POSSESSIVE.sub("", " ".join(name.split())).removeprefix("The ").removeprefix("the ").rstrip(" ,.;:")
