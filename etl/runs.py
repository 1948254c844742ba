"""A run of a stage: its tables of a partition replaced whole, and a row of `runs` that says how it went.

When the output of a stage changes, what later stages made of the old rows is removed, so the lake never holds rows that
disagree.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain, takewhile
from pathlib import Path
from typing import Any

from etl import lake
from etl.errors import PartitionError
from etl.lake import Partition
from etl.records import Article, Page, Record, Rejection, Run, Sentence, Visit
from etl.schema import table_name
from etl.settings import Settings

# Each stage, and the table without which it has not been.
STAGES: dict[str, type[Record]] = {"ingest": Page, "clean": Article, "annotate": Sentence}


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


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, the tables it writes, and the tables that later stages derive from them."""

    name: str
    tables: tuple[type[Record], ...]
    derived: tuple[type[Record], ...] = ()

    @property
    def earlier(self) -> list[str]:
        """The stages before it, by name."""
        return list(takewhile(lambda stage: stage != self.name, STAGES))

    @property
    def later(self) -> list[str]:
        """The stages after it, by name."""
        return list(STAGES)[len(self.earlier) + 1 :]


def run(
    settings: Settings,
    partition: Partition,
    stage: Stage,
    rows: Iterable[Record],
    *,
    read: type[Record] | None = None,
    complaints: Sequence[str] = (),
) -> Outcome:
    """Replace the stage's tables by its rows, and note how it went, also when it failed.

    A complaint that has come up when the rows are there makes it a failure, of which the rows are kept.

    The stages of a partition wait for nobody: one that finds another at work there is refused.

    Raises:
        PartitionError: there is nothing to `read`.
        BusyError: another run is at work in the partition.
    """
    if read and not partition.path(settings.lake, read).exists():
        raise PartitionError(f"{stage.name} finds no {table_name(read)} of {partition}: run the stage before it")
    with lake.lock(settings.lake, partition):
        return _run_alone(settings, partition, stage, rows, read, complaints)


def _run_alone(
    settings: Settings,
    partition: Partition,
    stage: Stage,
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


def _forget(root: Path, partition: Partition, stage: Stage) -> None:
    """Remove the runs and rejections of later stages whose other rows are gone."""
    gone = [name for name in stage.later if not partition.path(root, STAGES[name]).exists()]
    tables: tuple[type[Run | Rejection], ...] = (Run, Rejection)
    for table in tables:
        if any(row.stage in gone for row in lake.rows_if_any(root, table, partition)):
            kept = (row for row in lake.rows_if_any(root, table, partition) if row.stage not in gone)
            lake.replace(root, partition, [table], kept)


def _rejections_of(root: Path, partition: Partition, stages: Sequence[str]) -> Iterator[Rejection]:
    return (row for row in lake.rows_if_any(root, Rejection, partition) if row.stage in stages)


def _counted(rows: Iterable[Record], reasons: Counter[str]) -> Iterator[Record]:
    for row in rows:
        if isinstance(row, Rejection | Visit) and row.reason:
            reasons[row.reason] += 1
        yield row


def _seconds_since(started: float) -> float:
    return round(time.monotonic() - started, 3)
