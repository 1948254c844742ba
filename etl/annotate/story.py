"""A text to find quotations in: its sentences, its quoted pieces, and what the words of a piece look like."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from etl.annotate.quotations import Piece, pieces
from etl.annotate.sentences import number_at

Span = tuple[int, int]

_MIN_WORDS_REPORTED = 2
_LONGEST_TITLE = 6
_LONGEST_PARTICLE = 3
# In scripts without spaces two characters, or four Thai ones, count as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[\u0e00-\u0eff]{1,4}|[^\W\u3040-\u30ff\u3400-\u9fff]['’\w-]*")
CLAUSE_END = re.compile(r"[.,!?…。，！？;—–-][”\"’»)]*$")
_LEADING = re.compile(r"[\s,:]*")


@dataclass(frozen=True, slots=True)
class Story:
    """A text with its sentences and quoted pieces, all in order."""

    article_id: str
    text: str
    language: str
    sentences: Sequence[Span]
    pieces: Sequence[Piece]

    @classmethod
    def read(cls, article_id: str, text: str, language: str, sentences: Sequence[Span]) -> Self:
        """The story of a text, its quoted pieces found."""
        return cls(article_id, text, language, sentences, pieces(text))

    def sentence_at(self, place: int) -> Span:
        """The sentence that holds a place."""
        number = number_at(self.sentences, place)
        return self.sentences[number] if number >= 0 else (0, place)

    def between(self, before: Piece, piece: Piece) -> str:
        """The writer's words between two pieces."""
        return self.text[before.outer_end : piece.outer_start]

    def pieces_in(self, start: int, end: int) -> range:
        """The numbers of the pieces that share a place with a stretch."""
        first = bisect_left(self.pieces, start + 1, key=lambda piece: piece.outer_end)
        return range(first, bisect_left(self.pieces, end, lo=first, key=lambda piece: piece.outer_start))

    def words(self, start: int, end: int) -> list[str]:
        """The words of a stretch."""
        return _WORD.findall(self.text, start, end)

    def is_clause(self, piece: Piece) -> bool:
        """Whether a piece ends as a clause does: with a mark of punctuation, in the marks or right behind them."""
        content = self.text[piece.start : piece.end].strip()
        return bool(CLAUSE_END.search(content)) or self.text[piece.outer_end : piece.outer_end + 1] in (",", ".")

    def is_title(self, piece: Piece) -> bool:
        """Whether every longer word of a short piece has a capital."""
        words = self.words(piece.start, piece.end)
        longer = [word for word in words if len(word) > _LONGEST_PARTICLE]
        return bool(longer) and len(words) <= _LONGEST_TITLE and all(word[0].isupper() for word in longer)

    def is_reported(self, piece: Piece) -> bool:
        """Whether quoted words inside a reported clause are speech: not a single word, and not the title of a work."""
        return len(self.words(piece.start, piece.end)) >= _MIN_WORDS_REPORTED and not self.is_title(piece)

    def trimmed(self, span: Span) -> Span:
        """The span without white space at its ends, and without the marks that lead to it."""
        content = self.text[slice(*span)]
        leading = _LEADING.match(content)
        start = span[0] + (leading.end() if leading else 0)
        return start, max(start, span[0] + len(content.rstrip()))
