"""Bodies: which organisation a name means, by the tables, the country beside it, and how the article spells it out."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.annotate.actors.entries import Actor
from etl.annotate.actors.tables import Actors, key, sector
from etl.annotate.agreement import Span
from etl.annotate.cast import Institution, institution
from etl.annotate.countries import Name

_BETWEEN = re.compile(r"(?:['’]s?)? ")
_OF_A_BODY = re.compile(r"^\W*(?:the|of|s)\b|\b(?:the|of|for) *$|['’]s\b", re.IGNORECASE)


@dataclass(slots=True)
class Bodies:
    """The organisations of one article, by its mentions and the institutions of its cast. What was found is kept."""

    text: str
    mentions: Sequence[Span]
    institutions: Sequence[Institution]
    actors: Actors
    _found: dict[tuple[str, str | None], Actor] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _of_kind: dict[str, set[str]] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    _spelt_out: dict[str, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [span.start for span in self.mentions]
        self.countries = Counter(span.name.country for span in self.mentions if span.name.country)
        for known in self.institutions:
            if institution(self.text[known.start : known.end]) == known.name:
                self._spelt_out.setdefault(known.name, Span(known.start, known.end, Name(known.name, "ORG")))
        for span in self.mentions:
            self._note_kind(span)

    def speaking(self, name: str, country: str | None, start: int | None) -> Actor:
        """The organisation that speaks, by its name at a place of the text, or else as the article spells it out."""
        if start is None:
            return self.named(name, country, self._spelt_out.get(name) if country is None else None)
        return self.named(name, country, Span(start, start + len(name), Name(name, "ORG")))

    def named(self, words: str, country: str | None, span: Span | None) -> Actor:
        """An organisation: of the tables by its name, a country's by its kind, or else one of the corpus alone.

        A country in or before the name decides between these: the Russian Security Council is not the United Nations'.
        """
        name = self._full_name(span) if span else words
        full = self._spelt_out.get(name) if span and words.isupper() else None
        if full and span and full.start != span.start:
            return self.named(name, None, full)  # AFP, where it is the Australian Federal Police
        own = (self._own_country(span) if span else None) or country
        known = (words, own)
        if known not in self._found:
            listed = self.by_name(words, own) or self.by_name(name, own)
            if listed is None or own not in (None, listed.country):
                kind = self._kind(span) if span else key(words)
                listed = self._by_kind(kind, own) or listed or _of_the_corpus(name, own)
            self._found[known] = listed
        return self._found[known]

    def _full_name(self, span: Span) -> str:
        known = self.institutions
        at = bisect_left(known, span.start, key=lambda found: found.start)
        if at < len(known) and known[at].start == span.start:
            return known[at].name
        return institution(self.text[span.start : span.end])

    def by_name(self, words: str, country: str | None) -> Actor | None:
        """The body of the tables that a name means, in or before which a country stands or none does."""
        found = self.actors.bodies.get(key(institution(words)), ())
        return next(
            (alias.actor for alias in found if not alias.is_doubtful or self._is_of(alias.actor, country)), None
        )

    def _is_of(self, actor: Actor, country: str | None) -> bool:
        """Whether a doubtful name means a body: of the country beside the name, or else the one named most often."""
        if actor.country is None or country is not None:
            return actor.country in (None, country)
        return 0 < self.countries[actor.country] == max(self.countries.values())

    def _by_kind(self, kind: str, country: str | None) -> Actor | None:
        """A country's ministry, army or parliament; without a country the only one that the article names."""
        if kind not in self.actors.generic:
            return None
        named = self._of_kind.get(kind, set())
        owner = country or (next(iter(named)) if len(named) == 1 else None)
        return self.actors.of_country(kind, owner) if owner else None

    def _note_kind(self, span: Span) -> None:
        if span.name.label == "ORG" and (owner := self._own_country(span)):
            self._of_kind.setdefault(self._kind(span), set()).add(owner)

    def _kind(self, span: Span) -> str:
        """The name of a body without the country in it."""
        words, end = [], span.start
        for inner in self._inside(span):
            words.append(self.text[end : inner.start])
            end = inner.end
        words.append(self.text[end : span.end])
        return key(" ".join(_OF_A_BODY.sub(" ", " ".join(words)).split()).removesuffix(" of"))

    def _inside(self, span: Span) -> list[Span]:
        """The names of countries inside the name of a body."""
        within = self.mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        return [inner for inner in within if inner.name.country and inner != span]

    def _own_country(self, span: Span) -> str | None:
        """The country inside the name of a body, or directly before it as an adjective or possessor."""
        first = bisect_left(self._starts, span.start)
        if inside := self._inside(span):
            return inside[0].name.country
        if span.name.country:
            return span.name.country
        before = self.mentions[first - 1] if first else None
        if before is None or not before.name.country or before.end > span.start:
            return None
        joint = self.text[before.end : span.start]
        is_own = bool(_BETWEEN.fullmatch(joint)) and (before.name.label == "NORP" or joint != " ")
        return before.name.country if is_own else None


def _of_the_corpus(name: str, country: str | None) -> Actor:
    name = institution(name)
    return Actor(f"org:/{key(name)}", name, country, sector(reversed(key(name).split())))
