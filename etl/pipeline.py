"""The walk over the lake: read a partition, run a stage, replace the partition, note the run.

Each function is one stage over one partition, the same for a person and for a scheduler. What a stage makes of a
partition depends on the partition and the versions alone. When its output changes, what later stages made of the
old rows is removed, so the lake never holds rows that disagree.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import chain, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from etl import lake, visiting
from etl.errors import PartitionError, SourceError
from etl.lake import Partition
from etl.records import Article, Event, Mention, Page, Quote, Record, Rejection, Run, Sentence, Visit
from etl.schema import table_name
from etl.settings import Settings
from etl.workers import ordered_map

if TYPE_CHECKING:
    from etl.ingest.catalogue import Source
    from etl.warehouse import Build

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Progress = Callable[[int], None]


_ANNOTATIONS: tuple[type[Record], ...] = (Sentence, Mention, Quote, Event)
# Each stage, and the table without which it has not been.
_ORDER: dict[str, type[Record]] = {"ingest": Page, "clean": Article, "annotate": Sentence}


def no_progress(_step: int) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage did: rows in, rows out by table, what was rejected or missed by reason, seconds of wall time."""

    stage: str
    partition: Partition
    count_in: int
    counts: Mapping[type[Record], int]
    reasons: Mapping[str, int]
    seconds: float

    def stated(self) -> dict[str, Any]:
        """What a program reads: the outcome in plain types."""
        return {
            "stage": self.stage,
            "source": self.partition.source,
            "run_date": str(self.partition.run_date),
            "shard": self.partition.shard,
            "count_in": self.count_in,
            "counts": {table_name(table): count for table, count in self.counts.items()},
            "reasons": dict(sorted(self.reasons.items())),
            "seconds": self.seconds,
        }


def load(
    settings: Settings,
    partition: Partition,
    paths: Sequence[Path],
    *,
    addresses: Sequence[str] = (),
    format: str | None = None,  # noqa: A002 - the option's name
    columns: Mapping[str, str] | None = None,
    keep_body: bool = False,
    progress: Progress = no_progress,
) -> Outcome:
    """Files and archives on the web in, pages and rejections out; progress in bytes of the files.

    Raises:
        SourceError: an archive could not be fetched.
    """
    from etl.ingest import files

    rows = files.load_files(
        paths,
        format=format,
        columns=columns or {},
        keep_body=keep_body,
        on_progress=progress,
        leave_out=settings.lake,
        downloads=visiting.downloads(settings, partition, addresses) if addresses else (),
    )
    stage = _Stage("ingest", (Page, Rejection), derived=(Visit, Article, *_ANNOTATIONS))
    return _run(settings, partition, stage, rows)


def ingest(
    settings: Settings,
    partition: Partition,
    source: "Source",
    *,
    addresses: Sequence[str] | None = None,
    progress: Progress = no_progress,
) -> Outcome:
    """The web in, pages and visits out; progress in pages.

    What the partition has stays: a page that is unchanged, out of reach or no longer announced is not lost by running
    its day again. One that another partition of the days around has, unchanged, is not stored again.

    Raises:
        SourceError: the source answers nothing; the visits say so too.
    """
    complaints: list[str] = []
    rows = visiting.rows(settings, partition, source, addresses, progress, complaints)
    stage = _Stage("ingest", (Page, Visit), derived=(Article, Rejection, *_ANNOTATIONS))
    with lake.turn(settings.lake, partition.source):
        done = _run(settings, partition, stage, rows, complaints=complaints)
    if complaints:
        hint = "" if addresses else f": `newslake sources check {source.name}` tests the source"
        raise SourceError(f"{partition}: {complaints[0]}, try again later{hint}")
    return done


def clean(settings: Settings, partition: Partition, *, workers: int = 1, progress: Progress = no_progress) -> Outcome:
    """Pages in, articles and rejections out; progress in pages."""
    pages = lake.read(settings.lake, Page, partition)
    rows = ordered_map(_clean_batch, pages, workers=workers, preload="etl.clean.articles")
    stage = _Stage("clean", (Article, Rejection), derived=_ANNOTATIONS)
    return _run(settings, partition, stage, _watched(rows, progress), read=Page)


def annotate(
    settings: Settings, partition: Partition, *, workers: int = 1, progress: Progress = no_progress
) -> Outcome:
    """Articles in, sentences, mentions, quotes and events out; progress in articles."""
    articles = _distinct(_watched(lake.read(settings.lake, Article, partition), progress))
    rows = _annotations(settings, articles, workers)
    return _run(settings, partition, _Stage("annotate", _ANNOTATIONS), rows, read=Article)


