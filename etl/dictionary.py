"""The `newslake schema` command: what the tables, columns and macros of the warehouse mean."""

import fnmatch
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from etl.errors import InputError
from etl.options import Format, Formats, Lake, Output, settings_from

if TYPE_CHECKING:
    import duckdb

_DESCRIBED = """
with described as (
    select table_name as name, 'table' as kind, comment from duckdb_tables() where schema_name = 'main'
    union all
    select view_name, 'view', comment from duckdb_views() where schema_name = 'main' and not internal
)
"""
# Of a comment the first sentence.
TABLES = rf"""{_DESCRIBED}
select
    name,
    kind,
    trim(regexp_extract(comment, '^.*?\.( |$)')) as meaning
from described
union all
select
    function_name || '(' || array_to_string(parameters, ', ') || ')',
    'macro',
    trim(regexp_extract(regexp_replace(comment, '^\w+\(.*?\): ', ''), '^.*?\.( |$)'))
from duckdb_functions()
where not internal
order by kind = 'macro', name
"""  # noqa: S608 - both parts stand here
COLUMNS = """
select
    table_name as table,
    column_name as column,
    lower(data_type) as type,
    comment as meaning
from duckdb_columns()
where list_contains($names, table_name) and schema_name = 'main'
order by table_name, column_index
"""
_COMMENTS = f"""{_DESCRIBED}
select
    name,
    comment
from described
union all
select function_name, comment
from duckdb_functions()
where not internal
order by all
"""  # noqa: S608 - both parts stand here


def schema(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TABLE", help="Tables or macros, % standing for any letters; without any, a list of all."
        ),
    ] = None,
    format: Formats = Format.TABLE,  # noqa: A002
    output: Output = None,
    lake: Lake = None,
) -> None:
    """What the tables and macros of the warehouse hold, or the columns of some: `newslake schema %` prints all."""
    from etl import warehouse

    with warehouse.connect(settings_from(lake).warehouse) as connection:
        found = _matching(names or (), comments(connection))
        if format is not Format.TABLE or output:
            query, values = (COLUMNS, {"names": found}) if names else (TABLES, {})
            warehouse.export(connection, query, format.value, output, values)
        else:
            _show(connection, found)


def _matching(names: Sequence[str], known: Iterable[str]) -> list[str]:
    """The tables and macros that are meant, in whatever case, each once."""
    found = [(name, fnmatch.filter(known, name.lower().replace("%", "*"))) for name in names]
    if unknown := next((name for name, tables in found if not tables), None):
        raise InputError(f"no table {unknown!r} in the warehouse: there are {', '.join(known)}")
    return [*dict.fromkeys(table for _, tables in found for table in tables)]


def _show(connection: "duckdb.DuckDBPyConnection", names: Sequence[str]) -> None:
    """Each with its columns, or, where none is named, a list of all."""
    from rich.console import Console

    from etl import results

    console, known = Console(), comments(connection)
    if not names:
        results.rows(connection.execute(TABLES), console)
    for number, name in enumerate(names):
        console.print("\n" * (number > 0) + known[name], markup=False, highlight=False)
        if connection.execute(COLUMNS, {"names": [name]}).fetchone():  # a macro has no columns of its own
            columns = connection.execute(f'select * exclude ("table") from ({COLUMNS})', {"names": [name]})  # noqa: S608
            results.rows(columns, console, title=name)


def comments(connection: "duckdb.DuckDBPyConnection") -> dict[str, str]:
    """The whole comment of every table and macro."""
    return dict(connection.execute(_COMMENTS).fetchall())
