"""According to whom: the words that name the source of a sentence, and what stands on either side of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.annotate.syntax import DASHES, Span, offsets, phrase, relation, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_PAUSES = DASHES | {","}
# No name behind "according to" is longer, counted in words.
_LONGEST_NAME = 20
# Fewer words before "according to" only join the sentence to the one before.
_FEWEST_WORDS = 2
# So many words behind a comma may lead to the head of an apposition.
_HEAD = 4


@dataclass(frozen=True, slots=True)
class According:
    """Offsets of "according to", of the source behind it, and of what is said, in two pieces where it is parted."""

    cue: Span
    speaker: Span
    content: tuple[Span, ...]


def to_whom(word: "Token") -> According | None:
    """What stands before "according to X", behind it where it opens the sentence, on both sides where it parts it."""
    doc, sentence = word.doc, word.sent
    first = next((part for part in doc[word.i + 2 : sentence.end] if any(map(str.isalnum, part.text))), None)
    if first is None or doc[word.i + 1].lower_ != "to":
        return None
    name = _named_behind(first)
    breaks = (place + 1 for place in range(word.i - 1, sentence.start, -1) if doc[place].text in (";", ":"))
    opening = next(breaks, sentence.start)
    is_joined = sum(part.is_alpha for part in doc[opening : word.i]) < _FEWEST_WORDS  # but, according to …
    before = None if is_joined else trimmed(doc, opening, word.i - 1)
    start = _goes_on(first, name, is_opening=before is None)
    behind = trimmed(doc, start, sentence.end - 1)
    speaker = first.idx, max(min(phrase(name)[1], offsets(first, doc[start - 1])[1]), offsets(first, first)[1])
    content = [part for part in (before, behind) if part]
    return According(offsets(word, doc[word.i + 1]), speaker, tuple(content)) if content else None


def _goes_on(first: "Token", name: "Token", *, is_opening: bool) -> int:
    """Where the sentence goes on behind "according to" and a name; its end where its verb has been."""
    doc, sentence = first.doc, first.sent
    if not is_opening and not any(word.head == word for word in doc[first.i : sentence.end]):
        return int(sentence.end)
    pauses = (
        place for place in range(first.i, min(first.i + _LONGEST_NAME, sentence.end)) if doc[place].text in _PAUSES
    )
    pause = next((place for place in pauses if not _is_told_of(name, doc[place + 1 : place + 1 + _HEAD])), None)
    if pause is not None:
        return pause + 1
    return min(name.right_edge.i + 1, sentence.end) if is_opening else int(sentence.end)


def _is_told_of(name: "Token", words: "Words") -> bool:
    """Whether the words behind a comma say who a name is: according to Rowe, the mayor, …."""
    return any(relation(word) == "apposition" and word.head == name for word in words)


def _named_behind(first: "Token") -> "Token":
    """The head of the phrase that a word opens."""
    word = first
    while (
        word.head.i > word.i
        and word.head.i - first.i < _LONGEST_NAME
        and relation(word) not in ("oblique", "adverbial", "root")
    ):
        word = word.head
    return word
