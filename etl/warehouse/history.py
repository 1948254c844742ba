"""What a warehouse was built from: the files of the lake and the version of all that makes rows of them."""

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version as version_of
from pathlib import Path

import duckdb

from etl.schema import arrow_schema
from etl.warehouse import staging
from etl.warehouse.queries import queries
from etl.warehouse.staging import File, Publisher

# What the tables are, as queries say it of marts.
TABLES = {
    "builds.files": "-- One row per file of the lake that the warehouse was built from, as it was then.\n",
    "builds.versions": "-- One row: what made the warehouse; another version begins from nothing.\n",
}
_COLUMNS = "input, source, run_date::varchar, shard, size, modified_ns"


def version(publishers: Sequence[Publisher]) -> str:
    """Changes with the queries, the tables of names that they read, the lake's columns, newslake and DuckDB."""
    parts = [
        *(
            queries(kind)
            for kind in ("functions", "staging", "intermediate", "marts", "affected", "views", "macros", "checks/stop")
        ),
        staging.countries(),
        staging.agencies(),
        staging.members(),
        publishers,
        *(str(arrow_schema(record_type)) for record_type in staging.TABLES.values()),
        version_of("newslake"),
        duckdb.__version__,
    ]
    return sha256(repr(parts).encode()).hexdigest()[:16]


def read(warehouse: Path, publishers: Sequence[Publisher]) -> set[File] | None:
    """The files a warehouse was made from, null where there is none, or none that a build can go on from."""
    try:
        with duckdb.connect(warehouse, read_only=True) as connection:
            made_by = connection.execute("select version from builds.versions").fetchall()
            found = connection.execute(f"select {_COLUMNS} from builds.files").fetchall()
    except duckdb.Error:
        return None
    return {File(*row) for row in found} if made_by == [(version(publishers),)] else None


def write(connection: duckdb.DuckDBPyConnection, files: list[File], publishers: Sequence[Publisher]) -> None:
    """Note what this build was made from."""
    connection.register("files_read", staging.rows(files))
    connection.execute("create schema if not exists builds")
    connection.execute("create or replace table builds.files as select * exclude (path) from files_read order by all")
    connection.execute("create or replace table builds.versions as select ? as version", [version(publishers)])
