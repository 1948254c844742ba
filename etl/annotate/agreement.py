"""Names agree within an article: "Xi" is the Xi Jinping named before, and letters in brackets what they stand for.

A recognizer reads a few words at a time, so it gives one name several labels and misses it where the sentence hints at
nothing. What it said of a name in the whole article decides.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.annotate.countries import WORD, Name

PERSONS = frozenset({"PERSON", "PER"})
PLACES = frozenset({"LOC", "GPE", "FAC"})
_NAMES = PERSONS | PLACES | {"ORG"}
# A shorter form is as likely to be another word.
_SHORTEST = 2
# Beside a name: the letters it is called by, its ending as an owner, the word before it.
LETTERS = re.compile(r" \(([A-Z][A-Za-z]{0,8}[A-Z][A-Za-z]{0,8})\)")
POSSESSIVE = re.compile(r"['’]s?$")
WORD_BEFORE = re.compile(r"([^\W\d_][\w'’.-]*) $")
# An introduction in brackets weighs as two mentions.
_INTRODUCTION = 2
_NUMBER_OR_JUNIOR = re.compile(r"[IVX]+|[JS]r|.*\.")


@dataclass(frozen=True, slots=True)
class Span:
    """A named stretch of a text: its offsets, and what it names."""

    start: int
    end: int
    name: Name


def agree(text: str, named: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """The model's names under one label each, and where else they stand; in order.

    `named` do not overlap. `taken` are stretches in which nothing is found again, those of the tables.
    """
    votes = _votes(text, named)
    labels = {form: counts.most_common(1)[0][0] for form, counts in votes.items()}
    agreed = [replace(span, name=replace(span.name, label=labels[span.name.text])) for span in named]
    occupied = {place for span in (*agreed, *taken) for place in range(span.start, span.end)}
    return sorted([*agreed, *_found_again(text, labels, occupied)], key=lambda span: span.start)


def _votes(text: str, named: Sequence[Span]) -> Mapping[str, Counter[str]]:
    """Form → how often the model gave it which label. A person's full name votes for its first and last part too."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in named:
        label = span.name.label
        votes[span.name.text][label] += 1
        if label in PERSONS and " " in span.name.text:
            first, *_, last = span.name.text.split(" ")
            for part in (first, last):
                if not _NUMBER_OR_JUNIOR.fullmatch(part):
                    votes[part][label] += 1
        elif label == "ORG" and (letters := LETTERS.match(text, span.end)):
            votes[letters[1]][label] += _INTRODUCTION
    return votes


def _found_again(text: str, labels: Mapping[str, str], occupied: set[int]) -> Iterator[Span]:
    """The forms where the model saw no name, the longest at each place."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for form, label in labels.items():
        first = WORD.match(form)
        if first and label in _NAMES and form[:1].isupper() and len(form) >= _SHORTEST:
            lengths[first.group()].add(len(form))
    if not lengths:
        return
    longest_first = {word: sorted(found, reverse=True) for word, found in lengths.items()}
    words = {match.group() for match in WORD.finditer(text)}
    end = 0
    for match in WORD.finditer(text):
        start = match.start()
        if start < end or start in occupied:
            continue
        for length in longest_first.get(match.group(), ()):
            form = text[start : start + length]
            if form not in labels or form.lower() in words:
                continue
            span = Span(start, start + length, Name(form, labels[form]))
            if _stands_alone(text, span) and occupied.isdisjoint(range(start, span.end)):
                end = span.end
                yield span
                break


def _stands_alone(text: str, span: Span) -> bool:
    """Whether a form ends with its word; the name of a person also not before another capital."""
    after = text[span.end : span.end + 2]
    is_whole = not (after[:1].isalnum() or after[:1] == "_")
    return is_whole and not (span.name.label in PERSONS and after[:1] in (" ", "-") and after[1:].isupper())
