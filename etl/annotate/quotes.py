"""Quotations with their speakers: which words of a text are speech, whose they are, and how that was found.

The road: marks make pieces (`quotations`), the parse finds what is said by whom (`attributions`), and both make reports
(`reports`); a piece that no report holds stands beside an attribution of the surface (`surface`, `speakers`). Who the
speaker is the article tells (`references`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from etl.annotate import attributions
from etl.annotate.references import Reference, References
from etl.annotate.reports import Report, reports
from etl.annotate.speakers import Attribution
from etl.annotate.story import Span, Story
from etl.annotate.surface import Setting, clause, introduces, is_mixed, setting
from etl.annotate.tied import Tied

# A quoted clause that nothing attributes is taken for speech from this length on; less may be a title or a scare quote.
_MIN_WORDS_ALONE = 6
_MIN_WORDS_CARRIED = 2
# How sure a report is, by how its cue reports: a phrase is less often speech than a clause.
_CERTAINTY = {"predicate": 0.9, "infinitive": 0.8, "object": 0.7, "noun": 0.7}
_SENTENCE_END = re.compile(r"[.!?。！？](?:[\s”\"’»)]|$)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose a quotation is: offsets of cue and speaker, and who that is."""

    cue: Span | None
    speaker: Span
    reference: Reference


@dataclass(frozen=True, slots=True)
class Quotation:
    """One contiguous piece of speech. Pieces of one quotation share `quote_id`; `content` are offsets.

    `reported_by` is the cue of a report that leaves out who speaks: it is expected to close. What `is_negated` was not
    said: she declined to say that it will.
    """

    quote_id: str
    kind: str
    content: Span
    voice: Voice | None = None
    reported_by: Span | None = None
    is_negated: bool = False

    @property
    def cue(self) -> Span | None:
        """The word that attributes, if one does."""
        return self.voice.cue if self.voice else self.reported_by


def find(story: Story, references: References, said: Iterable[attributions.Attribution] = ()) -> Iterator[Quotation]:
    """The quotations of a text, in order; `said` is what the parse attributes, where there is one.

    No other row shares a place with a direct quotation; a report may lie within another: he said that she denied it.
    """
    found = sorted(_Finder(story, references, said).quotations(), key=lambda quotation: quotation.content)
    direct = [quotation.content for quotation in found if quotation.kind == "direct"]
    passed = 0
    for quotation in found:
        start, end = quotation.content
        while passed < len(direct) and direct[passed][1] <= start:
            passed += 1
        if quotation.kind == "direct" or passed == len(direct) or direct[passed][0] >= end:
            yield quotation


