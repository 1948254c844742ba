"""The lake: partitions of Parquet, each written whole or not at all.

`lake/<table>/source=<source>/run_date=<YYYY-MM-DD>/<shard>.parquet`. A run owns one partition: it writes hidden
drafts and moves them into place when every row is there, so a killed run leaves what was there before, and
running it again heals everything. Drafts are locked while they are written; the lock dies with its process.
"""

import fcntl
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from filecmp import cmp
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from etl.errors import BusyError, InputError, PartitionError
from etl.records import Article, Page, Record, Run, Visit
from etl.schema import arrow_schema, from_batch, table_name, to_batch

R = TypeVar("R", bound=Record)

# A row group is held in memory while it is written or read: many small rows, or few pages with their bytes.
ROW_GROUP_ROWS = 5_000
ROW_GROUP_BYTES = 8_000_000


@dataclass(frozen=True, slots=True, order=True)
class Partition:
    """What one run owns: a source, the day its batch covers, and a shard of that day.

    Raises:
        InputError: the source or shard cannot be part of a path.
    """

    source: str
    run_date: date
    shard: str = "000"

    def __post_init__(self) -> None:
        for value in (self.source, self.shard):
            if not re.fullmatch(r"\w[\w.-]*", value, re.ASCII):
                raise InputError(f"a source is named by letters, digits, '.', '_' and '-', not {value!r}")

    def __str__(self) -> str:
        return f"{self.source} {self.run_date}" + ("" if self.shard == "000" else f" {self.shard}")

    def path(self, lake: Path, record_type: type[Record]) -> Path:
        """The one file of a table that this partition owns."""
        folder = lake / table_name(record_type) / f"source={self.source}" / f"run_date={self.run_date}"
        return folder / f"{self.shard}.parquet"


def read(lake: Path, record_type: type[R], partition: Partition) -> Iterator[R]:
    """The rows of a partition in the order they were written, one row group in memory at a time.

    Raises:
        PartitionError: the partition is missing or its columns are not those of this version.
    """
    path = partition.path(lake, record_type)
    if not path.exists():
        raise PartitionError(f"no {table_name(record_type)} of {partition} in {lake}")
    with _open(path) as file:
        if file.schema_arrow.names != arrow_schema(record_type).names:
            raise PartitionError(f"{path} was written by another version: run the stage that writes it again")
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(batch_size=512, row_groups=[group]):
                yield from from_batch(record_type, batch)


def rows_if_any(lake: Path, record_type: type[R], partition: Partition) -> Iterator[R]:
    """The rows of a partition as `read` gives them; none where it is missing."""
    return read(lake, record_type, partition) if partition.path(lake, record_type).exists() else iter(())


def count(lake: Path, record_type: type[Record], partition: Partition) -> int:
    """The number of rows of a partition, from its footer."""
    path = partition.path(lake, record_type)
    if not path.exists():
        return 0
    with _open(path) as file:
        return int(file.metadata.num_rows)


