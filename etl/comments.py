"""What tables, columns and macros mean, as comments in the built file.

A table's or macro's comment is the first paragraph above its query in `sql/`; a column's is its line of
`sql/columns.tsv`, for the same quantity has the same name in every table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import duckdb

Columns = Mapping[tuple[str, str], str]

_MACRO = re.compile(r"((?:^--.*\n)+)create or replace macro (\w+)\(", re.M)
_COLUMNS = """
    select schema_name || '.' || table_name, map(list(column_name), list(comment))
    from duckdb_columns()
    where database_name = current_database()
    group by all
"""
_IS_TABLE_MACRO = (
    "select distinct function_name, function_type = 'table_macro' from duckdb_functions() where not internal"
)


def columns(lines: Iterable[str]) -> Columns:
    """The meaning of each column by name and table (`*` for all), from the lines of `columns.tsv`."""
    rows = (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))
    return {(column, table): f"{meaning} [{unit}]" if unit else meaning for column, table, unit, meaning in rows}


def meaning(known: Columns, table: str, column: str) -> str | None:
    """What a column of a table means."""
    return known.get((column, table)) or known.get((column, "*"))


def comment(query: str) -> str:
    """The first paragraph of the comment that a query begins with, as one line."""
    lines = re.match(r"(?:--.*\n)*", query).group().splitlines()  # type: ignore[union-attr]
    stated = (line.removeprefix("--").strip() for line in lines if not line.startswith("-- Key:"))
    paragraph = "\n".join(stated).split("\n\n")[0]
    return " ".join(paragraph.split())


def macros(file: str) -> Iterator[tuple[str, str]]:
    """The macros that a file makes, and the comment above each."""
    for above, name in _MACRO.findall(file):
        yield name, comment(above)


def held(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str | None]]:
    """The columns of each table and view of the database in use, by its schema and name, and the comment of each."""
    return dict(connection.execute(_COLUMNS).fetchall())


def write(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, str],
    views: Mapping[str, str],
    macro_files: Iterable[str],
    known: Columns,
) -> None:
    """Comment tables and views, given by schema, name and query, their columns as far as known, and macros of files."""
    connection.begin()
    kinds = dict.fromkeys(tables, "table") | dict.fromkeys(views, "view")
    for table, query in {**tables, **views}.items():
        connection.execute(f"comment on {kinds[table]} {table} is {_literal(comment(query))}")
    commented = held(connection)
    for table in kinds:
        for column, before in commented[table].items():
            stated = meaning(known, table.rpartition(".")[2], column)
            if stated != before:
                connection.execute(f'comment on column {table}."{column}" is {_literal(stated)}')
    kinds = dict(connection.execute(_IS_TABLE_MACRO).fetchall())
    for file in macro_files:
        for name, stated in macros(file):
            kind = "macro table" if kinds[name] else "macro"
            connection.execute(f"comment on {kind} {name} is {_literal(stated)}")
    connection.commit()


def _literal(text: str | None) -> str:
    return "null" if text is None else "'" + text.replace("'", "''") + "'"
