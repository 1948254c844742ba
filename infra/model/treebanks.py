"""Universal Dependencies treebanks as spaCy documents: words, tags, features, lemmas, heads, sentences."""

import gzip
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from infra.model.corpora import UNKNOWN, Named

Row = tuple[str, str, str, str, str, str]

# Sentences of a document that are learned from at once.
_SENTENCES = 12
_STRAIGHT = str.maketrans("“”’", '""\'')
_PARAGRAPH = ("\n\n", "_SP", "SPACE", "", "\n\n", "dep")
# The features that news annotation asks for; the treebanks' notes on style, spelling and numerals are left out.
_FEATURES = frozenset(
    [
        "Case", "Definite", "Degree", "Gender", "Mood", "Number", "NumType", "Person", "Polarity", "Poss", "PronType",
        "Reflex", "Tense", "VerbForm", "Voice",
    ]
)  # fmt: skip


@dataclass(slots=True)
class Tree:
    """One sentence: its id, whether a document or paragraph begins with it, and rows of words.

    A row is word, XPOS, UPOS, features, lemma, relation; `heads` are 0-based, a root its own.
    """

    key: str = ""
    starts_document: bool = False
    starts_paragraph: bool = False
    rows: list[Row] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)


def batches(path: Path) -> Iterator[list[Tree]]:
    """The sentences of a treebank in runs of some that follow one another in one text."""
    batch: list[Tree] = []
    for tree in trees(path):
        if batch and (tree.starts_document or len(batch) == _SENTENCES):
            yield batch
            batch = []
        batch.append(tree)
    if batch:
        yield batch


def trees(path: Path) -> Iterator[Tree]:
    """The sentences of a `.conllu.gz` file. Empty nodes are left out, words of a contraction stand for themselves."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        tree, merged = Tree(), (0, 0, False)
        for line in map(str.rstrip, lines):
            if not line:
                yield tree
                tree, merged = Tree(), (0, 0, False)
            elif line.startswith("#"):
                tree.key = line.partition("= ")[2] if line.startswith("# sent_id") else tree.key
                tree.starts_document |= line.startswith("# newdoc")
                tree.starts_paragraph |= line.startswith("# newpar")
            else:
                merged = _add(tree, line.split("\t"), merged)


def _add(tree: Tree, cells: list[str], merged: tuple[int, int, bool]) -> tuple[int, int, bool]:
    """Add a word. Returns the contraction in force: its first and last word, and whether a space follows it."""
    number, word, lemma, upos, xpos, features, head, relation, _, misc = cells
    has_space = "SpaceAfter=No" not in misc
    if "-" in number:
        first, _, last = number.partition("-")
        return int(first), int(last), has_space
    if "." in number:
        return merged
    place = int(number)
    if merged[0] <= place <= merged[1]:
        has_space = merged[2] and place == merged[1]
    kept = "|".join(pair for pair in features.split("|") if pair.partition("=")[0] in _FEATURES)
    tree.rows.append((word, xpos, upos, kept, lemma, relation))
    tree.heads.append(int(head) - 1 if head != "0" else place - 1)
    tree.spaces.append(has_space)
    return merged


def document(batch: Sequence[Tree], names: Mapping[str, Named], vocab: Vocab) -> Doc:
    """Sentences as one document, in which the break of a paragraph is a word of its own."""
    rows: list[Row] = []
    heads: list[int] = []
    spaces: list[bool] = []
    starts: list[int] = []
    for tree in batch:
        if rows and tree.starts_paragraph:
            spaces[-1] = False
            heads.append(len(rows) - 1)
            rows.append(_PARAGRAPH)
            spaces.append(False)
        starts.append(len(rows))
        heads.extend(len(rows) + head for head in tree.heads)
        rows.extend(tree.rows)
        spaces.extend([*tree.spaces[:-1], True])
    words, tags, pos, features, lemmas, relations = map(list, zip(*rows, strict=True))
    doc = Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=tags,
        pos=pos,
        morphs=features,
        lemmas=lemmas,
        heads=heads,
        deps=relations,
    )
    _name(
        doc, [(start, start + len(tree.rows), names.get(tree.key)) for start, tree in zip(starts, batch, strict=True)]
    )
    return doc


def _name(doc: Doc, sentences: Iterable[tuple[int, int, Named | None]]) -> None:
    """Set the names of the sentences (first word, last word exclusive); words of sentences without are unknown."""
    spans: list[Span] = []
    unknown: list[Span] = []
    for first, last, named in sentences:
        found = _aligned(doc[first:last], named) if named else None
        if found is None:
            unknown.append(doc[first:last])
            continue
        for start, end, label in found:
            span = Span(doc, first + start, first + end, label)
            (unknown if label == UNKNOWN else spans).append(span)
    doc.set_ents(spans, missing=unknown, default="outside")


def _aligned(sentence: Span, named: Named) -> list[tuple[int, int, str]] | None:
    """Spans of a text as spans of words, letters counted without white space; None where the letters differ."""
    if _letters(named.text) != _letters(sentence.text):
        return None
    edges = [0, *accumulate(len(_letters(word.text)) for word in sentence)]
    found = []
    for start, end, label in named.spans:
        first = bisect_right(edges, len(_letters(named.text[:start]))) - 1
        last = bisect_left(edges, len(_letters(named.text[:end])))
        found.append((first, last, label))
    return found


def _letters(text: str) -> str:
    """A text without white space, its quotation marks straight."""
    return "".join(text.split()).translate(_STRAIGHT)
