"""Sentence boundaries of news text by rules: for languages without a model, and for models without boundaries."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from etl import lexicons

if TYPE_CHECKING:
    from spacy.tokens import Doc

COMPONENT = "news_sentences"

# Some languages close with the mark that others open with; after a wide stop, which needs no space, it opens.
_ONLY_CLOSING = "\"'”’»›)\\]}」』〉》）］"
_CLOSING = _ONLY_CLOSING + "«“"
# Every alternative matches at once whatever follows, so that no text is scanned twice.
_CANDIDATE = re.compile(
    rf"(?P<wide>[。！？｡︒؟۔।॥።။។՞։]+)[{_ONLY_CLOSING}]*|(?P<stop>[.!?…‽]+)[{_CLOSING}]*|(?P<break>\n\s*)"
)
_OPENING = re.compile(r"[\"'“‘„‚«‹»(\[¿¡*•·–—-]{0,4}\s?")
_WORD_BEFORE = re.compile(r"[^\s\"“”„«»()\[\]]+$")
_LONGEST_WORD = 24
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s?\(?(?:\d{1,2}|[A-Za-z])$")
# Languages that write "the 3rd" as "3."
_ORDINAL_STOP = frozenset(
    {"de", "da", "nb", "nn", "no", "fi", "is", "et", "cs", "sk", "sl", "hr", "sr", "pl", "hu", "lv"}
)
_OPENERS = frozenset(
    [
        "the", "a", "an", "in", "on", "at", "it", "its", "he", "she", "they", "we", "you", "i", "his", "her",
        "their", "our", "but", "and", "or", "so", "yet", "if", "as", "after", "before", "since", "when", "while",
        "then", "there", "these", "those", "this", "that", "for", "from", "with", "what", "who", "why", "how",
        "where", "both", "some", "many", "most", "all", "not", "one", "two", "however", "meanwhile", "according",
        "also", "although", "because", "during", "despite", "under", "by", "to", "it's", "he's", "she's", "they're",
        "i'm", "asked", "der", "die", "das", "ein", "eine", "er", "sie", "es", "wir", "im", "le", "la", "les", "un",
        "une", "il", "elle", "ils", "elles", "el", "los", "las", "una", "в", "на", "он", "она", "они", "это", "по",
    ]
)  # fmt: skip


def split(text: str, language: str = "en") -> list[tuple[int, int]]:
    """The sentences of a text as spans without outer whitespace, in order; linear in the text's length.

    A blank line always ends a sentence, and so does a line break before anything but a small letter. Marks that
    close a quotation belong to the sentence they close.
    """
    edges = [0, *_starts(text, language), len(text)]
    spans = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        body = piece.strip()
        if body:
            start += len(piece) - len(piece.lstrip())
            spans.append((start, start + len(body)))
    return spans


def number_at(spans: Sequence[tuple[int, int]], place: int) -> int:
    """The number of the sentence that holds a place, a gap belonging to the one before it; -1 before the first."""
    return bisect_right(spans, place, key=lambda span: span[0]) - 1


def mark(doc: "Doc") -> "Doc":
    """Set the sentence boundaries of a spaCy document by `split`."""
    starts = [start for start, _ in split(doc.text, doc.lang_)]
    return _with_starts(doc, starts, others=-1)


def mark_paragraphs(doc: "Doc") -> "Doc":
    """Let sentences end at blank lines and leave the rest to the model."""
    starts = [match.end() for match in re.finditer(r"\n\s*", doc.text) if "\n" in match.group()[1:]]
    return _with_starts(doc, starts, others=0)


def _with_starts(doc: "Doc", starts: list[int], *, others: int) -> "Doc":
    """Mark the first word at or after each start; all at once, since spaCy's setter scans the whole document."""
    import numpy
    from spacy.attrs import IDX, IS_SPACE, SENT_START

    places, is_space = doc.to_array([IDX, IS_SPACE]).reshape(-1, 2).T
    words = numpy.flatnonzero(is_space == 0)
    firsts = numpy.searchsorted(places[words], starts)
    marks = numpy.full((len(doc), 1), others, dtype="int32")
    marks[words[firsts[firsts < len(words)]]] = 1
    return doc.from_array([SENT_START], marks.astype("uint64"))  # type: ignore[arg-type] # as above


def _starts(text: str, language: str) -> Iterator[int]:
    """Where sentences begin after the first, ascending."""
    last = 0
    for match in _CANDIDATE.finditer(text):
        start = match.end()
        if start < len(text) and start > last and _ends_sentence(text, match, language):
            yield start
            last = start


def _ends_sentence(text: str, match: re.Match[str], language: str) -> bool:
    if match["wide"]:
        return True
    if match["break"]:
        return "\n" in match["break"][1:] or not _first_letter(text, match.end()).islower()
    if not text[match.end()].isspace():
        return False
    first = _first_letter(text, match.end() + 1)
    if first.islower():
        return False
    return match["stop"] != "." or match.end() > match.start() + 1 or _is_full_stop(text, match, first, language)


def _first_letter(text: str, start: int) -> str:
    """The first character after opening marks, or nothing."""
    opening = _OPENING.match(text, start)
    end = opening.end() if opening else start
    return text[end : end + 1]


def _is_full_stop(text: str, match: re.Match[str], first: str, language: str) -> bool:
    """Whether a single stop before a space ends more than an abbreviation or a number."""
    before = _WORD_BEFORE.search(text[max(0, match.start() - _LONGEST_WORD) : match.start()])
    word = before.group() if before else ""
    kind = _abbreviations().get(word.lower())
    if kind == "before_name":
        return False
    if kind == "before_number":
        return not first.isdigit()
    if word.isdigit():
        is_ordinal = len(word) <= 2 and language in _ORDINAL_STOP
        return not is_ordinal and not _LIST_NUMBER.search(text[max(0, match.start() - 5) : match.start()])
    if kind == "anywhere" or len(word) == 1 or _DOTTED.fullmatch(word):
        return _next_word(text, match.end()) in _OPENERS or (not word.isalpha() and not _DOTTED.fullmatch(word))
    return True


def _next_word(text: str, start: int) -> str:
    words = re.match(r"\W{0,6}([\w'’]{1,12})", text[start : start + 20])
    return words.group(1).lower().replace("’", "'") if words else ""


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviation in small letters, without its last stop → kind."""
    return {abbreviation.lower(): kind for kind, abbreviation in lexicons.rows("etl.annotate", "abbreviations.tsv")}
