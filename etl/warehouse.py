"""The warehouse: one DuckDB file, a function of the lake and of the queries in `sql/`.

`build` makes a fresh file beside the old one — staging, marts, macros, checks — and swaps it in only when every
check that stops it came back empty. Who has the old file open keeps reading it.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

import duckdb

from etl import checks, comments, lexicons
from etl.checks import Finding
from etl.errors import WarehouseError
from etl.records import Article, Event, Mention, Page, Quote, Record, Rejection, Run, Sentence, Visit
from etl.schema import arrow_schema, table_name

TABLES: tuple[type[Record], ...] = (Page, Visit, Article, Rejection, Sentence, Mention, Quote, Event, Run)

# In a wheel the queries lie inside the package, in a clone beside it.
_HERE = Path(__file__).parent
SQL = next(folder for folder in (_HERE / "sql", _HERE.parent / "sql") if folder.is_dir())
# A bar of progress would go to stdout, among the rows.
_SETTINGS = "set timezone = 'UTC'; set enable_progress_bar = false"


class Publisher(NamedTuple):
    """Who publishes at a host, and at those below it: a source of the catalogue."""

    host: str
    source: str
    title: str
    country: str
    ownership: str
    language: str


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made: rows by mart, how many checks it passed, and what it warns of."""

    file: Path
    rows: Mapping[str, int]
    checks: int
    warnings: Sequence[Finding] = ()


def build(
    lake: Path,
    file: Path,
    *,
    publishers: Sequence[Publisher] = (),
    progress: Callable[[int], None] = lambda _step: None,
) -> Build:
    """Build the warehouse from the whole lake and swap it in; `progress` hears of each query.

    Of several publishers at one host, the first goes before the others.

    Raises:
        WarehouseError: the lake is missing or cannot be read, or a check found rows; the old warehouse then stays.
    """
    if not lake.is_dir():
        raise WarehouseError(f"no lake at {lake}: load something first, or point --lake at it")
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    _remove_leftovers(file)
    try:
        with duckdb.connect(draft) as connection:
            _attach(connection, lake)
            _know(connection, publishers)
            result = _fill(connection, file, progress)
        draft.replace(file)
    except duckdb.Error as error:
        raise WarehouseError(f"the old warehouse stays: {_one_line(error)}") from error
    finally:
        for leftover in (draft, draft.with_name(f"{draft.name}.wal")):
            leftover.unlink(missing_ok=True)
    return result


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
            connection.execute(_SETTINGS)
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(_one_line(error)) from error


def warnings(file: Path) -> list[Finding]:
    """What the last build warned of; nothing where there was none."""
    if not file.exists():
        return []
    with connect(file) as connection:
        return checks.warnings(connection)


def _one_line(error: duckdb.Error) -> str:
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
    for name in names or known:
        file = folder / f"{name}.{format}"
        export(connection, f"from {name}", format, file)
        yield file, _scalar(connection, f"select count(*) from {name}")  # noqa: S608 - a table's name


def steps() -> int:
    """How many queries the `progress` of a build hears of."""
    return sum(len(queries(kind)) for kind in ("marts", "checks/stop", "checks/warn"))


def queries(kind: str) -> dict[str, str]:
    """The queries of one folder of `sql/` by name; staging and marts in an order in which each can run."""
    found = {path.stem: path.read_text() for path in sorted((SQL / kind).glob("*.sql"))}
    order = TopologicalSorter({name: _reads(query) & found.keys() for name, query in found.items()})
    return {name: found[name] for name in order.static_order()} if kind == "marts" else found


def _fill(connection: duckdb.DuckDBPyConnection, file: Path, progress: Callable[[int], None]) -> Build:
    connection.execute(_SETTINGS)
    connection.execute("set preserve_insertion_order = true")
    for name, query in queries("staging").items():
        connection.execute(f"create view staging.{name} as {query}")
    rows = {}
    for name, query in queries("marts").items():
        progress(1)
        connection.execute(f"create table {name} as {query}")
        rows[name] = _scalar(connection, f"select count(*) from {name}")  # noqa: S608 - a file's name
    for query in queries("macros").values():
        connection.execute(query)
    stopping, warning = queries("checks/stop"), queries("checks/warn")
    checks.stop(connection, stopping, progress)
    table = (SQL / "checks" / "warnings.sql").read_text()
    connection.execute(table)
    warnings = checks.warn(connection, warning, progress)
    known = comments.columns((SQL / "columns.tsv").read_text().splitlines())
    comments.write(connection, queries("marts") | {"warnings": table}, queries("macros").values(), known)
    return Build(file=file, rows=rows, checks=len(stopping) + len(warning), warnings=warnings)


