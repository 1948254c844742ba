"""Mentions: countries, peoples, capitals and provinces from the tables, other entities from the model."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.annotate.agreement import PERSONS, PLACES, POSSESSIVE, WORD_BEFORE, Span, agree
from etl.annotate.countries import NO_MENTION, UNSPACED, WORD, Name, names

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Words that stand in capitals at the head of a sentence or as a title, and are no part of a personal name.
_NO_GIVEN_NAMES = frozenset(
    [
        "The", "In", "On", "At", "To", "From", "Of", "And", "But", "For", "With", "By", "As", "If", "When", "While",
        "After", "Before", "Since", "Both", "Why", "How", "What", "Where", "Is", "Are", "South", "North", "East",
        "West", "Northern", "Southern", "Eastern", "Western", "Central", "King", "Queen", "President", "Minister",
        "Visit", "Visiting", "Near", "Inside", "Across", "Around", "Against", "Between", "Beyond", "Outside",
        "Over", "Through", "Under", "Until", "Upon", "Via", "Or", "Nor", "So", "Yet",
    ]
)  # fmt: skip
_CAPITAL_AFTER = re.compile(r" [^\W\d_][\w'’-]")
_LONGEST_WORD = 24
# With its stop; a longer word with one ends a sentence.
_LONGEST_INITIAL = 3


def find(doc: "Doc", language: str) -> list[Span]:
    """Every mention in a text, by place: those of the tables, and what the model's recognizer adds to them.

    Where both name the same stretch the table does, but for a person whom the article has in full. A country's name
    gives a longer place its country ("Congo Basin"), and is an attribute, a NORP as its adjective is, inside any other
    name ("Bank of China"); what the tables doubt is none inside a person ("Michael Jordan"). A place made of several
    names of the tables ("Moscow, Russia") is these, and one inside what they say is none ("Guinea pigs") is none.
    """
    text = doc.text  # which the doc joins anew each time
    listed = list(_candidates(text, language))
    known = _countries(text, listed)
    others = [span for span in listed if span.name.label == NO_MENTION]
    named = _named(doc)
    if not named:
        return known
    exact = {(span.start, span.end): span for span in known}
    people = _name_parts(named)
    found: list[Span] = []
    within: dict[Span, Span] = {}
    for span in agree(text, named, known):
        if _is_of_the_tables(text, span, exact, people) or _is_cut(span, known) or _is_none(span, others):
            continue
        inside = _inside(span, known)
        if span.name.label in PLACES and len(inside) > 1:
            continue
        within.update((inner, span) for inner in inside)
        found.append(_placed(span, inside))
    found.extend(_attribute(span) if span in within else span for span in known if not _is_hidden(span, within))
    return sorted(found, key=lambda span: (span.start, span.end))


def _named(doc: "Doc") -> list[Span]:
    """The model's entities that lie in one sentence, without white space and possessives at their ends."""
    found = []
    for ent in doc.ents:
        text = ent.text.strip()
        start = ent.start_char + len(ent.text) - len(ent.text.lstrip())
        if ent.label_ in PERSONS or (ent.label_ in PLACES and " " not in text):  # but McDonald's, St. John's
            text = POSSESSIVE.sub("", text)
        if text and not any(word.is_sent_start for word in ent[1:]):
            found.append(Span(start, start + len(text), Name(text, ent.label_)))
    return found


def _name_parts(named: Sequence[Span]) -> Set[str]:
    """The first and last words of the full names of people."""
    full = (span.name.text.split(" ") for span in named if span.name.label in PERSONS)
    return {part for words in full if len(words) > 1 for part in (words[0], words[-1])}


def _is_of_the_tables(text: str, span: Span, exact: Mapping[tuple[int, int], Span], people: Set[str]) -> bool:
    """Whether the tables name the stretch: a person only where the article has a namesake, or a title stands there."""
    known = exact.get((span.start, span.end))
    if known is None or span.name.label not in PERSONS:
        return known is not None
    return span.name.text not in people and not _is_doubtful(text, known)


def _is_cut(span: Span, known: Sequence[Span]) -> bool:
    """Whether a name of the tables lies over an edge of a span, or holds it whole."""
    first = bisect_left(known, span.start, key=lambda other: other.start)
    last = bisect_left(known, span.end, key=lambda other: other.start) - 1
    is_begun = first > 0 and known[first - 1].end > span.start
    return is_begun or (last >= 0 and known[last].end > span.end)


