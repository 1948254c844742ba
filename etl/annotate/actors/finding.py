"""Finding: the bodies of the tables where nothing is named, for the recognizer misses some, and rules have none."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from etl.annotate.actors.offices import Offices
from etl.annotate.actors.tables import Actors, key
from etl.annotate.agreement import PLACES, Span
from etl.annotate.countries import WORD, Name
from etl.annotate.places import names


def completed(text: str, named: Sequence[Span], offices: Offices) -> list[Span]:
    """The mentions of a text and the bodies of the tables, in order.

    A body stands where nothing is named, or over its name or pieces of it that the recognizer alone saw. The full name
    of someone in the tables is a person's, and so is a famous surname that no place has.
    """
    named = [_person(span, offices) for span in named]
    found = list(_bodies(text, named, offices.actors))
    if not found:
        return list(named)
    starts = [span.start for span in found]
    kept = (span for span in named if not _is_within(span, found, starts))
    return sorted([*kept, *found], key=lambda span: (span.start, span.end))


def _bodies(text: str, named: Sequence[Span], actors: Actors) -> Iterator[Span]:
    reach = list(accumulate((span.end for span in named), max, initial=0))  # mentions may lie in one another
    starts = [span.start for span in named]
    end = 0
    for match in WORD.finditer(text):
        if match.start() < end or match.group() not in actors.written:
            continue
        for form in actors.written[match.group()]:
            span = Span(match.start(), match.start() + len(form), Name(form, "ORG"))
            if text.startswith(form, span.start) and not text[span.end : span.end + 1].isalnum():
                first = bisect_left(starts, span.start)
                pieces = named[first : bisect_left(starts, span.end, lo=first)]
                if reach[first] <= span.start and all(_is_piece(piece, span) for piece in pieces):
                    end = span.end
                    yield span
                break


def _person(span: Span, offices: Offices) -> Span:
    """A mention, as a person's where it is the full name of one alone, or the famous surname of one and of no place."""
    name, actors = span.name, offices.actors
    words = key(name.text) if name.label in PLACES | {"ORG"} and name.entity_id is None else ""
    if not words or words in actors.bodies:
        return span
    if " " in words:
        is_person = words in actors.people and not any(alias.is_doubtful for alias in actors.people[words])
    else:
        is_person = name.label in PLACES and bool(actors.famous(words, offices.on)) and not names.meanings(name.text)
    return replace(span, name=Name(name.text, "PERSON")) if is_person else span


def _is_piece(piece: Span, span: Span) -> bool:
    """Whether a mention is a name or a part of it, and of no table."""
    return piece.end <= span.end and piece.name.entity_id is None


def _is_within(span: Span, found: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and span.start < found[at].end
