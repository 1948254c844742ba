"""The open training data, each source read into texts with named spans, under one set of labels.

Sources disagree about what a name is. Here a country, region or place is LOC also where it acts ("Moscow said"), a
people or its adjective is NORP by the tables of `etl.annotate`, titles stay outside of PERSON, and events, works and
products are no names. Where a source does not tell, a span is `UNKNOWN` and the model learns nothing from it.
"""

import csv
import gzip
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path

from etl import lexicons
from etl.annotate.countries import NO_MENTION
from etl.annotate.mentions import countries

UNKNOWN = "?"
LABELS = ("LOC", "NORP", "ORG", "PERSON")

# Each source's own labels; those that are missing here are no names to us.
_UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
_REDOCRED = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
_WNUT = {"person": "PERSON", "location": "LOC", "corporation": "ORG", "group": "ORG"}
_GMB = {"per": "PERSON", "org": "ORG", "geo": "LOC", "gpe": "LOC"}
_GUM = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
_CROSSNER = {
    "person": "PERSON",
    "writer": "PERSON",
    "musicalartist": "PERSON",
    "scientist": "PERSON",
    "researcher": "PERSON",
    "organisation": "ORG",
    "university": "ORG",
    "band": "ORG",
    "magazine": "ORG",
    "academicjournal": UNKNOWN,
    "location": "LOC",
    "country": "LOC",
    "astronomicalobject": UNKNOWN,
    "conference": UNKNOWN,
}
_PARTICLES = frozenset(["al", "el", "de", "van", "von", "bin", "ibn", "da", "di", "le", "la"])
_NO_SPACE_BEFORE = frozenset(".,;:?!%)]}'") | {"'s", "n't", "'re", "'ve", "'m", "'ll", "'d", "...", "''"}
_NO_SPACE_AFTER = frozenset("([{$#")
# Organisations of states are no places, whatever a source says.
_BLOCS = frozenset({"EU", "E.U.", "European Union", "UN", "U.N.", "United Nations", "NATO", "African Union", "ASEAN"})
# A label is put right by the corpus's own majority where a form stands this often and this clearly.
_MIN_VOTES = 4
_MIN_SHARE = 0.6
_NAME = re.compile(r"[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*)*")


@dataclass(frozen=True, slots=True)
class Named:
    """A text with its names: `spans` are (start, end, label), in order and without overlap.

    `key` is the identity of the sentence in a treebank, where it has one; `sentences` are the places where sentences
    begin, where they are known.
    """

    text: str
    spans: tuple[tuple[int, int, str], ...]
    key: str | None = None
    sentences: tuple[int, ...] = ()


def read(data: Path) -> Iterator[tuple[str, Named]]:
    """Every labelled text of the training data, with the name of its source."""
    for source, texts in _sources(data).items():
        for text in texts:
            yield source, conform(text)


def _sources(data: Path) -> dict[str, Iterable[Named]]:
    return {
        "ewt": _jsonl(data / "uner_english_ewt-train.jsonl.gz", _UNER),
        "gum": _gum(data / "gum_entities-train.jsonl.gz"),
        "wikigold": _jsonl(data / "wikigold.jsonl.gz", _UNER),
        "redocred": _jsonl(data / "redocred_ner.jsonl.gz", _REDOCRED),
        "crossner": _jsonl(data / "crossner_other_domains.jsonl.gz", _CROSSNER),
        "wnut": _jsonl(data / "wnut17-train.jsonl.gz", _WNUT),
        "gmb": _gmb(data / "gmb_ner_dataset.csv.zip"),
    }


def conform(named: Named) -> Named:
    """The same text under our conventions: titles off, peoples and countries by the tables."""
    spans = [_trimmed(named.text, span) for span in named.spans]
    spans = [span for span in spans if span[0] < span[1]]
    for known in countries(named.text, "en"):
        if known.name.label == NO_MENTION:
            continue
        label = "NORP" if known.name.label == "NORP" else "LOC"
        over = [span for span in spans if span[0] < known.end and known.start < span[1]]
        if not over:
            spans.append((known.start, known.end, label))
        elif over == [(known.start, known.end, over[0][2])] and over[0][2] != "PERSON":
            spans[spans.index(over[0])] = (known.start, known.end, label)
    spans = [(start, end, "ORG" if named.text[start:end] in _BLOCS else label) for start, end, label in spans]
    return replace(named, spans=tuple(sorted(spans)))


def _trimmed(text: str, span: tuple[int, int, str]) -> tuple[int, int, str]:
    """A person without titles, a place or organisation without small words before it."""
    start, end, label = span
    for word in re.finditer(r"\S+\s*", text[start:end]):
        bare = word.group().strip().rstrip(".")
        is_title = bare.lower() in _titles()
        is_small = bare.islower() and bare not in _PARTICLES
        if not (is_small or (is_title and label == "PERSON")):
            start += word.start()
            break
    else:
        return (end, end, label) if label == "PERSON" else span
    return start, end, label


