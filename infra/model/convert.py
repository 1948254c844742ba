"""Texts and treebanks as spaCy's binary documents, with variations of how news is set, some held out to choose by.

The order and every choice come from hashes of the texts, so the same data give the same files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from infra.model.corpora import UNKNOWN, Named
from infra.model.treebanks import Tree

# One text in so many is held out.
_HELD_OUT = 25
# Sentences that stand alone in their source are read in paragraphs, as news is.
_PARAGRAPH = 4
# Out of a hundred texts, how many stand in capitals as headlines and datelines do, and in small letters as on the web.
_IN_CAPITALS = 4
_IN_SMALL = 3
_CURLY = str.maketrans({"'": "’"})


def is_held_out(text: str) -> bool:
    """Whether a text is kept from training."""
    return _hash(text) % _HELD_OUT == 0


def labelled(named: Named, nlp: Language) -> Doc:
    """A text under the pipeline's own words; what an edge of a name cuts is unknown."""
    doc = nlp.make_doc(named.text)
    spans: list[Span] = []
    unsure: set[int] = set()
    for start, end, label in named.spans:
        span = doc.char_span(start, end, label)
        if span is None or label == UNKNOWN:
            unsure.update(word.i for word in doc.char_span(start, end, alignment_mode="expand") or ())
        else:
            spans.append(span)
    kept = filter_spans(spans)
    unsure -= {word.i for span in kept for word in span}
    doc.set_ents(kept, missing=[doc[place : place + 1] for place in sorted(unsure)], default="outside")
    if named.sentences:
        starts = set(named.sentences)
        for word in doc:
            word.is_sent_start = word.idx in starts
    return doc


def paragraphs(sentences: Iterable[Named]) -> Iterator[Named]:
    """Sentences as texts of a few, some with a blank line between them."""
    rest = iter(sentences)
    while batch := list(islice(rest, _PARAGRAPH)):
        gap = "\n\n" if _hash(batch[0].text) % 3 == 0 else " "
        text = ""
        spans: list[tuple[int, int, str]] = []
        starts: list[int] = []
        for sentence in batch:
            text += gap if text else ""
            starts.append(len(text))
            spans.extend((start + len(text), end + len(text), label) for start, end, label in sentence.spans)
            text += sentence.text
        yield Named(text, tuple(spans), sentences=tuple(starts))


def as_set(named: Named) -> Named:
    """The text as it is, in capitals, in small letters, or with the marks of a printed page, by its hash."""
    lot = _hash(named.text, "case") % 100
    if lot < _IN_CAPITALS and len(named.text.upper()) == len(named.text):
        return replace(named, text=named.text.upper())
    if lot < _IN_CAPITALS + _IN_SMALL and len(named.text.lower()) == len(named.text):
        return replace(named, text=named.text.lower())
    return replace(named, text=curly(named.text)) if lot % 2 else named


def in_other_case(named: Named) -> Named:
    """The text in capitals, or three times out of four in small letters, as on the web, where that changes no place."""
    text = named.text.upper() if _hash(named.text, "other") % 4 == 0 else named.text.lower()
    return replace(named, text=text) if len(text) == len(named.text) else named


def curly(text: str) -> str:
    """Straight marks as typographic ones; those of quotation alternate."""
    pieces = text.split('"')
    marks = ("“", "”")
    return "".join(
        piece + (marks[place % 2] if place < len(pieces) - 1 else "") for place, piece in enumerate(pieces)
    ).translate(_CURLY)


def set_trees(batch: Sequence[Tree]) -> Sequence[Tree]:
    """Half of the documents of a treebank with typographic marks."""
    if _hash(batch[0].key, "marks") % 2:
        return batch
    words = curly("\0".join(row[0] for tree in batch for row in tree.rows)).split("\0")
    rows = iter(words)
    for tree in batch:
        tree.rows = [(next(rows), *row[1:]) for row in tree.rows]
    return batch


def _hash(text: str, salt: str = "") -> int:
    return int.from_bytes(blake2b(f"{salt}\0{text}".encode(), digest_size=4).digest(), "big")
