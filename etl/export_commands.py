"""The `newslake export` commands."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from etl.options import Lake, settings_from


class FileFormat(StrEnum):
    """What tables are written as."""

    PARQUET = "parquet"
    CSV = "csv"


app = typer.Typer(help="Pages of the lake and tables of the warehouse in other forms.", no_args_is_help=True)


@app.callback()
def export() -> None:
    """Pages of the lake and tables of the warehouse in other forms."""


@app.command()
def warc(
    source: Annotated[str, typer.Option(help="Name of the source.")],
    run_date: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day the pages came for.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write (default: SOURCE-DATE.warc.gz).")
    ] = None,
    lake: Lake = None,
) -> None:
    """The pages of a day as WARC 1.1, gzipped by the record."""
    from etl import export

    day = run_date.date()
    done = export.warc(settings_from(lake).lake, source, day, output or Path(f"{source}-{day}.warc.gz"))
    left_out = f"; {done.without_body:,} without bytes left out" if done.without_body else ""
    typer.echo(f"export {done.file}: {done.pages:,} pages{left_out}")


@app.command()
def tables(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write a file for each table into.")],
    names: Annotated[list[str] | None, typer.Argument(metavar="TABLE", help="Tables; without any, all.")] = None,
    format: Annotated[FileFormat, typer.Option(help="What to write.")] = FileFormat.PARQUET,  # noqa: A002
    lake: Lake = None,
) -> None:
    """Tables of the warehouse as Parquet or CSV, a file each."""
    from etl import warehouse

    with warehouse.connect(settings_from(lake).warehouse) as connection:
        for file, rows in warehouse.export_tables(connection, names or (), format.value, output):
            typer.echo(f"export {file}: {rows:,} rows")