def _jsonl(path: Path, labels: Mapping[str, str]) -> Iterator[Named]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found = ((e["start"], e["end"], labels[e["label"]]) for e in row["entities"] if e["label"] in labels)
            yield Named(row["text"], _apart(found), key=row["id"])


def _gum(path: Path) -> Iterator[Named]:
    """Proper names only, without their descriptions; documents under open licences alone, sentence by sentence."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["license"] != "open":
                continue
            names = [
                (e["start"], e["end"], _GUM.get(e["label"], UNKNOWN if e["label"] in ("object", "abstract") else "-"))
                for e in row["entities"]
                if e["proper"]
            ]
            for number, (start, end) in enumerate(row["sentences"], 1):
                inside = [
                    (first - start, last - start, label)
                    for first, last, label in names
                    if start <= first and last <= end and label != "-" and _is_name(row["text"][first:last])
                ]
                yield Named(row["text"][start:end], _apart(inside), key=f"{row['id']}-{number}")


def _is_name(text: str) -> bool:
    return len(text.split()) <= 8 and text[:1].isupper() and "," not in text


def _apart(spans: Iterable[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    """The longest of spans that overlap, in order."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _gmb(path: Path) -> Iterator[Named]:
    """The Groningen Meaning Bank, its labels put right where its own majority or the tables know better."""
    sentences = [conform(sentence) for sentence in _gmb_sentences(path)]
    votes = _votes(sentences)
    for sentence in sentences:
        yield _voted(sentence, votes)


def _gmb_sentences(path: Path) -> Iterator[Named]:
    with zipfile.ZipFile(path) as archive, archive.open("ner_dataset.csv") as file:
        rows = csv.reader(io.TextIOWrapper(file, encoding="cp1252", errors="replace", newline=""))
        next(rows)
        number = 0
        numbered = []
        for first, word, _, tag in rows:
            number += bool(first)
            numbered.append((number, word, tag or "O"))
    seen = set()
    for _, tokens in groupby(numbered, key=lambda row: row[0]):
        text, places = _detokenized(words := [(word, tag) for _, word, tag in tokens])
        if text not in seen:
            seen.add(text)
            yield Named(text, tuple(_bio(places, [tag for _, tag in words])))


def _bio(places: list[tuple[int, int]], tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Spans of tags; neighbouring pieces of one person are one, for the source cuts them behind a title."""
    start, end, kind = 0, 0, "O"
    for (first, last), tag in [*zip(places, tags, strict=True), ((0, 0), "O")]:
        name = tag[2:]
        is_same = kind == name and (tag[:1] == "I" or name == "per")
        if tag != "O" and is_same:
            end = last
            continue
        if kind in _GMB:
            yield start, end, _GMB[kind]
        start, end, kind = first, last, name or "O"


def _detokenized(words: list[tuple[str, str]]) -> tuple[str, list[tuple[int, int]]]:
    """The sentence as it is written, and the place of each word in it."""
    text, places, is_open = "", [], False
    glue = True
    for word, _ in words:
        if word == '"':
            is_open = not is_open
        is_closing = word == '"' and not is_open
        if not (glue or word in _NO_SPACE_BEFORE or is_closing):
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
        glue = word in _NO_SPACE_AFTER or (word == '"' and is_open)
    return text, places


def _votes(sentences: Iterable[Named]) -> dict[str, str]:
    """Form → the label that most of its occurrences have, `O` counting as one."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for start, end, label in sentence.spans:
            counts[sentence.text[start:end]][label] += 1
    for sentence in sentences:
        covered = [(start, end) for start, end, _ in sentence.spans]
        for match in _NAME.finditer(sentence.text):
            if match.group() in counts and not any(a < match.end() and match.start() < b for a, b in covered):
                counts[match.group()]["O"] += 1
    found = {}
    for form, labels in counts.items():
        label, votes = labels.most_common(1)[0]
        if labels.total() >= _MIN_VOTES:
            found[form] = label if votes / labels.total() >= _MIN_SHARE else UNKNOWN
    return found


def _voted(sentence: Named, votes: Mapping[str, str]) -> Named:
    spans = []
    for start, end, label in sentence.spans:
        voted = votes.get(sentence.text[start:end], label)
        if voted != "O":
            spans.append((start, end, voted))
    for match in _NAME.finditer(sentence.text):
        voted = votes.get(match.group(), "O")
        is_free = not any(a < match.end() and match.start() < b for a, b, _ in spans)
        if is_free and voted != "O":
            spans.append((match.start(), match.end(), voted))
    return replace(sentence, spans=tuple(sorted(spans)))


@cache
def _titles() -> frozenset[str]:
    return frozenset(title for (title,) in lexicons.rows("infra.model", "titles.txt"))
