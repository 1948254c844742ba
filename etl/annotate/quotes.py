"""Quotations with their speakers: which quoted pieces are speech, whose it is, and how that was found.

The road: marks make pieces (`quotations`), a piece stands in a sentence beside an attribution (`speakers`), and both
decide whether it is speech, of what kind, and whose.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Self

from etl.annotate import speakers
from etl.annotate.quotations import Piece, pieces
from etl.annotate.sentences import number_at
from etl.annotate.speakers import Attribution, Cast, Span

# How sure a speaker is, by how it was found; an order, not a probability.
CONFIDENCE = {"name": 0.9, "title": 0.8, "pronoun": 0.6, "carried": 0.5}

# A quoted clause that nothing attributes is taken for speech from this length on; less may be a title or a scare quote.
_MIN_WORDS_ALONE = 6
_MIN_WORDS_REPORTED = 2
_LONGEST_TITLE = 6
_LONGEST_PARTICLE = 3
# In scripts without spaces two characters, or four Thai ones, count as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[\u0e00-\u0eff]{1,4}|[^\W\u3040-\u30ff\u3400-\u9fff]['’\w-]*")
_LEADING = re.compile(r"[\s,:]*")
_CLAUSE_END = re.compile(r"[.,!?…。，！？;—–-][”\"’»)]*$")
_SENTENCE_END = re.compile(r"[.!?。！？](?:[\s”\"’»)]|$)")
_INTRODUCES = re.compile(r"(?:^|[,:：，—–-])\s*$")
_GOES_ON = re.compile(r"[\s,]*(?:and|or|but|und|et|y|и)\b")
_REPORTS = re.compile(r"\s(?:that|whether|if|how|why|dass|que|что)\b")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose a quotation is: offsets of cue and speaker, the full name where known, how it was found."""

    cue: Span | None
    speaker: Span
    name: str | None
    resolution: str

    @property
    def confidence(self) -> float:
        """How sure the speaker is."""
        return CONFIDENCE[self.resolution]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One contiguous piece of speech. Pieces of one quotation share `quote_id`; `content` are offsets."""

    quote_id: str
    kind: str
    content: Span
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A text to find quotations in, with its sentences in order."""

    article_id: str
    text: str
    language: str
    sentences: Sequence[Span]
    pieces: Sequence[Piece] = field(default_factory=list)
    people: Cast = field(default_factory=Cast)

    @classmethod
    def read(cls, article_id: str, text: str, language: str, sentences: Sequence[Span]) -> Self:
        """The story of a text, its quoted pieces and the people it names found."""
        quoted = pieces(text)
        return cls(article_id, text, language, sentences, quoted, speakers.cast(text) if quoted else Cast())

    def sentence_at(self, place: int) -> Span:
        """The sentence that holds a place."""
        number = number_at(self.sentences, place)
        return self.sentences[number] if number >= 0 else (0, place)

    def between(self, before: Piece, piece: Piece) -> str:
        """The writer's words between two pieces."""
        return self.text[before.outer_end : piece.outer_start]


@dataclass(frozen=True, slots=True)
class _Setting:
    """A piece where it stands: the piece before it, the writer's words that lead to it, its attribution."""

    number: int
    piece: Piece
    before: Piece | None
    lead: Span
    said: Attribution | None
    is_said_after: bool


def find(story: Story) -> Iterator[Quotation]:
    """The direct and mixed quotations of a text, in order; none overlap.

    Who spoke last is remembered over scare quotes in the same paragraph, and forgotten at those of another.
    """
    last: Quotation | None = None
    end = 0
    for number, piece in enumerate(story.pieces):
        if piece.outer_start < end:
            continue
        setting = _setting(story, number)
        quotation = (_mixed if _is_mixed(story, setting) else _direct)(story, setting, last)
        if quotation and quotation.content[0] >= end:
            end = quotation.content[1]
            yield quotation
        elif setting.before and "\n" not in story.between(setting.before, piece):
            continue
        last = quotation


def _setting(story: Story, number: int) -> _Setting:
    piece = story.pieces[number]
    before = story.pieces[number - 1] if number else None
    # A model may leave the opening mark to the sentence before.
    sentence_start = min(story.sentence_at(piece.start)[0], piece.outer_start)
    start = max(sentence_start, before.outer_end if before else 0)
    start = max(start, story.text.rfind("\n", start, piece.outer_start) + 1)
    after = _following(story, piece)
    said = after or speakers.before(story.text, start, piece.outer_start, story.language)
    return _Setting(number, piece, before, (start, piece.outer_start), said, after is not None)


def _following(story: Story, piece: Piece) -> Attribution | None:
    """An attribution behind a piece belongs to it unless the piece ends its sentence."""
    rest = story.text[piece.outer_end : piece.outer_end + 3]
    is_ended = story.text[piece.end - 1] in ".。" and not rest.lstrip(" ,—–-")[:1].islower()
    return None if is_ended else speakers.after(story.text, piece.outer_end, story.language)


def _mixed(story: Story, setting: _Setting, last: Quotation | None) -> Quotation | None:
    if not _is_reported(story, setting.piece):
        return None
    quote_id = _identity(story.article_id, setting.piece)
    return Quotation(quote_id, "mixed", _clause(story, setting), _voice(story, setting.said, last, None))


def _direct(story: Story, setting: _Setting, last: Quotation | None) -> Quotation | None:
    continued = _continued(story, setting, last)
    if not _is_speech(story, setting, is_continued=continued is not None):
        return None
    is_same = continued is not None and _is_same(story, setting, continued)
    quote_id = continued.quote_id if continued and is_same else _identity(story.article_id, setting.piece)
    content = _trimmed(story.text, (setting.piece.start, setting.piece.end))
    return Quotation(quote_id, "direct", content, _voice(story, setting.said, last, continued))


