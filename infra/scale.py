"""How long a night takes when the lake is large: `make scale`, or smaller, `make scale SCALE="--articles 200000"`.

A lake is made by formula, the same each time: days of 2,000 articles, copies and new versions among them, with
sentences, countries, quotations and events. Its warehouse is built from nothing; then night after night a day more
comes in and it is built again. One night says little: on a shared machine it takes half as long again as another.
"""

import argparse
import os
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

import duckdb
from rich.console import Console
from rich.table import Table

from etl import warehouse
from etl.annotate.countries import common_names
from etl.records import Article, Event, Mention, Page, Quote, Record, Run, Sentence
from etl.schema import arrow_schema, table_name
from infra.bench import Cost, run

QUERIES = Path(__file__).parent / "scale"
FIRST_DAY = date(2024, 1, 1)
A_DAY = 2_000
NIGHTS = 5
TABLES: tuple[type[Record], ...] = (Page, Article, Sentence, Mention, Quote, Event, Run)
# Those that news names most; a formula takes the first of them most often.
FOREMOST = ("USA", "RUS", "CHN", "UKR", "GBR", "FRA", "DEU", "IND", "IRN", "ISR")


def make(lake: Path, days: range) -> None:
    """Write the partitions of some days, numbered from 0."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("create table countries (number bigint, country varchar, name varchar)")
        connection.executemany("insert into countries values (?, ?, ?)", _countries())
        connection.execute((QUERIES / "words.sql").read_text())
        for day in days:
            _write_day(connection, lake, day)


def _countries() -> list[tuple[int, str, str]]:
    names = common_names()
    return [(number, code, names[code]) for number, code in enumerate(dict.fromkeys((*FOREMOST, *names)))]


def _write_day(connection: duckdb.DuckDBPyConnection, lake: Path, day: int) -> None:
    run_date = FIRST_DAY + timedelta(days=day)
    for name, value in {"first": day * A_DAY, "past": (day + 1) * A_DAY, "run_date": run_date}.items():
        connection.execute(f"set variable {name} = ?", [value])
    connection.execute((QUERIES / "day.sql").read_text())
    for record_type in TABLES:
        name = table_name(record_type)
        file = lake / name / "source=scale" / f"run_date={run_date}" / "000.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        columns = ", ".join(arrow_schema(record_type).names)
        connection.execute(f"copy (select {columns} from made_{name}) to '{file}' (compression zstd)")  # noqa: S608


def seconds_of(file: Path, query: str) -> tuple[float, int]:
    """How long a query takes to answer with all its rows, in the better of three runs, and how many they are."""
    times = []
    with warehouse.connect(file) as connection:
        for _ in range(3):
            started = monotonic()
            rows = connection.sql(query).to_arrow_table().num_rows
            times.append(monotonic() - started)
    return min(times), rows


def main() -> None:
    """Print one row for each build, and how long a question takes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=1_000_000, help="how many the lake has before the nights")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        lake = Path(folder)
        os.environ["NEWSLAKE_LAKE"] = folder
        days = given.articles // A_DAY
        make(lake, range(days))
        costs = {"from nothing": run("build")}
        for night in range(NIGHTS):
            make(lake, range(days + night, days + night + 1))
            costs[f"night {night + 1}, one day more"] = run("build")
        file = lake / "warehouse.duckdb"
        seconds, rows = seconds_of(file, "from dyad('RUS', 'CHN')")
        Console().print(_table(costs, days * A_DAY, file.stat().st_size / 1e9))
        first, *nights = (cost.seconds for cost in costs.values())
        print(f"a night, in the median: {median(nights):.1f} s, {median(nights) / first:.1%} of the build from nothing")
        print(f"dyad('RUS', 'CHN'): {rows:,} articles in {seconds:.2f} s")


def _table(costs: dict[str, Cost], articles: int, gigabytes: float) -> Table:
    title = f"build, {articles:,} articles, {gigabytes:.1f} GB"
    table = Table("build", title=title, title_justify="left", header_style="bold cyan")
    for name in ("seconds", "cpu s", "peak MB", "of the first"):
        table.add_column(name, justify="right")
    first = next(iter(costs.values()))
    for name, cost in costs.items():
        shares = (f"{cost.seconds:.1f}", f"{cost.cpu_seconds:.1f}", f"{cost.peak_megabytes:.0f}")
        table.add_row(name, *shares, f"{cost.seconds / first.seconds:.1%}")
    return table


if __name__ == "__main__":
    main()
