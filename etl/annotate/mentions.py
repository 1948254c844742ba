"""Mentions: countries, peoples, capitals and provinces from the tables, other entities from the model."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’.-]*) $")
_CAPITAL_AFTER = re.compile(r" [^\W\d_][\w'’-]")
_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Span:
    """A named stretch of a text: its offsets, and what it names."""

    start: int
    end: int
    name: Name


def find(doc: "Doc", language: str) -> list[Span]:
    """Every mention in a text, in order: those of the tables, then what the model's recognizer adds to them.

    A country inside the model's person ("Michael Jordan") is none; inside an organisation ("Bank of China") both
    stand; where both name the same stretch the table does.
    """
    named = _named(doc)
    persons = [span for span in named if span.name.label in ("PERSON", "PER")]
    known = [span for span in countries(doc.text, language) if not _is_inside(span, persons)]
    taken = {(span.start, span.end) for span in known}
    added = (span for span in named if (span.start, span.end) not in taken and not _is_known(span, known))
    return sorted([*known, *added], key=lambda span: (span.start, span.end))


def _named(doc: "Doc") -> list[Span]:
    """The model's entities without white space at their ends."""
    found = []
    for ent in doc.ents:
        text = ent.text.strip()
        start = ent.start_char + len(ent.text) - len(ent.text.lstrip())
        if text:
            found.append(Span(start, start + len(text), Name(text, ent.label_)))
    return found


def _is_known(span: Span, known: list[Span]) -> bool:
    """Whether a country or people of the model's is one of the tables', perhaps with other edges."""
    return span.name.label in ("GPE", "NORP") and _touches(span, known)


def countries(text: str, language: str) -> list[Span]:
    """The names of the tables in a text, the longest at each place.

    A doubtful name counts only where its country is named beyond doubt elsewhere in the text.
    """
    found = [(span, _is_doubtful(text, span)) for span in _candidates(text, language)]
    certain = {span.name.country for span, is_doubtful in found if not is_doubtful}
    return [span for span, is_doubtful in found if not is_doubtful or span.name.country in certain]


def _candidates(text: str, language: str) -> Iterator[Span]:
    index = names(language)
    is_spaced = language not in UNSPACED
    end = 0
    for start, key in _keys(text, is_spaced=is_spaced):
        if start < end or key not in index:
            continue
        name = next((name for name in index[key] if _stands_at(text, start, name.text, is_spaced=is_spaced)), None)
        if name:
            end = start + len(name.text.removesuffix("-"))
            if name.label != NO_MENTION:
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
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
    return bool(before and before[1][0].isupper() and before[1] not in _NO_GIVEN_NAMES)


def _is_among_capitals(text: str, span: Span) -> bool:
    """Whether the word before is written in capitals too: GIVE US, but not THE US."""
    before = _WORD_BEFORE.search(text[max(0, span.start - _LONGEST_WORD) : span.start])
    return bool(before and len(before[1]) > 1 and before[1].isupper() and before[1] != "THE")


def _is_inside(span: Span, others: list[Span]) -> bool:
    """Whether a span lies within one of the others, which are in order and do not overlap."""
    before = bisect_right(others, span.start, key=lambda other: other.start)
    return before > 0 and span.end <= others[before - 1].end


def _touches(span: Span, others: list[Span]) -> bool:
    """Whether a span shares a character with one of the others, which are in order and do not overlap."""
    before = bisect_left(others, span.end, key=lambda other: other.start)
    return before > 0 and span.start < others[before - 1].end
