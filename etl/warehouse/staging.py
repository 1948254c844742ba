"""What marts are made from: the lake's partitions and annotation's tables of names, as schemas `lake` and `staging`.

They lie in catalogues in memory, so that the finished file refers to nothing outside itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl import lexicons
from etl.records import Article, Event, Mention, Page, Quote, Record, Rejection, Run, Sentence, Visit
from etl.schema import arrow_schema, table_name
from etl.warehouse.queries import Query, queries

TABLES: dict[str, type[Record]] = {
    table_name(record_type): record_type
    for record_type in (Page, Visit, Article, Rejection, Sentence, Mention, Quote, Event, Run)
}
PARTITION = ("source", "run_date", "shard")


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A partition's file of one table; written again with other rows, it has another size or time."""

    input: str
    source: str
    run_date: str
    shard: str
    size: int
    modified_ns: int
    path: str = field(default="", compare=False)


class Publisher(NamedTuple):
    """Who publishes at a host, and at those below it: a source of the catalogue."""

    host: str
    source: str
    title: str
    country: str
    ownership: str
    language: str


def files(lake: Path) -> list[File]:
    """The files of all partitions of a lake."""
    return [_file(path) for name in TABLES for path in sorted((lake / name).glob("source=*/run_date=*/[!.]*.parquet"))]


def _file(path: Path) -> File:
    day, source, table = path.parent, path.parents[1], path.parents[2]
    keys = (source.name.partition("=")[2], day.name.partition("=")[2], path.stem)
    return File(table.name, *keys, path.stat().st_size, path.stat().st_mtime_ns, str(path))


def rows(found: Sequence[File]) -> pa.Table:
    """Files as rows, with their day as a date."""
    columns = {column.name: [getattr(file, column.name) for file in found] for column in fields(File)}
    types = {"size": pa.int64(), "modified_ns": pa.int64()}
    table = pa.table({name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()})
    days = pc.cast(table["run_date"], pa.date32())
    return table.set_column(table.column_names.index("run_date"), "run_date", days)


def attach(connection: duckdb.DuckDBPyConnection, publishers: Sequence[Publisher]) -> None:
    """Make `staging`: the lake's tables, what annotation knows of countries, members of organisations and agencies.

    `staging.publishers` holds who publishes where, numbered in the order of the catalogue.
    """
    connection.execute("attach ':memory:' as lake; attach ':memory:' as staging; attach ':memory:' as every")
    numbered = [(str(number), *publisher) for number, publisher in enumerate(publishers)]
    for name, columns, found in (
        ("agencies", ("agency", "name"), agencies()),
        ("countries", ("country", "name"), countries()),
        ("members", ("entity_id", "country", "since", "until"), members()),
        ("publishers", ("number", *Publisher._fields), numbered),
    ):
        columns_of = zip(*found, strict=True) if found else [()] * len(columns)
        connection.register("found", pa.table([pa.array(column, pa.string()) for column in columns_of], columns))
        connection.execute(f"create table staging.{name} as from found")
    for name, record_type in TABLES.items():
        connection.register("nothing", arrow_schema(record_type).empty_table())
        keys = "''::varchar as source, null::date as run_date, ''::varchar as shard"
        connection.execute(f"create table lake.no_{name} as select *, {keys} from nothing")
        show(connection, name, [])
        connection.execute(f"create view staging.{name} as {queries('staging')[name]}")


def show(connection: duckdb.DuckDBPyConnection, name: str, paths: Iterable[str]) -> None:
    """Let a table of the lake have the rows of these files."""
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    options = "filename = true, hive_types = {'source': varchar, 'run_date': date}"
    columns = "* exclude (filename, source, run_date), source, run_date, parse_filename(filename, true) as shard"
    source = f"select {columns} from read_parquet([{listed}], {options})" if listed else f"from lake.no_{name}"
    connection.execute(f"create or replace view lake.{name} as {source}")


def show_whole(connection: duckdb.DuckDBPyConnection, mart: Query) -> None:
    """Let `every` have a mart, for queries that are shown a part of it by its name alone."""
    ((catalogue,),) = connection.execute("select current_database()").fetchall()
    connection.execute(f'create view every.{mart.name} as from "{catalogue}".{mart.table}')


def countries() -> list[tuple[str, str]]:
    """Code and name, without the marks of doubt that annotation reads behind a name."""
    found = lexicons.rows("etl.annotate", "countries.tsv")
    return [(code, lexicons.bare(name)) for code, name, *_ in found]


def members() -> list[tuple[str, ...]]:
    """Who belongs to an organisation, since when and until when."""
    return [tuple(row) for row in lexicons.rows("etl.annotate.actors", "members.tsv")]


def agencies() -> list[tuple[str, str]]:
    """Each agency by every name that credits it, those included that are doubtful in running text."""
    aliases = {
        key: (name, *names[-1].split("|")) for key, name, *names in lexicons.rows("etl.annotate.actors", "media.tsv")
    }
    return [
        (aliases[key][0], lexicons.bare(name))
        for key, names in lexicons.rows("etl.annotate.actors", "agencies.tsv")
        for name in dict.fromkeys((*aliases[key], *names.split("|")))
        if name
    ]
