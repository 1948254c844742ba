"""Building: a draft from nothing, or from a copy of the old file and what has changed, and checks before the swap."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import checks as findings
from etl import comments
from etl.checks import Finding
from etl.errors import WarehouseError
from etl.warehouse import drafts, history, staging
from etl.warehouse.changes import Changes
from etl.warehouse.queries import SQL, checks, grouped, marts, queries, together
from etl.warehouse.reading import SETTINGS, count, one_line
from etl.warehouse.staging import File, Publisher

Progress = Callable[[int], None]


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
    progress: Progress = lambda _step: None,
) -> Build:
    """Bring the warehouse up to date with the lake and swap it in; `progress` hears of each query.

    Of several publishers at one host, the first goes before the others.

    Raises:
        WarehouseError: the lake is missing or cannot be read, or a check found rows; the old warehouse then stays.
    """
    if not lake.is_dir():
        raise WarehouseError(f"no lake at {lake}: load something first, or point --lake at it")
    try:
        with drafts.beside(file) as draft, _connected(draft) as connection:
            with drafts.copied(file, draft):
                staging.attach(connection, publishers)
                files = staging.files(lake)
            changed = _changed(draft, files, publishers)
            if changed is not None:
                drafts.settle(draft)
            _open(connection, draft)
            changes = Changes(connection, marts(), files, changed) if changed is not None else None
            rows = _renew(connection, changes, progress) if changes else _make(connection, files, progress)
            _prove(connection, changes, progress)
            warnings = _warn(connection, progress)
            history.write(connection, files, publishers)
            _comment(connection)
            connection.execute("checkpoint draft")
    except duckdb.Error as error:
        raise WarehouseError(f"the old warehouse stays: {one_line(error)}") from error
    return Build(file, rows, len(checks("stop")) + len(checks("warn")), warnings)


def steps() -> int:
    """How many queries the `progress` of a build hears of."""
    return len(marts()) + len(checks("stop")) + len(checks("warn"))


def _changed(draft: Path, files: Sequence[File], publishers: Sequence[Publisher]) -> list[File] | None:
    """What has changed in the lake since the file that the draft is a copy of; null where it begins from nothing."""
    # Asked of the copy: the old file may be replaced meanwhile, and DuckDB remembers files that are open.
    before = history.read(draft, publishers)
    changed = sorted({*files} ^ before) if before is not None else None
    # Where most of the lake has changed, a build from nothing is the shorter way.
    if changed is None or len(changed) > len(files) / 2:
        draft.unlink(missing_ok=True)
        return None
    return changed


@contextmanager
def _connected(draft: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has no file open yet, and keeps what does not fit into memory beside the draft."""
    with duckdb.connect(config={"temp_directory": f"{draft}.tmp"}) as connection:
        connection.execute(SETTINGS)
        connection.execute("set preserve_insertion_order = true")
        for query in queries("functions").values():
            connection.execute(query)
        yield connection


def _open(connection: duckdb.DuckDBPyConnection, draft: Path) -> None:
    """Open the draft to write. Until it is complete nobody goes on from it, so it needs no log."""
    path = str(draft).replace("'", "''")
    connection.execute(f"attach '{path}' as draft (recovery_mode no_wal_writes); use draft")
    connection.execute("create schema if not exists intermediate; set search_path = 'main,intermediate'")


def _make(connection: duckdb.DuckDBPyConnection, files: list[File], progress: Progress) -> dict[str, int]:
    """Fill an empty draft from the whole lake."""
    for name in staging.TABLES:
        staging.show(connection, name, [file.path for file in files if file.input == name])
    rows = {}
    for mart in marts():
        progress(1)
        connection.execute(f"create table {mart.table} as {mart.text}")
        staging.show_whole(connection, mart)
        if mart.is_public:
            rows[mart.name] = count(connection, mart.table)
    for name, query in queries("views").items():
        connection.execute(f"create view {name} as {query}")
    for query in queries("macros").values():
        connection.execute(query)
    return rows


def _renew(connection: duckdb.DuckDBPyConnection, changes: Changes, progress: Progress) -> dict[str, int]:
    """Bring a copy of the old warehouse up to date."""
    rows = {}
    for mart in marts():
        progress(1)
        changes.renew(mart)
        if mart.is_public:
            rows[mart.name] = count(connection, mart.table)
    return rows


def _prove(connection: duckdb.DuckDBPyConnection, changes: Changes | None, progress: Progress) -> None:
    """Run every check that stops a build, over what has changed where that is known."""
    for group in grouped(checks("stop")):
        with changes.shown(together(group), "table") if changes else nullcontext(()) as key:
            for check in group:
                progress(1)
                if key is not None:
                    findings.stop(connection, check.name, check.text)


def _warn(connection: duckdb.DuckDBPyConnection, progress: Progress) -> list[Finding]:
    """Run every check that warns, and keep what they find in the table `warnings`."""
    connection.execute((SQL / "checks" / "warnings.sql").read_text())
    found = []
    for check in checks("warn"):
        progress(1)
        found += findings.warn(connection, check.name, check.text)
    return found


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    """Say in the file what its tables, columns and macros mean."""
    warned = {"main.warnings": (SQL / "checks" / "warnings.sql").read_text()}
    tables = {mart.table: mart.text for mart in marts()} | warned | history.TABLES
    views = {f"main.{name}": query for name, query in queries("views").items()}
    known = comments.columns((SQL / "columns.tsv").read_text().splitlines())
    comments.write(connection, tables, views, queries("macros").values(), known)
