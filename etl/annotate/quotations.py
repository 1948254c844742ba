"""Quotation marks: which stretches of a text stand between a pair of them."""

import re
from dataclasses import dataclass
from itertools import zip_longest

# Opening mark → what closes it. Some languages close with the mark that others open with.
_CLOSERS = {
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "”": "”",
    '"': '"',
    "「": "」",
    "『": "』",
    "‘": "’",
}
_DOUBLE = re.compile(r"[\"“”„«»‹›「」『』]")
_SINGLE = re.compile(r"[‘’]")
_BEFORE_OPENING = re.compile(r"[\s(\[{—–:，。：、-]")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two marks, or between a mark and the end of its paragraph.

    `start` and `end` leave the marks out; `outer_start` and `outer_end` take them in. `continues` is true where the
    paragraph opens again the quotation that the paragraph before it did not close.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    continues: bool = False


def pieces(text: str) -> list[Piece]:
    """Every quoted piece of a text, in order; each lies in one paragraph and none overlap. Linear in the text.

    Marks inside a quotation belong to it. One that is never closed quotes nothing, unless the next paragraph opens
    with the same mark. Single marks are heard only in a text without double ones.
    """
    marks = _DOUBLE if _DOUBLE.search(text) else _SINGLE
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    found: list[Piece] = []
    continues = False
    for (start, end), following in zip_longest(paragraphs, paragraphs[1:]):
        pairs, dangling = _pairs(text, start, end, marks)
        goes_on = dangling is not None and following is not None and text[following[0]] == text[dangling]
        if goes_on and dangling is not None:
            pairs.append((dangling, end))
        for opened, closed in pairs:
            outer_end = min(closed + 1, end)
            found.append(Piece(opened + 1, closed, opened, outer_end, continues and opened == start))
        continues = goes_on
    return [piece for piece in found if text[piece.start : piece.end].strip()]


def _pairs(text: str, start: int, end: int, marks: re.Pattern[str]) -> tuple[list[tuple[int, int]], int | None]:
    """The places of opening and closing marks in a paragraph, and of the last mark if it was left open."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for match in marks.finditer(text, start, end):
        place = match.start()
        if opened is not None and text[place] in _CLOSERS[text[opened]] and _closes(text, place):
            pairs.append((opened, place))
            opened = None
        elif _opens(text, place, start, end) and (opened is None or text[place] == text[opened]):
            opened = place
    return pairs, opened


def _opens(text: str, place: int, start: int, end: int) -> bool:
    mark = text[place]
    if mark not in _CLOSERS or place + 1 >= end:
        return False
    if mark in "“„「『«":  # these have no other sense
        return True
    return (place == start or bool(_BEFORE_OPENING.match(text, place - 1))) and not text[place + 1].isspace()


def _closes(text: str, place: int) -> bool:
    """An apostrophe stands between letters, a closing mark does not; a straight mark after a space opens."""
    before, after = text[place - 1], text[place + 1 : place + 2]
    if text[place] == "’":
        return not (after.isalnum() or (before == "s" and after == " "))
    return not (text[place] == '"' and before.isspace() and after.isalnum())
