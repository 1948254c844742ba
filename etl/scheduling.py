"""What a scheduler asks of newslake: which day, sources, shards and partitions there are, and how a command ended.

Nothing here knows the scheduler. Plans are plain types, for they travel between processes.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from glob import glob
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from etl import lake, visiting
from etl.errors import CommandError, InputError
from etl.ingest import catalogue
from etl.ingest.catalogue import Source
from etl.ingest.pages import is_address
from etl.lake import Partition
from etl.records import Article, Page, Run
from etl.settings import Settings
from etl.status import COMPLETE, state

# A shard of so many bytes takes minutes: long beside the start of a command, short beside the loss of one.
SHARD_BYTES = 1_000_000_000
# The paths of a shard go to a command as its arguments.
SHARD_PATHS = 1_000
_EXIT_MISTAKE = 2
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_/.]?(0[1-9]|1[0-2])")


def day(stated: str | None, interval_start: datetime | None) -> date:
    """The day a run covers: the one that is stated, else the one its interval begins on.

    Raises:
        InputError: neither is there, or what is stated is no day.
    """
    if stated:
        try:
            return date.fromisoformat(stated)
        except ValueError as error:
            raise InputError(f"a day is written like 2025-05-31, not {stated!r}") from error
    if interval_start is None:
        raise InputError("the run covers no day: state one by its parameter day, or give the run a logical date")
    return interval_start.date()


def chosen(settings: Settings, names: Sequence[str]) -> list[str]:
    """The sources that are named, else those of every night, in the order of the catalogue.

    Raises:
        InputError: one is not in the catalogue, or that is wrong.
    """
    sources = catalogue.load(settings.sources)
    names = names or settings.nightly
    if unknown := sorted({*names} - {*sources}):
        raise InputError(f"no source {unknown[0]!r} in the catalogue: `newslake sources list` names them")
    return [name for name in sources if name in names or not names]


def lane_of(settings: Settings, count: int) -> dict[str, int]:
    """Deal all sources of the catalogue to lanes, in each of which one is read after the other.

    Sources of one host share a lane, with all that share another host with them, so that nobody reads one twice at a
    time.
    """
    sources = catalogue.load(settings.sources)
    lanes: list[list[str]] = [[] for _ in range(count)]
    for names in sorted(_neighbours(sources.values()), key=len, reverse=True):
        min(lanes, key=len).extend(names)
    return {name: number for name in sources for number, lane in enumerate(lanes) if name in lane}


def run_command(*arguments: str) -> dict[str, Any]:
    """Run a command of newslake in a process of its own, and give the outcome it prints.

    Raises:
        InputError: it met a mistake that trying again does not mend.
        CommandError: it failed, crashed or was killed; trying again may succeed.
    """
    command = [sys.executable, "-m", "etl.cli", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    sys.stderr.write(done.stderr)
    if done.returncode == 0:
        outcome: dict[str, Any] = json.loads(done.stdout)
        return outcome
    said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1].removeprefix("newslake: ")
    message = f"newslake {arguments[0]} ended with {done.returncode}: {said}"
    raise InputError(message) if done.returncode == _EXIT_MISTAKE else CommandError(message)


def reports(settings: Settings) -> list[list[str]]:
    """The arguments of the reports that follow each build; they lie in `reports` of the lake, called by their codes."""
    folder = settings.lake / "reports"
    return [[*codes, "--output", str(folder / f"{'-'.join(codes)}.html")] for codes in settings.reports]


def unfinished(root: Path, sources: Iterable[str], run_date: date) -> dict[str, str]:
    """Of sources those that are not complete on a day, and what is to do or failed."""
    states = {source: state(root, Partition(source, run_date)) for source in sources}
    return {source: found for source, found in states.items() if found != COMPLETE}


def shards(settings: Settings, pattern: str) -> list[dict[str, Any]]:
    """The shards of an archive: what a path or pattern matches, by the month in its path, in pieces of `SHARD_BYTES`.

    A shard is named after its month and what is in it, so that a plan of the same files has the same names. A folder
    that matches is one piece, with all that lies in it. Of an archive on the web each address is a shard.

    Returns:
        For each shard its name (`shard`) and `paths`.

    Raises:
        InputError: nothing matches.
        SourceError: a list of addresses did not answer.
    """
    if is_address(pattern):
        found = visiting.downloader(settings).archives(pattern)
        return [{"shard": f"{_month(one)}-{_digest(one)}", "paths": [one]} for one in sorted(found)]
    matches = glob(pattern, recursive=True)  # noqa: PTH207 - a path of pathlib has no pattern in its root
    paths = sorted(map(Path, matches), key=lambda path: (_month(str(path)), path))
    if not paths:
        raise InputError(f"nothing matches {pattern}")
    return [
        {"shard": f"{month}-{_digest(_stated(piece))}", "paths": [str(path) for path in piece]}
        for month, of_month in groupby(paths, key=lambda path: _month(str(path)))
        for piece in _pieces(of_month)
    ]


def to_do(root: Path, source: str, run_date: date, planned: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of planned shards those that are not complete in the lake."""
    return [one for one in planned if state(root, Partition(source, run_date, one["shard"])) != COMPLETE]


