"""A quoted piece where it stands: the writer's words that lead to it, and the attribution beside it by the surface."""

import re
from dataclasses import dataclass

from etl.annotate import speakers
from etl.annotate.quotations import Piece
from etl.annotate.speakers import Attribution
from etl.annotate.story import CLAUSE_END, Span, Story

_INTRODUCES = re.compile(r"(?:^|[,:：，—–-])\s*$")
_GOES_ON = re.compile(r"[\s,]*(?:and|or|but|und|et|y|и)\b")
_REPORTS = re.compile(r"\s(?:that|whether|if|how|why|dass|que|что)\b")
_THAT = re.compile(r"\bthat\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """A piece with the piece before it, the writer's words that lead to it, and its attribution."""

    number: int
    piece: Piece
    before: Piece | None
    lead: Span
    said: Attribution | None
    is_said_after: bool


def setting(story: Story, number: int) -> Setting:
    """Where a piece stands."""
    piece = story.pieces[number]
    before = story.pieces[number - 1] if number else None
    # A model may leave the opening mark to the sentence before.
    sentence_start = min(story.sentence_at(piece.start)[0], piece.outer_start)
    start = max(sentence_start, before.outer_end if before else 0)
    start = max(start, story.text.rfind("\n", start, piece.outer_start) + 1)
    after = _following(story, piece)
    said = after or speakers.before(story.text, start, piece.outer_start, story.language)
    return Setting(number, piece, before, (start, piece.outer_start), said, after is not None)


def _following(story: Story, piece: Piece) -> Attribution | None:
    """An attribution behind a piece belongs to it unless the piece ends its sentence."""
    rest = story.text[piece.outer_end : piece.outer_end + 3]
    is_ended = story.text[piece.end - 1] in ".。" and not rest.lstrip(" ,—–-")[:1].islower()
    return None if is_ended else speakers.after(story.text, piece.outer_end, story.language)


def introduces(story: Story, at: Setting) -> bool:
    """Whether the writer's words lead to a piece by a mark, or there are none."""
    return not story.words(*at.lead) or bool(_INTRODUCES.search(story.text, *at.lead))


def is_mixed(story: Story, at: Setting) -> bool:
    """Whether the writer's own words begin the clause that the quoted words end: he said that the law “is dead”."""
    if not at.said:
        return False
    if at.is_said_after:
        is_inner = at.before is not None and at.lead[0] == at.before.outer_end
        lead = story.text[slice(*at.lead)].rstrip()
        return not is_inner and bool(story.words(*at.lead)) and not lead.endswith((":", "："))
    between = story.text[max(at.said.cue[1], at.said.speaker[1]) : at.lead[1]]
    if not between.strip():
        return not story.is_clause(at.piece)
    return bool(_REPORTS.match(between)) or not _INTRODUCES.search(between)


def clause(story: Story, at: Setting, said: Attribution) -> Span:
    """The reported clause around a piece: from the cue or the head of the sentence to where the clause ends."""
    if at.is_said_after:
        return story.trimmed((at.lead[0], at.piece.end))
    start = max(said.cue[1], said.speaker[1])
    that = _THAT.search(story.text, start, at.piece.start)
    return story.trimmed((that.start() if that else start, _clause_end(story, _last_of_clause(story, at.number))))


def _last_of_clause(story: Story, number: int) -> Piece:
    """The last of the pieces that a conjunction joins in one sentence: “…,” and to “…”."""
    last = story.pieces[number]
    end = story.sentence_at(last.end)[1]
    for following in range(number + 1, len(story.pieces)):
        piece = story.pieces[following]
        if piece.outer_start >= end or not _GOES_ON.match(story.between(last, piece)):
            break
        last = piece
    return last


def _clause_end(story: Story, piece: Piece) -> int:
    after = story.text[piece.outer_end : piece.outer_end + 1]
    if CLAUSE_END.search(story.text[piece.start : piece.end]) or after in ("", ".", ",", ";", "!", "?", "\n"):
        return piece.end
    end = max(piece.end, story.sentence_at(piece.end)[1])
    return max(piece.end, piece.start + len(story.text[piece.start : end].rstrip(" .!?")))
