"""Direct quotations with their speakers: which quoted pieces are speech, whose it is, and how that was found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from etl.annotate import speakers
from etl.annotate.quotations import Piece, pieces
from etl.annotate.speakers import Attribution, Cast

# How sure a speaker is, by how it was found; an order, not a probability.
CONFIDENCE = {"name": 0.9, "title": 0.8, "pronoun": 0.6, "carried": 0.5}

# A quoted clause that nothing attributes is taken for speech from this length on; less may be a title or a scare quote.
_MIN_WORDS_ALONE = 6
_MIN_WORDS_ATTRIBUTED = 2
_CLAUSE_END = re.compile(r"[.,!?…。，！？;—–-][”\"’»)]*$")
_OPENS_SENTENCE = re.compile(r"[\s(\[…'‘“\"¿¡.-]*(?:[^\W\d_]|\d)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One contiguous piece of speech. `content`, `cue` and `speaker` are offsets; pieces of one share `quote_id`."""

    quote_id: str
    content: tuple[int, int]
    cue: tuple[int, int] | None = None
    speaker: tuple[int, int] | None = None
    speaker_name: str | None = None
    resolution: str | None = None

    @property
    def confidence(self) -> float | None:
        """How sure the speaker is; None without one."""
        return CONFIDENCE[self.resolution] if self.resolution else None


def find(article_id: str, text: str, language: str) -> Iterator[Quotation]:
    """The direct quotations of a text, in order."""
    quoted = pieces(text)
    people = speakers.cast(text) if quoted else Cast(())
    last: Quotation | None = None
    for number, piece in enumerate(quoted):
        before = quoted[number - 1] if number else None
        said = _attribution(text, piece, before, language)
        joined = last if last and before and _is_same(text, before, piece, last, said) else None
        carried = last if said is None and last and before and _carries_on(text, before, piece) else None
        if not _is_speech(text, piece, is_attributed=bool(said or joined or carried)):
            last = last if before and text[before.outer_end : piece.outer_start].find("\n") < 0 else None
            continue
        quote_id = joined.quote_id if joined else _identity(article_id, piece)
        content = _trimmed(text, piece)
        last = _spoken(text, quote_id, content, joined or carried, said, people, last, language)
        yield last


def _attribution(text: str, piece: Piece, before: Piece | None, language: str) -> Attribution | None:
    start = before.outer_end if before else 0
    start = max(start, text.rfind("\n", 0, piece.outer_start) + 1)
    return _following(text, piece, language) or speakers.before(text, start, piece.outer_start, language)


def _following(text: str, piece: Piece, language: str) -> Attribution | None:
    """An attribution behind a piece belongs to it unless the piece ends its sentence."""
    rest = text[piece.outer_end : piece.outer_end + 3]
    is_ended = text[piece.end - 1] in ".。" and not rest.lstrip(" ,—–-")[:1].islower()
    return None if is_ended else speakers.after(text, piece.outer_end, language)


def _is_same(text: str, before: Piece, piece: Piece, last: Quotation, said: Attribution | None) -> bool:
    """Whether a piece goes on with the quotation of the piece before it: “…,” he said, “…”, or over paragraphs."""
    if piece.continues:
        return True
    between = text[before.outer_end : piece.outer_start]
    is_one_sentence = "\n" not in between and not re.search(r"[.!?](?:\s|$)", between)
    is_first_open = text[before.end - 1] not in ".!?" or between.lstrip()[:1] == ","
    return bool(is_one_sentence and is_first_open and last.cue and (said is None or said.cue == last.cue))


def _carries_on(text: str, before: Piece, piece: Piece) -> bool:
    """Whether a piece without attribution follows its speaker's piece: in one paragraph, or at the head of the next."""
    between = text[before.outer_end : piece.outer_start]
    return "\n" not in between or (not between.strip() and piece.outer_start > 0)


def _is_speech(text: str, piece: Piece, *, is_attributed: bool) -> bool:
    content = text[piece.start : piece.end].strip()
    words = len(re.findall(r"\w+", content))
    if piece.continues:
        return True
    is_clause = bool(_CLAUSE_END.search(content)) or text[piece.outer_end : piece.outer_end + 1] in (",", ".")
    if is_attributed:
        opening = _OPENS_SENTENCE.match(content)
        starts = bool(opening and not opening.group()[-1].islower())
        return words >= _MIN_WORDS_ATTRIBUTED and (starts or bool(_CLAUSE_END.search(content)))
    return words >= _MIN_WORDS_ALONE and is_clause and not content[0].islower()


def _spoken(
    text: str,
    quote_id: str,
    content: tuple[int, int],
    carried: Quotation | None,
    said: Attribution | None,
    people: Cast,
    last: Quotation | None,
    language: str,
) -> Quotation:
    if said is None:
        if carried is None or carried.speaker is None:
            return Quotation(quote_id, content)
        return Quotation(quote_id, content, None, carried.speaker, carried.speaker_name, "carried")
    words = text[slice(*said.speaker)]
    if speakers.is_pronoun(words, language):
        name = last.speaker_name if last else None
        return Quotation(quote_id, content, said.cue, said.speaker, name, "pronoun")
    name = people.full_name(words, said.speaker[0])
    return Quotation(quote_id, content, said.cue, said.speaker, name, "name" if name else "title")


def _trimmed(text: str, piece: Piece) -> tuple[int, int]:
    content = text[piece.start : piece.end]
    start = piece.start + len(content) - len(content.lstrip())
    return start, start + len(content.strip())


def _identity(article_id: str, piece: Piece) -> str:
    return blake2b(f"{article_id}\0{piece.start}".encode(), digest_size=8).hexdigest()
