"""Quotation marks: which stretches of a text stand between a pair of them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

# Opening mark → what closes it. Some languages close with the mark that others open with, and typing errors mix
# straight and curly ones. Two apostrophes are how wire services write a double mark.
_CLOSERS = {
    "“": ("”", '"', "“"),
    "„": ("“", "”", '"'),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "”": ("”",),
    '"': ('"', "”", "“"),
    "「": ("」",),
    "『": ("』",),
    "``": ("''",),
    "''": ("''",),
    "‘": ("’",),
    "'": ("'",),
}
_OPENERS = {
    mark: [opening for opening, closers in _CLOSERS.items() if mark in closers]
    for mark in set(chain.from_iterable(_CLOSERS.values()))
}
_ALWAYS_OPEN = frozenset(["“", "„", "«", "「", "『", "``"])
# Of three apostrophes the outer two are the double mark.
_TWO_APOSTROPHES = r"(?:(?<![^\s(\[—–-])''|''(?!'))"
_DOUBLE = re.compile(rf"[\"“”„«»‹›「」『』]|``|{_TWO_APOSTROPHES}")
_SINGLE = re.compile(r"[‘’']")
_SINGLE_OPENING = re.compile(r"(?<![^\s(\[—–-])[‘'](?=\w)")
_DOUBLE_OPENING = re.compile(r"(?<![^\s(\[—–-])(?:[\"”»‹›](?=\w)|''(?=\w))|[“„«「『]|``")
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


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(text: str) -> list[Piece]:
    """Every quoted piece of a text, in order; each lies in one paragraph and none overlap. Linear in the text.

    Marks inside a quotation belong to it. One that is never closed quotes nothing, unless the next paragraph opens
    with the same mark. Single marks are heard only in a text that opens more of them than of double ones.
    """
    marks = _heard(text)
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    found: list[Piece] = []
    continues = False
    for (start, end), following in zip_longest(paragraphs, paragraphs[1:]):
        pairs, dangling = _pairs(text, start, end, marks)
        goes_on = dangling is not None and following is not None and text.startswith(dangling.text, following[0])
        if goes_on and dangling:
            pairs.append(Piece(dangling.end, end, dangling.start, end))
        first_mark = start + len(text[start:end]) - len(text[start:end].lstrip())
        found += [replace(pair, continues=continues and pair.outer_start == first_mark) for pair in _outermost(pairs)]
        continues = goes_on
    return [piece for piece in found if text[piece.start : piece.end].strip()]


def _heard(text: str) -> re.Pattern[str]:
    """The marks that quote in a text: those that open more often."""
    singles = len(_SINGLE_OPENING.findall(text))
    return _SINGLE if singles > len(_DOUBLE_OPENING.findall(text)) else _DOUBLE


def _pairs(text: str, start: int, end: int, marks: re.Pattern[str]) -> tuple[list[Piece], _Mark | None]:
    """What the marks of a paragraph pair up to, nested ones too, and the last one left open.

    A mark that is open when its like opens and closes again was forgotten, not left open for the next paragraph.
    """
    pairs: list[Piece] = []
    opened = _Opened()
    for match in marks.finditer(text, start, end):
        mark = _Mark(match.group(), match.start())
        opening = opened.closed_by(mark) if _may_close(text, mark, end) else None
        if opening:
            pairs.append(Piece(opening.end, mark.start, opening.start, mark.end))
        elif _may_open(text, mark, start, end):
            opened.add(mark)
    return pairs, opened.last if opened.last and opened.last.start not in opened.forgotten else None


class _Opened:
    """The marks open at a place of a paragraph, the innermost last."""

    def __init__(self) -> None:
        self.forgotten: set[int] = set()
        self._marks: list[_Mark] = []
        self._count: Counter[str] = Counter()

    @property
    def last(self) -> _Mark | None:
        return self._marks[-1] if self._marks else None

    def add(self, mark: _Mark) -> None:
        self._marks.append(mark)
        self._count[mark.text] += 1

    def closed_by(self, mark: _Mark) -> _Mark | None:
        """The innermost mark that this one closes, and with it all inside; none where nothing waits for it."""
        if not any(self._count[opening] for opening in _OPENERS.get(mark.text, ())):
            return None
        while True:
            opening = self._marks.pop()
            self._count[opening.text] -= 1
            if mark.text in _CLOSERS[opening.text]:
                if self.last and self.last.text == opening.text:
                    self.forgotten.add(self.last.start)
                return opening


def _outermost(pairs: Iterable[Piece]) -> list[Piece]:
    """Pairs that stand in no other pair, in order."""
    found: list[Piece] = []
    for pair in sorted(pairs, key=lambda pair: (pair.outer_start, -pair.outer_end)):
        if not found or pair.outer_start >= found[-1].outer_end:
            found.append(pair)
    return found


def _may_open(text: str, mark: _Mark, start: int, end: int) -> bool:
    if mark.text not in _CLOSERS or mark.end >= end:
        return False
    if mark.text in _ALWAYS_OPEN:
        return True
    is_before_word = not text[mark.end].isspace()
    return is_before_word and (mark.start == start or bool(_BEFORE_OPENING.match(text, mark.start - 1)))


def _may_close(text: str, mark: _Mark, end: int) -> bool:
    """An apostrophe stands between letters, a closing mark does not; a mark between space and letter opens."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : min(mark.end + 1, end)]
    if mark.text in "’'":
        return not (after.isalnum() or (before == "s" and after == " "))
    if mark.text == "“":
        return not (before.isspace() or after.isalnum())
    return mark.text not in ('"', "''") or not (before.isspace() and after.isalnum())
