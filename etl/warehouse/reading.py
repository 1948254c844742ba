"""Reading the warehouse: connections that write nothing, and exports of what a query answers."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import Any

import duckdb

from etl import checks
from etl.checks import Finding
from etl.errors import WarehouseError

# A bar of progress would go to stdout, among the rows.
SETTINGS = "set timezone = 'UTC'; set enable_progress_bar = false"


@contextmanager
def connect(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for reading.

    Raises:
        WarehouseError: there is none yet, or the query inside the block cannot be answered.
    """
    if not file.exists():
        raise WarehouseError(f"no warehouse at {file}: run `newslake build` first")
    try:
        with duckdb.connect(file, read_only=True) as connection:
            connection.execute(SETTINGS)
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(one_line(error)) from error


def warnings(file: Path) -> list[Finding]:
    """What the last build warned of; nothing where there was none."""
    if not file.exists():
        return []
    with connect(file) as connection:
        return checks.warnings(connection)


def answer(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any]
) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns of what a query answers, and its rows by them; all of it in memory."""
    result = connection.execute(query, parameters)
    columns = [name for name, *_ in result.description or ()]
    return columns, [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def one_line(error: duckdb.Error) -> str:
    """What DuckDB says, without its line breaks."""
    return " ".join(str(error).split())


def export(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    format: str,  # noqa: A002
    output: Path | None,
    parameters: Mapping[str, Any] | None = None,
) -> None:
    """Write a query's rows as `csv`, `json` (one object a line) or `parquet`, to a file or to stdout.

    Raises:
        WarehouseError: Parquet was asked for without a file to write it to.
    """
    if format == "table":
        format = output.suffix.removeprefix(".") if output else "csv"  # noqa: A001
    if format == "parquet" and output is None:
        raise WarehouseError("Parquet needs a file to go to: add --output FILE.parquet")
    options = {"csv": "format csv, header", "json": "format json", "parquet": "format parquet, compression zstd"}
    if format not in options:
        raise WarehouseError(f"cannot write {format}: choose csv, json or parquet")
    if output is None:  # by way of a file, for DuckDB would truncate what stdout is redirected to
        with NamedTemporaryFile() as copy:
            export(connection, query, format, Path(copy.name), parameters)
            with Path(copy.name).open("rb") as rows:
                copyfileobj(rows, sys.stdout.buffer)
        return
    target = str(output).replace("'", "''")
    connection.execute(f"copy ({query.strip().rstrip(';')}\n) to '{target}' ({options[format]})", parameters)


def export_tables(
    connection: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    format: str,  # noqa: A002
    folder: Path,
) -> Iterator[tuple[Path, int]]:
    """Write tables, all where none is named, into a folder, a file each; yields each file with its rows.

    Raises:
        WarehouseError: there is no table of a name; nothing is written then.
    """
    known = [name for (name,) in connection.execute("show tables").fetchall()]
    if unknown := [name for name in names if name not in known]:
        raise WarehouseError(f"no table {unknown[0]!r} in the warehouse: there are {', '.join(known)}")
    folder.mkdir(parents=True, exist_ok=True)
    for name in dict.fromkeys(names or known):
        file = folder / f"{name}.{format}"
        export(connection, f"from {name}", format, file)
        yield file, count(connection, name)


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """How many rows a table has."""
    ((rows,),) = connection.execute(f"select count(*) from {table}").fetchall()
    return int(rows)
