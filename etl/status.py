"""What is in the lake, day by day of each source: what came, what became of it, what is missing or failed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from etl import lake
from etl.lake import Partition
from etl.records import Article, Page, Rejection, Run, Visit
from etl.runs import STAGES

COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a source, all its shards together, or all days from `run_date` to `last_date` on which nothing came.

    `state` is `complete`, `no data` for days between others on which nothing came, or what is still to be done:
    the stage that is missing or failed. Counts are null where nothing came. `expected` are the pages that a source of
    the web announced, null for what came from files; `unchanged` of them another day has, `missed` are those that were
    not to be had, and lists that did not answer. `missed` and `reasons` are sorted by count.
    """

    source: str
    run_date: date
    last_date: date
    pages: int | None
    articles: int | None
    reasons: tuple[tuple[str, int], ...]
    state: str
    expected: int | None = None
    unchanged: int = 0
    missed: tuple[tuple[str, int], ...] = ()


def days(root: Path) -> Iterator[Day]:
    """Every day of every source in the lake, gaps between a source's first and last day included."""
    found = sorted({*lake.partitions(root, Page), *lake.partitions(root, Run)})
    for source, of_source in groupby(found, key=lambda partition: partition.source):
        expected: date | None = None
        for run_date, shards in groupby(of_source, key=lambda partition: partition.run_date):
            if expected and expected < run_date:
                yield Day(source, expected, run_date - timedelta(days=1), None, None, (), "no data")
            yield _day(root, source, run_date, list(shards))
            expected = run_date + timedelta(days=1)


def _day(root: Path, source: str, run_date: date, shards: Sequence[Partition]) -> Day:
    reasons = Counter(rejection.reason for shard in shards for rejection in lake.rows_if_any(root, Rejection, shard))
    visits = [visit for shard in shards for visit in lake.rows_if_any(root, Visit, shard)]
    return Day(
        source=source,
        run_date=run_date,
        last_date=run_date,
        pages=sum(lake.count(root, Page, shard) for shard in shards),
        articles=sum(lake.count(root, Article, shard) for shard in shards),
        reasons=_by_count(reasons),
        expected=sum(visit.kind == "page" for visit in visits) if visits else None,
        unchanged=sum(visit.outcome == "unchanged" for visit in visits),
        missed=_by_count(Counter(visit.reason for visit in visits if visit.reason)),
        state=next((found for shard in shards if (found := state(root, shard)) != COMPLETE), COMPLETE),
    )


def state(root: Path, shard: Partition) -> str:
    """`complete`, or the stage of a partition that is to do or failed, and why."""
    failed = [run for run in lake.rows_if_any(root, Run, shard) if run.outcome != "ok"]
    if failed:
        return f"{failed[0].stage} {failed[0].outcome}"
    for stage, table in STAGES.items():
        if not shard.path(root, table).exists():
            return f"{stage} to do"
    return COMPLETE


def _by_count(reasons: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))
