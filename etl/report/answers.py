"""The questions of `sql/report`, asked of a warehouse."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from etl import warehouse
from etl.errors import WarehouseError

Row = Mapping[str, Any]
_PARAMETER = re.compile(r"\$([a-z_]+)")
# More rows than any answer has.
_ALL = 1_000_000_000
# What a spreadsheet would take for a formula, if it stood first in a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows by the names of their columns, and the query that gives all of them wherever it is run."""

    columns: Sequence[str]
    rows: Sequence[Row]
    sql: str

    @property
    def csv(self) -> str:
        """The rows as CSV; a text that begins as a formula does is set after an apostrophe."""
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow(self.columns)
        writer.writerows([_cell(row[column]) for column in self.columns] for row in self.rows)
        return file.getvalue()


@contextmanager
def asked() -> Iterator[None]:
    """A block that asks questions of this version.

    Raises:
        WarehouseError: the warehouse lacks what one of them names, for another version built it.
    """
    try:
        yield
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise WarehouseError("another version of newslake built this warehouse: run `newslake build` first") from error


def ask(connection: duckdb.DuckDBPyConnection, question: str, parameters: Mapping[str, Any]) -> Answer:
    """The answer to a question of `sql/report`, named by its file."""
    query = warehouse.queries("report")[question].strip()
    wanted = used(query, parameters)
    columns, rows = warehouse.answer(connection, query, wanted)
    return Answer(columns, rows, stated(query, wanted | {"limit": _ALL}))


def used(query: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a query names."""
    return {name: parameters[name] for name in _PARAMETER.findall(query)}


def stated(query: str, parameters: Mapping[str, Any]) -> str:
    """The query with its parameters written out, as `newslake sql` takes it."""
    return _PARAMETER.sub(lambda found: _literal(parameters[found[1]]), query)


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, date | str):
        return "'" + str(value).replace("'", "''") + "'"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return str(value)


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
