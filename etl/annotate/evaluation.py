"""How well a model finds people, organisations and places in labelled texts, as the stage would store them."""

import gzip
import json
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.annotate import model
from etl.annotate.annotation import annotate_articles
from etl.errors import InputError
from etl.records import Article, Mention

# Labels of the common schemes → the ones that are scored; what is not here is not scored.
LABELS = {"PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
SCORED = ("PERSON", "ORG", "LOC")
ALL = "all"

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its entities: offsets in code points, end exclusive, and one of the labels that are scored."""

    text: str
    entities: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Score:
    """Spans of one label, or of all: in the gold, found, and right, that is found exactly with their label."""

    label: str
    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; null where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found; null where the gold has none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; null where there is nothing to find and nothing found."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One model over a set of labelled texts; `seconds` are those of annotation alone, the model once loaded."""

    model: str
    scores: tuple[Score, ...]
    documents: int
    words: int
    seconds: float


def read(paths: Sequence[Path], labels: Mapping[str, str] | None = None) -> Iterator[Labelled]:
    """Documents of JSONL files, gzipped or not: `text`, and `entities` as a list of `start`, `end`, `label`.

    `labels` says which further labels of the files stand for which of `LABELS`; entities of others are left out.

    Raises:
        InputError: a line is no such document, with file and line, a file has none, or a label is not known.
    """
    known = LABELS | {label: _scored(stated) for label, stated in (labels or {}).items()}
    for path in paths:
        number = 0
        for number, line in enumerate(_lines(path), 1):
            try:
                document = _labelled(json.loads(line), known)
            except ValueError as error:
                raise InputError(f"{path} line {number} is no labelled document: {error}") from error
            yield document
        if not number:
            raise InputError(f"{path} is empty: it should hold one labelled document a line")


def evaluate(documents: Iterable[Labelled], name: str, language: str) -> Evaluation:
    """Annotate documents in a language by a model, or by `rules`, and count what is right.

    Raises ModelError where the model is missing or does not load.
    """
    counts: Counter[tuple[str, str]] = Counter()
    number = words = 0
    seconds = 0.0
    _annotate(_article("Moscow.", language), name)  # loads the model and the tables, which is not to be timed
    for document in documents:
        article = _article(document.text, language)
        started = time.perf_counter()
        mentions = _annotate(article, name)
        seconds += time.perf_counter() - started
        number += 1
        words += article.word_count
        counts.update(_counts(document.entities, frozenset(map(_span, mentions))))
    return Evaluation(model.version(name), tuple(_scores(counts)), number, words, seconds)


def _annotate(article: Article, name: str) -> list[Mention]:
    """The mentions of labels that are scored, by one model whatever its own language is."""
    rows = annotate_articles([article], models=(f"{article.language}={name}",))
    return [row for row in rows if isinstance(row, Mention) and row.label in LABELS]


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
            yield from lines
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path} is no whole gzip file: {error}") from error


def _scored(label: str) -> str:
    if label not in LABELS:
        raise InputError(f"labels are mapped to {', '.join(SCORED)}, not to {label!r}")
    return LABELS[label]


def _labelled(row: Any, labels: Mapping[str, str]) -> Labelled:
    text, entities = (row.get("text"), row.get("entities")) if isinstance(row, dict) else (None, None)
    if not (isinstance(text, str) and isinstance(entities, list)):
        raise ValueError('it should be {"text": "…", "entities": [{"start": 0, "end": 5, "label": "ORG"}]}')
    spans = [_entity(entity, len(text)) for entity in entities]
    return Labelled(text, frozenset((start, end, labels[label]) for start, end, label in spans if label in labels))


def _entity(entity: Any, length: int) -> Span:
    start, end, label = map(entity.get, ("start", "end", "label")) if isinstance(entity, dict) else (None, None, None)
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(label, str)):
        raise ValueError(f"an entity has start, end and label, not {json.dumps(entity, ensure_ascii=False)[:80]}")
    if not 0 <= start < end <= length:
        raise ValueError(f"entity {start}–{end} is not in its {length} characters")
    return start, end, label


def _span(mention: Mention) -> Span:
    return mention.start_char, mention.end_char, LABELS[mention.label]


def _counts(gold: frozenset[Span], found: frozenset[Span]) -> Iterator[tuple[str, str]]:
    """Label and kind of every span to count."""
    for kind, spans in (("gold", gold), ("found", found), ("right", gold & found)):
        yield from ((label, kind) for _, _, label in spans)


def _scores(counts: Counter[tuple[str, str]]) -> Iterator[Score]:
    for label in SCORED:
        yield Score(label, *(counts[label, kind] for kind in ("gold", "found", "right")))
    yield Score(ALL, *(sum(counts[label, kind] for label in SCORED) for kind in ("gold", "found", "right")))


def _article(text: str, language: str) -> Article:
    return Article(
        article_id="",
        page_id="",
        external_id=None,
        url=None,
        canonical_url=None,
        outlet=None,
        title=None,
        authors=(),
        published_at=None,
        date_evidence=None,
        modified_at=None,
        language=language,
        section=None,
        text=text,
        word_count=len(text.split()),
        fingerprint=(),
        is_truncated=False,
        extractor="",
    )