def _attach(connection: duckdb.DuckDBPyConnection, lake: Path) -> None:
    """Two catalogues in memory, so that the finished file refers to nothing outside itself.

    Beside the lake's tables `staging.countries` holds code and name of every country that annotation knows,
    `staging.members` who belongs to an organisation, and `staging.agencies` the names of news agencies.
    """
    connection.execute("attach ':memory:' as lake; attach ':memory:' as staging")
    connection.execute("create table staging.agencies (agency varchar, name varchar)")
    connection.executemany("insert into staging.agencies values (?, ?)", _agencies())
    connection.execute("create table staging.countries (country varchar, name varchar)")
    connection.executemany("insert into staging.countries values (?, ?)", _countries())
    connection.execute(
        "create table staging.members (entity_id varchar, country varchar, since varchar, until varchar)"
    )
    members = [list(column) for column in zip(*lexicons.rows("etl.annotate.actors", "members.tsv"), strict=True)]
    connection.execute("insert into staging.members select unnest(?), unnest(?), unnest(?), unnest(?)", members)
    for record_type in TABLES:
        name = table_name(record_type)
        files = sorted((lake / name).glob("source=*/run_date=*/[!.]*.parquet"))
        if files:
            listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
            options = "filename = true, hive_types = {'source': varchar, 'run_date': date}"
            rows = f"read_parquet([{listed}], {options})"
            columns = "* exclude (filename), parse_filename(filename, true) as shard"
            connection.execute(f"create view lake.{name} as select {columns} from {rows}")  # noqa: S608
        else:
            connection.register("nothing", arrow_schema(record_type).empty_table())
            keys = "''::varchar as source, null::date as run_date, ''::varchar as shard"
            connection.execute(f"create table lake.{name} as select *, {keys} from nothing")  # noqa: S608


def _know(connection: duckdb.DuckDBPyConnection, publishers: Sequence[Publisher]) -> None:
    """`staging.publishers` holds who publishes where, numbered in the order of the catalogue."""
    columns = ", ".join(f"{name} varchar" for name in Publisher._fields)
    connection.execute(f"create table staging.publishers (number integer, {columns})")
    if publishers:
        rows = [(number, *publisher) for number, publisher in enumerate(publishers)]
        connection.executemany("insert into staging.publishers values (?, ?, ?, ?, ?, ?, ?)", rows)


def _countries() -> list[tuple[str, str]]:
    """Code and name, without the marks of doubt that annotation reads behind a name."""
    rows = lexicons.rows("etl.annotate", "countries.tsv")
    return [(code, name.rstrip("?^~*")) for code, name, *_ in rows]


def _agencies() -> list[tuple[str, str]]:
    """Each agency by every name that credits it, those included that are doubtful in running text."""
    aliases = {
        key: (name, *names[-1].split("|")) for key, name, *names in lexicons.rows("etl.annotate.actors", "media.tsv")
    }
    return [
        (aliases[key][0], name.rstrip("?"))
        for key, names in lexicons.rows("etl.annotate.actors", "agencies.tsv")
        for name in dict.fromkeys((*aliases[key], *names.split("|")))
        if name
    ]


def _reads(query: str) -> set[str]:
    """The names of the tables a query reads, from its syntax tree, without those it makes itself by `with`."""
    (tree,) = duckdb.execute("select json_serialize_sql(?)", [query]).fetchone() or ("{}",)
    nodes = list(_nodes(json.loads(tree)))
    own = {entry["key"] for node in nodes for entry in node.get("cte_map", {}).get("map", ())}
    tables = (node for node in nodes if node.get("type") == "BASE_TABLE" and not node.get("schema_name"))
    return {node["table_name"] for node in tables} - own


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    children = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for child in children:
        yield from _nodes(child)


def _scalar(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    (value,) = connection.execute(query).fetchone() or (0,)
    return int(value)


def _remove_leftovers(file: Path) -> None:
    """Drafts of builds that were killed: no process of theirs is alive."""
    for draft in file.parent.glob(f".{file.name}.*"):
        owner = re.fullmatch(r"(\d+)(\.wal)?", draft.name.removeprefix(f".{file.name}."))
        if owner and not Path(f"/proc/{owner.group(1)}").exists():
            draft.unlink(missing_ok=True)
