"""Bylines as names: "By Ada Moss and Ben Ruiz, Harbour Correspondent" holds Ada Moss and Ben Ruiz."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from etl import lexicons
from etl.clean.moments import month_number

_LONGEST = 400
_NAME_LENGTH, _NAME_WORDS = 60, 6
_FURTHER_WORDS = 4  # a piece after a comma that has more words describes the one before

_TAG = re.compile(r"<[^<>]{0,200}>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|@\w+", re.I)
_ASIDE = re.compile(r"(?<=\S)\s*[(（\[][^()（）\[\]]{0,80}[)）\]]")
_EDGES = ' ©\u3000()[]（）【】《》〈〉<>"“”„|*,;:.~•·-–—'
_DETAIL = re.compile(
    r"\s+(?:(?:on|at|in|from|for|für|aus|am|pour|à|para|per|voor)\s+(?=[^\Wa-z])|[\d|]|[–—-]\s).*|\d{4}[-/.年].*",
    re.DOTALL,
)
_BETWEEN = re.compile(r"\s*[,;|/、，；／•·\n\t&]\s*")
_COUNT = re.compile(r"\d+\s")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_]\.?(?= ))?(?: [^\W\d_A-Z]{2,3}(?= ))* [^\W\d_][\w'’-]+")
_WORD = re.compile(r"[^\W\d_]{2}")


@cache
def _lexicon(kind: str) -> frozenset[str]:
    return frozenset(words for entry, words in lexicons.rows("etl.clean", "bylines.tsv") if entry == kind)


@cache
def _any_of(kind: str) -> str:
    """A pattern of the lexicon's entries of a kind, the longest first."""
    return "|".join(re.escape(words) for words in sorted(_lexicon(kind), key=lambda words: (-len(words), words)))


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_any_of('cue')})(?:\s*[:：＝●／/]\s*|\s+(?=[^\Wa-zß-ÿ]))")


@cache
def _role() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of('role')})(?!\w)", re.I)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of('other')})(?!\w)", re.I)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s+)({_any_of('and')}|{_any_of('and').upper()})\s+")


def names(text: str, *, is_shown: bool = False) -> tuple[str, ...]:
    """The names in a byline, in its order, each once; roles, dates and addresses are left out.

    Args:
        text: The byline, its lines parted by line breaks.
        is_shown: Whether readers see it: then places and agencies stand behind names ("Ada Moss, Berlin").
    """
    pieces = list(_pieces(text))
    people = [piece for i, piece in enumerate(pieces) if not _is_description(piece, is_first=i == 0)]
    people = [name for i, name in enumerate(people) if i == 0 or not _is_aside(name, people[0], is_shown=is_shown)]
    return tuple(dict.fromkeys(people or [_before_role(piece) for piece in pieces[:1]]))


def is_written_as_names(text: str) -> bool:
    """Whether all words of the names in a byline are capitals but for particles: so it is no clause of a sentence."""
    words = " ".join(names(text)).split()
    return not any(word[0].islower() and word not in _lexicon("particle") for word in words)


def is_cued(text: str) -> bool:
    """Whether a text begins as bylines do."""
    return without_cue(text) != text


def without_cue(text: str) -> str:
    """A byline without the words that introduce it."""
    # The cue is matched in lower case, what follows it as it is written: "von Anna", but not "von der Leyen".
    head = text[:40]
    cue = _cue().match(head[:1].lower() + head[1:]) or _cue().match(_lowered_words(head))
    return text[cue.end() :] if cue else text


def _lowered_words(head: str) -> str:
    first, space, rest = head.partition(" ")
    if ":" in rest or "：" in rest:
        return head.lower()
    second, gap, others = rest.partition(" ")
    is_pair = f"{first} {second}".lower() in _lexicon("cue")
    return f"{first.lower()}{space}{second.lower() if is_pair else second}{gap}{others}"


def _pieces(text: str) -> Iterator[str]:
    text = _ADDRESS.sub("\n", _TAG.sub(" ", unescape(text[:_LONGEST])))
    text = _ASIDE.sub("", text.strip()).strip(_EDGES + "\n\t")
    if _other().match(text):
        return
    for line in _BETWEEN.split(without_cue(text)):
        for piece in _parted(line):
            name = " ".join(_DETAIL.sub("", without_cue(piece)).strip(_EDGES + "\n\t").split())
            if is_name(name):
                yield name


def _parted(line: str) -> list[str]:
    """A line parted at "and"; one letter ("y", "e") also stands within names, so it parts full names only."""
    parts = [""]
    words = _and().split(line)
    for i, word in enumerate(words):
        if i % 2 == 0:
            parts[-1] += word
        elif len(word) > 1 or min(len(parts[-1].split()), len(words[i + 1].split())) > 1:
            parts.append("")
        else:
            parts[-1] += f" {word} "
    return parts


def is_name(text: str) -> bool:
    """Whether a text can name an author: some letters, not many words, and not what stands for nobody."""
    return (
        len(text) <= _NAME_LENGTH
        and len(text.split()) <= _NAME_WORDS
        and bool(_WORD.search(text))
        and not _COUNT.match(text)
        and text.casefold() not in _lexicon("nobody") | _lexicon("cue")
        and not _other().match(text)
        and month_number(text) is None
    )


def _is_description(piece: str, *, is_first: bool) -> bool:
    words = piece.split()
    is_long = len(words) > _FURTHER_WORDS or any(word[0].isdigit() for word in words)
    return bool(_role().search(piece)) or (is_long and not is_first)


def _is_aside(piece: str, first: str, *, is_shown: bool) -> bool:
    """Whether a piece behind a full name is the place, the degree or the outlet that goes with it."""
    words = piece.split()
    if len(words) == 1:
        return is_shown and " " in first and piece[0].isascii()
    return " " in first and (words[0] == "The" or words[-1].casefold() in _lexicon("outlet"))


def _before_role(piece: str) -> str:
    """The name in "Ada Moss Staff Writer", where no comma parts it from the job."""
    found = _NAME.match(piece)
    return found[0] if found and _role().search(piece, found.end()) else piece
