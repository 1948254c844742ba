"""What places the words of a mention may mean, by the gazetteer and `regions.tsv`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from etl import lexicons
from etl.annotate.places import gazetteer
from etl.annotate.places.gazetteer import Place, fold

_CITY = re.compile(r"City (?:Attorney|Clerk|Commission|Council|Court|Hall|Manager|Mayor|Police|School)")
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_OF = re.compile(r" (?:of|in|at) ")
# A lake bears the name of what lies on it: Lake Urmia.
_LAKE = re.compile(r"(?:Lake|Loch|Lough) ")
# What a county's name ends with is no part of it, but cannot be left out of a generic one: Lake County.
_COUNTY = re.compile(r" (?:county|parish)$")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]{0,4}\.(?: ?[A-Z][A-Za-z]{0,3}\.)*|[A-Z]{2,3}")
# Letters that stand for a name are no town: U.N., NATO.
_LETTERS = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{2,4}")
# What bears the name of a place that may lie elsewhere.
_STREET = re.compile(
    r"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Boulevard|Blvd\.?|Highway|Hotel|Theatre|Theater|Square)$"
)
# A region's people are not counted; it is as well known as a big city.
_REGION = 1_000_000
_MOST_WORDS = 4
# No name of the gazetteer is longer, in characters.
_LONGEST = 60


def meanings(text: str) -> tuple[Place, ...]:
    """The places that a mention may mean: those of its whole name, else those of the name that it holds.

    What is written without a capital is no name: city hall.
    """
    if len(text) > _LONGEST or text.islower():
        return ()
    if found := abbreviation(text):
        return (found,)
    if _LETTERS.fullmatch(text):
        return ()
    listed, whole = _listed(), fold(text)
    for name in _wholes(whole):
        if name in listed and not listed[name]:
            return ()
        if name != whole and name.title() in lexicon("generic") and not _COUNTY.search(whole):
            continue
        others = () if is_street(text) else gazetteer.find(name)
        if places := (*listed.get(name, ()), *others):
            return places
    return ()


def is_street(text: str) -> bool:
    """Whether a name is that of a street or a house, which bears the name of any place."""
    return bool(_STREET.search(text))


def cores(name: str, *, is_part: bool) -> Iterator[str]:
    """What a folded name is without words for a part of a place, and inside another name without those for its kind."""
    words = name.split(" ") if len(name) <= _LONGEST else []
    while len(words) > 1 and words[0] in lexicon("before"):
        words = words[2:] if words[1] == "of" and len(words) > 2 else words[1:]
        yield " ".join(words)
    if is_part and len(words) > 1 and words[-1] in lexicon("after"):
        yield " ".join(words[:-1])


def is_nowhere(text: str) -> bool:
    """Whether a name has no one country: a sea, a continent, what several states hold."""
    listed = _listed()
    return len(text) <= _LONGEST and any(name in listed and not listed[name] for name in _wholes(fold(text)))


def parts(text: str) -> Iterator[tuple[str, int, int]]:
    """The names that a longer name may hold, as they stand in it: its first words, and those after "of" and "Lake"."""
    lake = _LAKE.match(text)
    starts = [0, *([lake.end()] if lake else []), *(match.end() for match in _OF.finditer(text))]
    for start in starts:
        ends = [match.end() for match in islice(_WORD.finditer(text, start), _MOST_WORDS)]
        for end in reversed(ends):
            part = text[start:end]
            if part[0].isupper() and part not in lexicon("generic") and not _CITY.match(text, end - len("City")):
                yield part, start, end


def abbreviation(text: str) -> Place | None:
    """The region that an abbreviation stands for, as written: "Ill.", "B.C.", "TX"."""
    return _abbreviations().get(text) if _ABBREVIATION.fullmatch(text) else None


def _wholes(name: str) -> Iterator[str]:
    """A folded name, then what is left of it without words that tell the kind of place or the part of it."""
    yield name
    words = name.split(" ")
    while len(words) > 1 and words[-1] in lexicon("after"):
        words = words[:-1]
        yield " ".join(words)
    while len(words) > 1 and words[0] in lexicon("before"):
        words = words[2:] if words[1] == "of" and len(words) > 2 else words[1:]
        yield " ".join(words)


@cache
def lexicon(kind: str) -> frozenset[str]:
    """The words of `words.tsv` of a kind, as its header says."""
    rows = lexicons.rows("etl.annotate.places", "words.tsv")
    return frozenset(word for own, found in rows if own == kind for word in found.split("|"))


@cache
def _listed() -> Mapping[str, tuple[Place, ...]]:
    """Folded name → the place of `regions.tsv`, none where it has no one country."""
    return {
        fold(text): () if region == "-" else (_region(region, "R" if number or "." not in region else "A", text),)
        for region, texts in _regions()
        for number, text in enumerate(texts)
        if not _ABBREVIATION.fullmatch(text)
    }


@cache
def _abbreviations() -> Mapping[str, Place]:
    return {
        text: _region(region, "A", texts[0])
        for region, texts in _regions()
        for text in texts
        if _ABBREVIATION.fullmatch(text)
    }


def _regions() -> Iterator[tuple[str, list[str]]]:
    rows = lexicons.rows("etl.annotate.places", "regions.tsv")
    return ((region, texts.split("|")) for region, texts in rows)


def _region(code: str, kind: str, name: str) -> Place:
    return Place(code[:3], code, kind, _REGION, name, is_main=True)
