"""How fast each stage is, and in how much memory: `make bench`.

Pages of the sample corpus, or of the files given, are repeated under other addresses in one WARC and taken through
the commands, start-up included. Plain trafilatura over the same pages is the measure to compare with.
"""

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from etl import lake
from etl.lake import Partition
from etl.records import Article
from infra.model.speed import Speed, speeds
from infra.sample.generate import generate, warc_record

PARTITION = Partition("bench", date(2025, 6, 30))
KEYS = ("--source", PARTITION.source, "--run-date", str(PARTITION.run_date))
ROUND = 600
# Over how many articles the models are timed.
_ARTICLES = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, seconds of processor and peak megabytes of its own process."""

    seconds: float
    cpu_seconds: float | None
    peak_megabytes: float | None


def pages_of(files: Sequence[Path], *, count: int) -> Iterator[bytes]:
    """HTML files, and the `html` of gzipped JSONL files, repeated up to a count; one page in memory at a time."""
    return islice(chain.from_iterable(_pages(file) for file in cycle(files)), count)


def _pages(file: Path) -> Iterator[bytes]:
    if file.suffix == ".html":
        yield file.read_bytes()
        return
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from (html.encode() for line in lines if (html := json.loads(line).get("html")))


def write_warc(path: Path, pages: Iterator[bytes]) -> int:
    """One response a page, each a gzip member, as crawlers write them. Returns the bytes of the pages."""
    size = 0
    with path.open("wb") as file:
        for number, body in enumerate(pages):
            size += len(body)
            url = f"https://bench.example/{number}"
            file.write(warc_record(url, "2025-06-30T00:00:00Z", 200, "text/html; charset=utf-8", body))
    return size


def run(*arguments: str) -> Cost:
    """Run a newslake command in a process of its own.

    Raises:
        SystemExit: the command failed.
    """
    command = [sys.executable, "-m", "etl.cli", *arguments]
    started = time.monotonic()
    child = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"newslake {' '.join(arguments)} failed")
    seconds = time.monotonic() - started
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def plain_trafilatura(pages: Iterator[bytes]) -> Cost:
    """Main text alone, as fast as trafilatura gives it, in this process."""
    from trafilatura import bare_extraction

    started, cpu = time.monotonic(), time.process_time()
    for body in pages:
        bare_extraction(body.decode("utf-8", "replace"), fast=True)
    return Cost(time.monotonic() - started, time.process_time() - cpu, None)


def main() -> None:
    """Time the walk and print one row a stage."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path, help="gzipped JSONL with html, instead of the sample corpus")
    options.add_argument("--pages", type=int, default=ROUND, help="repeat the pages to this number")
    options.add_argument("--workers", default="2", help="also time clean and annotate with this many workers")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ["NEWSLAKE_LAKE"] = str(root / "lake")
        generate(root / "corpus")
        files = given.files or sorted((root / "corpus" / "html").rglob("*.html"))
        size = write_warc(root / "bench.warc.gz", pages_of(files, count=given.pages))
        costs = {"load": run("load", str(root / "bench.warc.gz"), *KEYS)}
        for stage in ("clean", "annotate"):
            costs[stage] = run(stage, *KEYS)
            parallel = run(stage, *KEYS, "--workers", given.workers)
            costs[f"{stage}, {given.workers} workers"] = Cost(parallel.seconds, None, None)  # the rest is the workers'
        costs["build"] = run("build")
        costs["plain trafilatura"] = plain_trafilatura(pages_of(files, count=given.pages))
        articles = [row for row in lake.read(root / "lake", Article, PARTITION) if row.language == "en"][:_ARTICLES]
    Console().print(_table(costs, given.pages, size / given.pages / 1000))
    Console().print(_model_table(speeds(articles)))


def _model_table(rows: Iterable[Speed]) -> Table:
    table = Table(title="words per CPU second", title_justify="left", header_style="bold cyan")
    table.add_column("model")
    for name in ("whole pipeline", "parsing where needed", "annotate"):
        table.add_column(name, justify="right")
    for row in rows:
        less = "–" if row.parsing_less is None else f"{row.parsing_less:,.0f}"
        table.add_row(row.name, f"{row.whole:,.0f}", less, f"{row.stage:,.0f}")
    return table


def _table(costs: dict[str, Cost], pages: int, kilobytes: float) -> Table:
    table = Table(title=f"{pages:,} pages of {kilobytes:.0f} kB", title_justify="left", header_style="bold cyan")
    table.add_column("stage")
    for name in ("seconds", "cpu s", "pages/s", "pages/cpu s", "peak MB"):
        table.add_column(name, justify="right")
    for stage, cost in costs.items():
        shares = (cost.cpu_seconds, cost.cpu_seconds and pages / cost.cpu_seconds, cost.peak_megabytes)
        cpu, per_cpu, peak = (
            "–" if value is None else f"{value:.1f}" if value < 100 else f"{value:.0f}" for value in shares
        )
        table.add_row(stage, f"{cost.seconds:.1f}", cpu, f"{pages / cost.seconds:.0f}", per_cpu, peak)
    return table


if __name__ == "__main__":
    main()