def _is_mixed(story: Story, setting: _Setting) -> bool:
    """Whether the writer's own words begin the clause that the quoted words end: he said that the law “is dead”."""
    if not setting.said:
        return False
    lead = story.text[slice(*setting.lead)]
    if setting.is_said_after:
        is_inner = setting.before is not None and setting.lead[0] == setting.before.outer_end
        return not is_inner and bool(_WORD.search(lead)) and not lead.rstrip().endswith((":", "："))
    between = story.text[max(setting.said.cue[1], setting.said.speaker[1]) : setting.lead[1]]
    if not between.strip():
        return not _is_clause(story, setting.piece)
    return bool(_REPORTS.match(between)) or not _INTRODUCES.search(between)


def _clause(story: Story, setting: _Setting) -> Span:
    """The reported clause around a piece: from the cue or the head of the sentence to where the clause ends."""
    assert setting.said is not None
    if setting.is_said_after:
        return _trimmed(story.text, (setting.lead[0], setting.piece.end))
    last = _last_of_clause(story, setting.number)
    start = max(setting.said.cue[1], setting.said.speaker[1])
    return _trimmed(story.text, (start, _clause_end(story, last)))


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
    if _CLAUSE_END.search(story.text[piece.start : piece.end]) or after in ("", ".", ",", ";", "!", "?", "\n"):
        return piece.end
    end = max(piece.end, story.sentence_at(piece.end)[1])
    return max(piece.end, piece.start + len(story.text[piece.start : end].rstrip(" .!?")))


def _continued(story: Story, setting: _Setting, last: Quotation | None) -> Quotation | None:
    """The quotation whose speaker goes on in this piece."""
    if not last or not setting.before:
        return None
    if setting.piece.continues or _is_same(story, setting, last):
        return last
    return last if setting.said is None and _carries_on(story, setting) else None


def _is_same(story: Story, setting: _Setting, last: Quotation) -> bool:
    """Whether a piece is more of the piece before it: “…,” he said, “…”, or over paragraphs."""
    if setting.piece.continues or not setting.before:
        return setting.piece.continues
    between = story.between(setting.before, setting.piece)
    is_one_sentence = "\n" not in between and not _SENTENCE_END.search(between)
    is_first_open = story.text[setting.before.end - 1] not in ".!?" or between.lstrip()[:1] == ","
    is_said_once = setting.said is None or (last.voice is not None and setting.said.cue == last.voice.cue)
    return bool(is_one_sentence and is_first_open and is_said_once and last.voice and last.voice.cue)


def _carries_on(story: Story, setting: _Setting) -> bool:
    """Whether a piece without attribution follows its speaker's piece: in one paragraph, or at the head of the next."""
    assert setting.before is not None
    between = story.between(setting.before, setting.piece)
    return "\n" not in between or not between.strip()


def _is_speech(story: Story, setting: _Setting, *, is_continued: bool) -> bool:
    """Whether a piece in marks is speech: attributed, or else a clause that the writer's words lead to by a mark."""
    words = len(_words(story, setting.piece))
    if setting.said or setting.piece.continues:
        return words > 0
    lead = story.text[slice(*setting.lead)]
    if _WORD.search(lead) and (not _INTRODUCES.search(lead) or _is_title(story, setting.piece)):
        return False
    return words >= (_MIN_WORDS_REPORTED if is_continued else _MIN_WORDS_ALONE) and _is_clause(story, setting.piece)


def _is_reported(story: Story, piece: Piece) -> bool:
    """Whether quoted words inside a reported clause are speech: not a single word, and not the title of a work."""
    return len(_words(story, piece)) >= _MIN_WORDS_REPORTED and not _is_title(story, piece)


def _is_clause(story: Story, piece: Piece) -> bool:
    content = story.text[piece.start : piece.end].strip()
    return bool(_CLAUSE_END.search(content)) or story.text[piece.outer_end : piece.outer_end + 1] in (",", ".")


def _is_title(story: Story, piece: Piece) -> bool:
    """Whether every longer word of a short piece has a capital."""
    words = _words(story, piece)
    longer = [word for word in words if len(word) > _LONGEST_PARTICLE]
    return bool(longer) and len(words) <= _LONGEST_TITLE and all(word[0].isupper() for word in longer)


def _words(story: Story, piece: Piece) -> list[str]:
    return _WORD.findall(story.text, piece.start, piece.end)


def _voice(story: Story, said: Attribution | None, last: Quotation | None, continued: Quotation | None) -> Voice | None:
    if said is None:
        voice = continued.voice if continued else None
        return Voice(None, voice.speaker, voice.name, "carried") if voice else None
    words = story.text[slice(*said.speaker)]
    if speakers.is_pronoun(words, story.language):
        name = last.voice.name if last and last.voice else None
        return Voice(said.cue, said.speaker, name, "pronoun")
    name = story.people.full_name(words, said.speaker[0])
    return Voice(said.cue, said.speaker, name, "name" if name else "title")


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends, and without the marks that lead to it."""
    content = text[slice(*span)]
    leading = _LEADING.match(content)
    start = span[0] + (leading.end() if leading else 0)
    return start, max(start, span[0] + len(content.rstrip()))


def _identity(article_id: str, piece: Piece) -> str:
    return blake2b(f"{article_id}\0{piece.start}".encode(), digest_size=8).hexdigest()