def drop_unplanned(root: Path, source: str, run_date: date, planned: Sequence[dict[str, Any]]) -> list[str]:
    """Remove the shards of a source and day that are not planned any more, and name them."""
    kept = {one["shard"] for one in planned}
    there = {one for table in (Page, Run) for one in lake.partitions(root, table)}
    gone = sorted(one for one in there if (one.source, one.run_date) == (source, run_date) and one.shard not in kept)
    for partition in gone:
        lake.remove(root, partition)
    return [partition.shard for partition in gone]


def months(
    root: Path, sources: Sequence[str], first: date, last: date, *, stages: Sequence[str]
) -> list[dict[str, Any]]:
    """The partitions of sources (none: all) from one day to another that stages can read, by source and month.

    Returns:
        For each source and month `source`, `month`, and its `partitions` as pairs of day and shard.

    Raises:
        InputError: there are none.
    """
    table = Page if "clean" in stages else Article
    found = [
        one
        for one in lake.partitions(root, table)
        if first <= one.run_date <= last and (one.source in sources or not sources)
    ]
    if not found:
        raise InputError(f"the lake has nothing of {', '.join(sources) or 'any source'} from {first} to {last}")
    return [
        {"source": source, "month": month, "partitions": [[str(one.run_date), one.shard] for one in group]}
        for (source, month), group in groupby(found, key=lambda one: (one.source, f"{one.run_date:%Y-%m}"))
    ]


def _neighbours(sources: Iterable[Source]) -> list[list[str]]:
    """The names of sources in groups that have no host in common."""
    groups: list[tuple[set[str], list[str]]] = []
    for source in sources:
        addresses = (*source.feeds, *source.sitemaps, *source.sections)
        hosts, names = {*source.hosts, *(urlsplit(address).hostname or "" for address in addresses)}, [source.name]
        apart = []
        for group in groups:
            if hosts.isdisjoint(group[0]):
                apart.append(group)
            else:
                hosts, names = hosts | group[0], group[1] + names
        groups = [*apart, (hosts, names)]
    return [names for _, names in groups]


def _month(path: str) -> str:
    """The last month a path states."""
    stated = _MONTH.findall(path)
    return "-".join(stated[-1]) if stated else "undated"


def _pieces(paths: Iterable[Path]) -> Iterator[list[Path]]:
    piece: list[Path] = []
    weight = 0
    for path in paths:
        size = _bytes(path)
        if piece and (weight + size > SHARD_BYTES or len(piece) == SHARD_PATHS):
            yield piece
            piece, weight = [], 0
        piece.append(path)
        weight += size
    if piece:
        yield piece


def _bytes(path: Path) -> int:
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())


def _stated(paths: Iterable[Path]) -> str:
    return "\n".join(f"{path} {_bytes(path)}" for path in paths)


def _digest(stated: str) -> str:
    return blake2b(stated.encode(), digest_size=4).hexdigest()
