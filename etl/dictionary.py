"""The `newslake schema` command: what the tables, columns and macros of the warehouse mean."""

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
    column_name as column,
    lower(data_type) as type,
    comment as meaning
from duckdb_columns()
where table_name = $name and schema_name = 'main'
order by column_index
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
    name: Annotated[str | None, typer.Argument(metavar="TABLE", help="A table or macro; without it, all.")] = None,
    format: Formats = Format.TABLE,  # noqa: A002
    output: Output = None,
    lake: Lake = None,
) -> None:
    """What the tables and macros of the warehouse hold, or the columns of one."""
    from rich.console import Console

    from etl import terminal, warehouse

    query, values = (COLUMNS, {"name": name}) if name else (TABLES, {})
    with warehouse.connect(settings_from(lake).warehouse) as connection:
        known = comments(connection)
        if name and name not in known:
            raise InputError(f"no table {name!r} in the warehouse: there are {', '.join(known)}")
        if format is not Format.TABLE or output:
            warehouse.export(connection, query, format.value, output, values)
            return
        if name:
            Console().print(known[name], markup=False, highlight=False)
        if not name or connection.execute(query, values).fetchone():  # a macro has no columns of its own
            terminal.rows(connection.execute(query, values), Console())


def comments(connection: "duckdb.DuckDBPyConnection") -> dict[str, str]:
    """The whole comment of every table and macro."""
    return dict(connection.execute(_COMMENTS).fetchall())