class _Finder:
    """The quotations of one story, with the memory of who spoke last.

    It is remembered over scare quotes in the same paragraph, and forgotten at those of another.
    """

    def __init__(self, story: Story, references: References, said: Iterable[attributions.Attribution]) -> None:
        self.story = story
        self.references = references
        self.found: list[Quotation] = []
        self.last: Quotation | None = None
        self.spoke: Reference | None = None
        said = list(said)
        self._tied = Tied.of(said)
        found = list(reports(story, said))
        self._said = {number: report.said for report in found if report.kind == "direct" for number in report.pieces}
        self._reports = [report for report in found if report.kind != "direct" and not self._is_told(report)]
        self._held = {number for report in self._reports if report.kind == "mixed" for number in report.pieces}

    def quotations(self) -> list[Quotation]:
        """Reports and spoken pieces by where they begin."""
        pieces = ((piece.outer_start, 1, number) for number, piece in enumerate(self.story.pieces))
        heads = ((report.content[0][0], 0, number) for number, report in enumerate(self._reports))
        end = 0
        for start, is_piece, number in sorted([*pieces, *heads]):
            if not is_piece:
                self._reported(self._reports[number])
            elif start >= end and number not in self._held and self._spoken(setting(self.story, number)):
                end = self.found[-1].content[1]
        return self.found

    def _is_told(self, report: Report) -> bool:
        """Whether a source only tells what another said: she said “…,” according to Interfax."""
        return report.said.frame == "according" and any(number in self._said for number in report.pieces)

    def _reported(self, report: Report) -> None:
        """The pieces of a report, one where the cue does not part it."""
        said = report.said
        certainty = _CERTAINTY.get(said.frame, 1.0)
        voice = self._voice(said.cue, said.speaker, certainty) if said.speaker else None
        quote_id = self._identity(*report.content[0])
        for content in report.content:
            self._remember(Quotation(quote_id, report.kind, content, voice, said.cue, is_negated=said.is_silence))

    def _spoken(self, at: Setting) -> bool:
        """Whether a piece is a quotation, then remembered."""
        at = self._tied.improved(self.story, at)
        said = self._said.get(at.number)
        if said and said.speaker and (at.said is None or self._is_source(at.said)):
            is_after = said.cue[0] > at.piece.start
            at = replace(at, said=Attribution(said.cue, said.speaker), is_said_after=is_after)
        quotation = self._mixed(at, at.said) if at.said and is_mixed(self.story, at) else self._direct(at)
        if quotation:
            self._tell_before(at, quotation)
            self._remember(quotation)
        elif not (at.before and "\n" not in self.story.between(at.before, at.piece)):
            self.last = None
        return quotation is not None

    def _is_source(self, said: Attribution) -> bool:
        """Whether an attribution names who tells it."""
        return self.story.text.startswith("according", said.cue[0])

    def _remember(self, quotation: Quotation) -> None:
        self.found.append(quotation)
        self.last = quotation
        if quotation.voice:
            self.spoke = quotation.voice.reference

    def _tell_before(self, at: Setting, quotation: Quotation) -> None:
        """Give the paragraphs that a quotation goes on from its speaker, where only the last one names whose it is."""
        voice = quotation.voice
        if not (at.piece.continues and at.said and voice):
            return
        for number in range(len(self.found) - 1, -1, -1):
            before = self.found[number]
            if before.quote_id != quotation.quote_id or (before.voice and before.voice.cue):
                break
            self.found[number] = replace(before, voice=Voice(None, voice.speaker, voice.reference.carried()))

    def _mixed(self, at: Setting, said: Attribution) -> Quotation | None:
        if not self.story.is_reported(at.piece):
            return None
        content = clause(self.story, at, said)
        return Quotation(self._identity(*content), "mixed", content, self._voice(said.cue, said.speaker))

    def _direct(self, at: Setting) -> Quotation | None:
        last = self._continued(at)
        if not self._is_speech(at, is_continued=last is not None):
            return None
        content = self.story.trimmed((at.piece.start, at.piece.end))
        quote_id = last.quote_id if last and self._is_same(at, last) else self._identity(*content)
        if at.said:
            return Quotation(quote_id, "direct", content, self._voice(at.said.cue, at.said.speaker))
        voice = last.voice if last else None
        return Quotation(quote_id, "direct", content, voice and Voice(None, voice.speaker, voice.reference.carried()))

    def _continued(self, at: Setting) -> Quotation | None:
        """The quotation whose speaker goes on in this piece."""
        last = self.last
        if last and self._is_same(at, last):
            return last
        return last if last and at.said is None and self._carries_on(at, last) else None

    def _is_same(self, at: Setting, last: Quotation) -> bool:
        """Whether a piece is more of the piece before it: “…,” he said, “…”, or over paragraphs."""
        has_cue = last.voice is not None and last.voice.cue is not None
        is_others = has_cue and at.said is not None and last.voice is not None and not _is_one(at.said, last.voice)
        if is_others or at.piece.continues or not at.before or last.kind == "indirect":
            return at.piece.continues and not is_others
        between = self.story.between(at.before, at.piece)
        is_one_sentence = "\n" not in between and not _SENTENCE_END.search(between)
        is_first_open = self.story.text[at.before.end - 1] not in ".!?" or between.lstrip()[:1] == ","
        is_said_once = at.said is None or (last.voice is not None and at.said.cue == last.voice.cue)
        return bool(is_one_sentence and is_first_open and is_said_once and last.voice and last.voice.cue)

    def _carries_on(self, at: Setting, last: Quotation) -> bool:
        """Whether a piece without attribution follows its speaker's words: in one paragraph, or heading the next."""
        between = self.story.text[max(last.content[1], at.before.outer_end if at.before else 0) : at.piece.outer_start]
        return "\n" not in between or not between.strip(" \n.,”\"'’»")

    def _is_speech(self, at: Setting, *, is_continued: bool) -> bool:
        """Whether a piece in marks is speech: attributed, or a clause that the writer's words lead to by a mark."""
        words = len(self.story.words(at.piece.start, at.piece.end))
        if at.said or at.piece.continues:
            return words > 0
        if not introduces(self.story, at) or (self.story.words(*at.lead) and self.story.is_title(at.piece)):
            return False
        return words >= (_MIN_WORDS_CARRIED if is_continued else _MIN_WORDS_ALONE) and self.story.is_clause(at.piece)

    def _voice(self, cue: Span, speaker: Span, certainty: float = 1.0) -> Voice:
        found = self.references.resolve(speaker, self.spoke)
        return Voice(cue, speaker, replace(found, confidence=round(found.confidence * certainty, 2)))

    def _identity(self, start: int, end: int) -> str:
        return blake2b(f"{self.story.article_id}\0{start}\0{end}".encode(), digest_size=8).hexdigest()


def _is_one(said: Attribution, voice: Voice) -> bool:
    return said.speaker == voice.speaker or said.cue == voice.cue
