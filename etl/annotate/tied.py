"""Quoted pieces and the verbs beside them that the parse knows the speakers of."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from etl.annotate.attributions import Attribution
from etl.annotate.speakers import Attribution as Beside
from etl.annotate.story import Span, Story
from etl.annotate.surface import Setting

# How far a verb may stand from a piece, in characters: "telling reporters in Vienna on Monday,".
_BEHIND, _AHEAD = 200, 80


@dataclass(frozen=True, slots=True)
class Tied:
    """The attributions of a text whose speakers the parse knows, by the places of their cues."""

    said: Sequence[Attribution]

    @classmethod
    def of(cls, said: Iterable[Attribution]) -> Self:
        """Those with a speaker."""
        return cls([one for one in said if one.speaker])

    def improved(self, story: Story, at: Setting) -> Setting:
        """A setting with all the words of its speaker, or with an attribution where the surface shows none."""
        if at.said:
            return replace(at, said=self._in_full(at.said))
        if after := self._after(story, at):
            return replace(at, said=after, is_said_after=True)
        before = self._before(story, at)
        return replace(at, said=before) if before else at

    def _in_full(self, said: Beside) -> Beside:
        same = next((one.speaker for one in self._between(*said.cue) if one.cue == said.cue), None)
        return Beside(said.cue, _union(same, said.speaker)) if same and _overlap(same, said.speaker) else said

    def _between(self, start: int, end: int) -> Sequence[Attribution]:
        first = bisect_left(self.said, start, key=lambda one: one.cue[0])
        return self.said[first : bisect_left(self.said, end, lo=first, key=lambda one: one.cue[0])]

    def _after(self, story: Story, at: Setting) -> Beside | None:
        """“…,” the man who fled tweeted: the verb or its speaker stands right behind the piece."""
        place, text = at.piece.outer_end, story.text
        if text[at.piece.end - 1 : at.piece.end] in (".", "。"):
            return None
        for one in self._between(place, place + _BEHIND):
            assert one.speaker is not None
            gap = text[place : max(place, min(one.cue[0], one.speaker[0]))]
            if one.speaker[0] >= place and not gap.strip(" ,—–-"):
                return Beside(one.cue, one.speaker)
        return None

    def _before(self, story: Story, at: Setting) -> Beside | None:
        """Telling reporters in Vienna, “…”: the verb stands before the piece, and a mark leads on."""
        place = at.piece.outer_start
        start = max(at.lead[0], place - _AHEAD)
        for one in reversed(self._between(start, place)):
            if story.text[one.cue[1] : place].rstrip().endswith((",", ":")) and one.speaker:
                return Beside(one.cue, one.speaker)
        return None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _union(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])