def _is_none(span: Span, others: Sequence[Span]) -> bool:
    """Whether a place is a part of what is no mention."""
    at = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return at >= 0 and span.name.label in PLACES and _holds(others[at], span)


def _holds(whole: Span, part: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end and whole.end - whole.start > part.end - part.start


def _inside(span: Span, known: Sequence[Span]) -> Sequence[Span]:
    """The names of the tables that lie within a span which cuts none."""
    first = bisect_left(known, span.start, key=lambda other: other.start)
    return known[first : bisect_left(known, span.end, lo=first, key=lambda other: other.start)]


def _placed(span: Span, inside: Sequence[Span]) -> Span:
    """A place with the country that its name holds."""
    if span.name.label not in PLACES or not inside:
        return span
    return replace(span, name=replace(span.name, country=inside[0].name.country))


def _is_hidden(span: Span, within: Mapping[Span, Span]) -> bool:
    """Whether a name of the tables is no mention of its own, because of the name that it lies in.

    Inside a person's that is a doubtful name, and one that is a given name there: Kenya Moore, but not Kenya's Ruto.
    """
    host = within.get(span)
    if host is None:
        return False
    is_given = (
        span.start == host.start and span.name.label in PLACES and _is_given(host.name.text, span.end - span.start)
    )
    return host.name.label in PLACES or (host.name.label in PERSONS and (is_given or bool(span.name.doubts)))


def _attribute(span: Span) -> Span:
    return replace(span, name=replace(span.name, label="NORP"))


def countries(text: str, language: str) -> list[Span]:
    """The names of the tables in a text, the longest at each place.

    A doubtful name counts only where its country is named beyond doubt elsewhere in the text.
    """
    return _countries(text, _candidates(text, language))


def _countries(text: str, listed: Iterable[Span]) -> list[Span]:
    found = [(span, _is_doubtful(text, span)) for span in listed if span.name.label != NO_MENTION]
    certain = {span.name.country for span, is_doubtful in found if not is_doubtful}
    return [span for span, is_doubtful in found if not is_doubtful or span.name.country in certain]


def _candidates(text: str, language: str) -> Iterator[Span]:
    """The names of the tables that stand in a text, those that are no mentions among them."""
    index = names(language)
    is_spaced = language not in UNSPACED
    end = 0
    for start, key in _keys(text, is_spaced=is_spaced):
        if start < end or key not in index:
            continue
        name = next((name for name in index[key] if _stands_at(text, start, name.text, is_spaced=is_spaced)), None)
        if name:
            end = start + len(name.text.removesuffix("-"))
            yield Span(start, end, name)


def _keys(text: str, *, is_spaced: bool) -> Iterator[tuple[int, str]]:
    if is_spaced:
        return ((match.start(), match.group()) for match in WORD.finditer(text))
    return enumerate(text)


def _stands_at(text: str, start: int, name: str, *, is_spaced: bool) -> bool:
    if not text.startswith(name, start):
        return False
    after = text[start + len(name) : start + len(name) + 1]
    return not is_spaced or name.endswith("-") or not (after.isalnum() or after == "_")


def _is_doubtful(text: str, span: Span) -> bool:
    """Whether the marks of the name in `countries.tsv` make it doubtful where it stands."""
    doubts = span.name.doubts
    return (
        "?" in doubts
        or ("^" in doubts and _is_given(text, span.end))
        or ("~" in doubts and _is_family(text, span.start))
        or ("*" in doubts and _is_among_capitals(text, span))
    )


def _is_given(text: str, end: int) -> bool:
    after = _CAPITAL_AFTER.match(text, end)
    return bool(after and after.group()[1].isupper())


def _is_family(text: str, start: int) -> bool:
    before = WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
    if before is None or before[1] in _NO_GIVEN_NAMES:
        return False
    is_end = before[1].endswith(".") and len(before[1]) > _LONGEST_INITIAL
    return before[1][0].isupper() and not is_end


def _is_among_capitals(text: str, span: Span) -> bool:
    """Whether the word before is written in capitals too: GIVE US, but not THE US."""
    before = WORD_BEFORE.search(text[max(0, span.start - _LONGEST_WORD) : span.start])
    return bool(before and len(before[1]) > 1 and before[1].isupper() and before[1] != "THE")
