"""The `newslake report` command: one HTML file on a country or a pair, or its charts as pictures."""

import json as as_json
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.errors import InputError
from etl.options import Day, Json, Lake, alpha_3, settings_from

if TYPE_CHECKING:
    import duckdb

    from etl.report.subject import Country


class Form(StrEnum):
    """How a report is written."""

    HTML = "html"
    PNG = "png"


def report(
    countries: Annotated[
        list[str], typer.Argument(metavar="COUNTRY [COUNTRY]", help="ISO codes (RUS or RU) or English names.")
    ],
    since: Day = None,
    until: Day = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="File to write, or folder of pictures (default: report-RUS-CHN, and the days if given).",
        ),
    ] = None,
    format: Annotated[Form, typer.Option(help="One HTML file, or a picture of each chart.")] = Form.HTML,  # noqa: A002
    lake: Lake = None,
    json: Json = False,
) -> None:
    """The warehouse → a report on a country or a pair: one HTML file that needs no network."""
    from etl import warehouse
    from etl.report import answers, writing
    from etl.report.subject import Subject

    codes = [alpha_3(name) for name in countries]
    first, last = _period(since, until)
    if len(codes) > 2 or len({*codes}) < len(codes):
        raise InputError("a report is on one country or on two different ones, as in newslake report RUS CHN")
    with warehouse.connect(settings_from(lake).warehouse) as connection, answers.asked():
        named = [_named(connection, code) for code in codes]
        second = named[1] if len(named) > 1 else None
        subject = Subject(named[0], second, first, last)
        written = writing.write(connection, subject, output, as_pictures=format is Form.PNG)
    outcome = {"stage": "report", "file": str(written.file), "articles": written.articles, "bytes": written.bytes}
    said = f"report {written.file}: {written.articles:,} articles in {written.bytes / 1000:,.0f} kB"
    typer.echo(as_json.dumps(outcome) if json else said)


def _period(since: datetime | None, until: datetime | None) -> tuple[date | None, date | None]:
    """The days of the options.

    Raises:
        InputError: it has no day, or begins or ends in a year of which no article can be.
    """
    from etl.clean.moments import FIRST_YEAR, LAST_YEAR

    for name, day in (("--since", since), ("--until", until)):
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            told = f"no article has such a date as {name} {day.date()}"
            raise InputError(f"{told}: give one from {FIRST_YEAR} to {LAST_YEAR}, or none")
    if since and until and since > until:
        raise InputError(f"--since {since.date()} is after --until {until.date()}")
    return since and since.date(), until and until.date()


def _named(connection: "duckdb.DuckDBPyConnection", code: str) -> "Country":
    from etl.report.subject import Country

    rows = connection.execute("select name from countries where country = ?", [code]).fetchall()
    return Country(code, rows[0][0] if rows else code)