def build(settings: Settings, *, progress: Progress = no_progress) -> "Build":
    """The lake and the catalogue of sources in, the warehouse out; progress in queries."""
    from etl import warehouse
    from etl.ingest import catalogue

    publishers = [
        warehouse.Publisher(host, source.name, source.title, source.country, source.ownership, source.language)
        for source in catalogue.load(settings.sources).values()
        for host in source.publishes_at()
    ]
    return warehouse.build(settings.lake, settings.warehouse, publishers=publishers, progress=progress)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A stage, the tables it writes, and the tables that later stages derive from them."""

    name: str
    tables: tuple[type[Record], ...]
    derived: tuple[type[Record], ...] = ()

    @property
    def earlier(self) -> list[str]:
        return list(takewhile(lambda stage: stage != self.name, _ORDER))

    @property
    def later(self) -> list[str]:
        return list(_ORDER)[len(self.earlier) + 1 :]


def _run(
    settings: Settings,
    partition: Partition,
    stage: _Stage,
    rows: Iterable[Record],
    *,
    read: type[Record] | None = None,
    complaints: Sequence[str] = (),
) -> Outcome:
    """Replace the stage's tables by its rows, and note how it went, also when it failed.

    A complaint that has come up when the rows are there makes it a failure, of which the rows are kept.

    The stages of a partition wait for nobody: one that finds another at work there is refused.
    """
    if read and not partition.path(settings.lake, read).exists():
        raise PartitionError(f"{stage.name} finds no {table_name(read)} of {partition}: run the stage before it")
    with lake.lock(settings.lake, partition):
        return _run_alone(settings, partition, stage, rows, read, complaints)


def _run_alone(
    settings: Settings,
    partition: Partition,
    stage: _Stage,
    rows: Iterable[Record],
    read: type[Record] | None,
    complaints: Sequence[str],
) -> Outcome:
    started = time.monotonic()
    reasons: Counter[str] = Counter()
    if Rejection in stage.tables:  # which the stages share
        before = _rejections_of(settings.lake, partition, stage.earlier)
        after = _rejections_of(settings.lake, partition, stage.later)
        rows = chain(before, _counted(rows, reasons), after)
    elif Visit in stage.tables:
        rows = _counted(rows, reasons)
    try:
        counts = lake.replace(settings.lake, partition, stage.tables, rows, derived=stage.derived)
    except Exception as error:
        failed = Outcome(stage.name, partition, 0, {}, reasons, _seconds_since(started))
        with suppress(OSError):  # where not even this can be written, the error itself says why
            _note(settings, failed, f"failed: {type(error).__name__}: {error}"[:500])
        raise
    _forget(settings.lake, partition, stage)
    if Rejection in counts:
        counts[Rejection] = reasons.total()
    count_in = lake.count(settings.lake, read, partition) if read else counts[Visit] or counts[Page] + counts[Rejection]
    outcome = Outcome(stage.name, partition, count_in, counts, reasons, _seconds_since(started))
    _note(settings, outcome, f"failed: {complaints[0]}" if complaints else "ok")
    return outcome


def _note(settings: Settings, done: Outcome, how: str) -> None:
    """Write the stage's row of `runs`, beside those of the partition's other stages."""
    earlier = lake.rows_if_any(settings.lake, Run, done.partition)
    model_version, lexicon_version = _versions(settings, done.stage, is_ok=how == "ok")
    row = Run(
        stage=done.stage,
        shard=done.partition.shard,
        code_version=version("newslake"),
        model_version=model_version,
        lexicon_version=lexicon_version,
        count_in=done.count_in,
        count_out=sum(done.counts.values()) - done.counts.get(Rejection, 0),
        count_rejected=sum(done.reasons.values()),
        seconds=done.seconds,
        outcome=how,
    )
    rows = sorted([row, *(run for run in earlier if run.stage != done.stage)], key=lambda run: run.stage)
    lake.replace(settings.lake, done.partition, [Run], rows)


def _versions(settings: Settings, stage: str, *, is_ok: bool) -> tuple[str | None, str | None]:
    """What annotated: the models, as they were stated where they may not have loaded, and the tables."""
    if stage != "annotate":
        return None, None
    from etl.annotate import annotation, selection

    models = selection.select(settings.models).version if is_ok else " ".join(settings.models) or None
    return models, annotation.lexicon_version(settings.actors if is_ok else None)


def _forget(root: Path, partition: Partition, stage: _Stage) -> None:
    """Remove the runs and rejections of later stages whose other rows are gone."""
    gone = [name for name in stage.later if not partition.path(root, _ORDER[name]).exists()]
    tables: tuple[type[Run | Rejection], ...] = (Run, Rejection)
    for table in tables:
        if any(row.stage in gone for row in lake.rows_if_any(root, table, partition)):
            kept = (row for row in lake.rows_if_any(root, table, partition) if row.stage not in gone)
            lake.replace(root, partition, [table], kept)


def _rejections_of(root: Path, partition: Partition, stages: Sequence[str]) -> Iterator[Rejection]:
    return (row for row in lake.rows_if_any(root, Rejection, partition) if row.stage in stages)


def _clean_batch(pages: list[Page]) -> list[Record]:
    from etl.clean.articles import clean_pages
    from etl.ingest.bodies import BodyReader

    with BodyReader() as reader:
        return list(clean_pages(reader.with_body(page) for page in pages))


def _annotations(settings: Settings, articles: Iterable[Article], workers: int) -> Iterator[Record]:
    """The annotations in the order of the articles; that a model or a table is amiss is said before there is any."""
    from etl.annotate.actors import tables
    from etl.annotate.selection import select

    select(settings.models)
    tables.actors(settings.actors)
    batch = partial(_annotate_batch, settings.models, settings.actors)
    yield from ordered_map(batch, articles, workers=workers, preload="etl.annotate.annotation")


def _annotate_batch(models: tuple[str, ...], actors: Path | None, articles: list[Article]) -> list[Record]:
    from etl.annotate.annotation import annotate_articles

    return list(annotate_articles(articles, models=models, actors=actors))


def _distinct(articles: Iterable[Article]) -> Iterator[Article]:
    """Each exact text once: pages that carry the same article share its annotations."""
    seen: set[str] = set()
    for article in articles:
        if article.article_id not in seen:
            seen.add(article.article_id)
            yield article


def _watched(rows: Iterable[T], progress: Progress) -> Iterator[T]:
    for row in rows:
        yield row
        progress(1)


def _counted(rows: Iterable[Record], reasons: Counter[str]) -> Iterator[Record]:
    for row in rows:
        if isinstance(row, Rejection | Visit) and row.reason:
            reasons[row.reason] += 1
        yield row


def _seconds_since(started: float) -> float:
    return round(time.monotonic() - started, 3)