def _open(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise PartitionError(f"{path} is damaged: remove it and run its stage again") from error


def replace(
    lake: Path,
    partition: Partition,
    tables: Sequence[type[Record]],
    records: Iterable[Record],
    *,
    derived: Sequence[type[Record]] = (),
) -> Counter[type[Record]]:
    """Replace a partition of one or more tables by a stream of their rows, mixed as they come.

    If any byte differs from what was there before, the tables `derived` from these are removed first, so that a run
    killed in between leaves no rows made from others; nothing is derived from visits. Tables appear in their order.

    Returns:
        The rows written per table.

    Raises:
        BusyError: another run is writing the same partition.
    """
    counts: Counter[type[Record]] = Counter(dict.fromkeys(tables, 0))
    with ExitStack() as stack:
        drafts = {table: stack.enter_context(_Draft(partition.path(lake, table), table)) for table in tables}
        for record in records:
            drafts[type(record)].append(record)
            counts[type(record)] += 1
        for draft in drafts.values():
            draft.finish()
        if any(draft.is_new() for table, draft in drafts.items() if table is not Visit):
            for table in derived:
                partition.path(lake, table).unlink(missing_ok=True)
        for draft in drafts.values():
            draft.publish()
    return counts


def partitions(lake: Path, table: type[Record]) -> Iterator[Partition]:
    """The partitions of a table that exist, in order of source, day and shard."""
    for path in sorted((lake / table_name(table)).glob("source=*/run_date=*/[!.]*.parquet")):
        yield _partition_at(path)


def _partition_at(path: Path) -> Partition:
    day, source = path.parent.name.partition("=")[2], path.parent.parent.name.partition("=")[2]
    try:
        return Partition(source, date.fromisoformat(day), path.stem)
    except (ValueError, InputError) as error:
        raise PartitionError(f"{path} is no partition of a lake: move it away ({error})") from error


def remove(lake: Path, partition: Partition) -> None:
    """Remove a partition from every table, its runs last: a removal that was cut off can be seen and done again.

    Raises:
        BusyError: another run is at work there.
    """
    name = f"*/source={partition.source}/run_date={partition.run_date}/{partition.shard}.parquet"
    runs = partition.path(lake, Run)
    with lock(lake, partition):
        for path in (*(path for path in lake.glob(name) if path != runs), runs):
            path.unlink(missing_ok=True)


@contextmanager
def lock(lake: Path, partition: Partition) -> Iterator[None]:
    """Keep other runs out of a partition, whatever their stage, for the length of a `with` block.

    Raises:
        BusyError: another run is at work there.
    """
    path = partition.path(lake, Run).with_name(f".{partition.shard}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"another run is at work on {partition}: wait for it or stop it") from None
        yield


@contextmanager
def turn(lake: Path, source: str) -> Iterator[None]:
    """Wait until no other run visits the web for a source, and keep others waiting for the length of a `with` block."""
    path = lake / table_name(Visit) / f"source={source}" / ".lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class _Draft:
    """A locked hidden file that becomes a partition's file when it is complete."""

    def __init__(self, path: Path, record_type: type[Record]) -> None:
        self._path = path
        self._draft = path.with_name(f".{path.name}.draft")
        self._record_type = record_type
        self._rows: list[Record] = []
        self._bytes = 0

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = _lock(self._draft)
        self._writer = pq.ParquetWriter(self._file, arrow_schema(self._record_type), compression="zstd")
        return self

    def append(self, record: Record) -> None:
        self._rows.append(record)
        self._bytes += _weight(record)
        if len(self._rows) >= ROW_GROUP_ROWS or self._bytes >= ROW_GROUP_BYTES:
            self._write_rows()

    def finish(self) -> None:
        self._write_rows()
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())

    def is_new(self) -> bool:
        return not (self._path.exists() and cmp(self._path, self._draft, shallow=False))

    def publish(self) -> None:
        """Take the place of the old file; one that is the same stays, with its time, and no build reads it again."""
        if self.is_new():
            self._draft.replace(self._path)
        else:
            self._draft.unlink()

    def _write_rows(self) -> None:
        if self._rows:
            self._writer.write_batch(to_batch(self._record_type, self._rows))
            self._rows, self._bytes = [], 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._draft.unlink(missing_ok=True)
            self._writer.close()
        self._file.close()


def _weight(record: Record) -> int:
    """The bytes of a record's one long field."""
    long_field = record.body if isinstance(record, Page) else record.text if isinstance(record, Article) else None
    return len(long_field or "")


def _lock(path: Path) -> BinaryIO:
    """Open a draft for writing, alone."""
    while True:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise BusyError(f"another run is writing {path.parent}: wait for it or stop it") from None
        # Between opening and locking, its last owner may have moved the file into place: then it is no draft.
        if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
            file.truncate(0)
            return file
        file.close()
