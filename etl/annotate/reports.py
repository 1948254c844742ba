"""What the parse found to be said, held against the quotation marks: a report is direct, mixed or indirect."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.annotate.attributions import Attribution
from etl.annotate.quotations import Piece
from etl.annotate.story import Span, Story


@dataclass(frozen=True, slots=True)
class Report:
    """An attribution with the numbers of the quoted pieces in what it reports.

    `content` ends no piece half-way. `kind` is `direct` where it is a quoted piece and nothing else, `mixed` where the
    writer's own words stand beside quoted ones, `indirect` where nothing is quoted but single words and titles.
    """

    said: Attribution
    content: Sequence[Span]
    pieces: Sequence[int]
    kind: str


def reports(story: Story, attributions: Iterable[Attribution]) -> Iterator[Report]:
    """The reports of a text, one a stretch; what stands in the marks of a quotation is the speaker's, no report."""
    attributions = list(attributions)
    voiced = [said for said in attributions if said.speaker]
    seen: set[Span] = set()
    for said in attributions:
        if not said.content or _is_spoken(story, said.cue) or _is_told(story, said, voiced):
            continue
        report = _report(story, said)
        if all(story.words(*span) for span in report.content) and seen.isdisjoint(report.content):
            seen.update(report.content)
            yield report


def _is_spoken(story: Story, cue: Span) -> bool:
    return any(story.pieces[number].outer_start <= cue[0] for number in story.pieces_in(*cue))


def _is_told(story: Story, said: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether a source tells that another spoke: “…,” he said, according to Interfax."""
    if said.frame != "according":
        return False
    within = [
        other
        for start, end in said.content
        for other in others[bisect_left(others, start, key=_place) : bisect_left(others, end, key=_place)]
    ]
    pieces = [story.pieces[number] for span in said.content for number in story.pieces_in(*span)]
    return any(_stands_behind(story, other, piece) for other in within for piece in pieces)


def _stands_behind(story: Story, said: Attribution, piece: Piece) -> bool:
    """Whether a verb with its speaker follows right behind a quoted clause."""
    assert said.speaker is not None
    first = min(said.cue[0], said.speaker[0])
    gap = story.text[piece.outer_end : first]
    return first >= piece.outer_end and story.is_clause(piece) and not gap.strip(" ,—–-")


def _place(said: Attribution) -> int:
    return said.cue[0]


def _report(story: Story, said: Attribution) -> Report:
    content = [_whole(story, span) for span in said.content]
    held = [number for span in content for number in story.pieces_in(*span)]
    if not any(story.is_reported(story.pieces[number]) for number in held):
        return Report(said, content, held, "indirect")
    quoted = sum(len(story.words(story.pieces[number].start, story.pieces[number].end)) for number in held)
    is_all_quoted = quoted >= sum(len(story.words(*span)) for span in content)
    return Report(said, content, held, "direct" if is_all_quoted else "mixed")


def _whole(story: Story, span: Span) -> Span:
    """A stretch that takes in the pieces at its ends, with their marks; without them if a piece begins it."""
    start, end = span
    held = story.pieces_in(start, end)
    if not held:
        return span
    first, last = story.pieces[held[0]], story.pieces[held[-1]]
    if start >= first.outer_start:
        return first.start, max(end, last.end)
    return start, max(end, last.outer_end)
