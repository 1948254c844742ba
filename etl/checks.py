"""Checks of a warehouse being built: what must not be stops the build, what may be amiss is kept in it as a warning."""

from dataclasses import astuple, dataclass

import duckdb

from etl.errors import WarehouseError

_LONGEST_EXAMPLE = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: how many rows, and the first as `column=value, …`."""

    check: str
    rows: int
    example: str


def stop(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    """Run a check that must find nothing.

    Raises:
        WarehouseError: it found rows; the message has its name and the first row.
    """
    for found in _find(connection, name, query):
        raise WarehouseError(f"check {name} found rows, the old warehouse stays; first: {found.example}")


def warn(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> list[Finding]:
    """Run a check that may find something, and keep what it finds in the table `warnings`."""
    found = _find(connection, name, query)
    for finding in found:
        connection.execute("insert into warnings values (?, ?, ?)", astuple(finding))
    return found


def warnings(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """What the build of a warehouse warned of."""
    return [Finding(*row) for row in connection.execute("from warnings order by warning").fetchall()]


def _find(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> list[Finding]:
    rows = connection.execute(query).fetchall()
    if not rows:
        return []
    columns = [column[0] for column in connection.description or ()]
    example = ", ".join(f"{key}={value}" for key, value in zip(columns, rows[0], strict=True))
    return [Finding(name, len(rows), example[:_LONGEST_EXAMPLE])]
