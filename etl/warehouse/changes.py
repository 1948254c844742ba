"""What has changed since the last build: files of the lake and, mart by mart, the rows made from them.

`changes.files` holds the partitions whose file of an `input` came, went or differs, and `changes.<mart>` the rows of a
mart that came or went, in its columns. The query is that of a build from nothing: where it has a key, temporary views
show it the rows of affected keys alone, and the lake the files that have them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

from etl import comments
from etl.warehouse import staging
from etl.warehouse.queries import Query
from etl.warehouse.staging import PARTITION, File

Key = tuple[str, ...]


class Changes:
    """The changes of one build, as far as it has come."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        marts: Sequence[Query],
        now: Sequence[File],
        changed: Sequence[File],
    ) -> None:
        self._connection = connection
        for mart in marts:
            staging.show_whole(connection, mart)
        ((catalogue,),) = connection.execute("select current_database()").fetchall()
        self._tables = {mart.name: f'"{catalogue}".{mart.table}' for mart in marts}
        self._keys = {mart.name: mart.key for mart in marts}
        columns = comments.held(connection)
        self._columns = {mart.name: {*columns[mart.table]} for mart in marts}
        self._changed_inputs = {file.input for file in changed}
        self._changed_marts: set[str] = set()
        connection.register("files_now", staging.rows(now))
        connection.register("files_changed", staging.rows(changed))
        connection.execute("attach ':memory:' as changes")
        connection.execute(
            f"create table changes.files as select distinct input, {_list(PARTITION)} from files_changed"
        )

    def renew(self, mart: Query) -> None:
        """Bring a mart up to date, and note which of its rows came and went."""
        with self.shown(mart) as key:
            made = mart.text if key is not None else f"from {mart.name} limit 0"
            self._connection.execute(f"create or replace temp table fresh as {made}")
        among = "limit 0" if key is None else _semi_join("affected", key)
        table = self._tables[mart.name]
        self._connection.execute(f"""
            create or replace temp table places as select rowid as place from {table} as one {among};
            create or replace temp table stale as select rowid as place, * from {table} where rowid in (from places);
            create table changes.{mart.name} as
            with rows_before as (select * exclude (place) from stale),
            rows_now as (from fresh as one {among})
            (from rows_before except all from rows_now) union all (from rows_now except all from rows_before)
        """)
        if self._any(f"changes.{mart.name}"):
            self._changed_marts.add(mart.name)
            self._replace(mart, key or ())

    def _replace(self, mart: Query, key: Key) -> None:
        if not key:
            self._connection.execute(f"create or replace table {mart.table} as from fresh")
            return
        changed = _semi_join(f"changes.{mart.name}", key)
        if self._any(f"stale as one {changed}"):
            gone = f"select place from stale as one {changed}"
            self._connection.execute(f"delete from {mart.name} where rowid in ({gone})")
        self._connection.execute(f"insert into {mart.name} from fresh as one {changed}")

    @contextmanager
    def shown(self, query: Query, kind: str = "view") -> Iterator[Key | None]:
        """Show a query what it has to see: rows of affected keys (gives the key), all (gives ()), or none (null).

        They are in views, or in a `kind` of "table" where they are read many times.
        """
        key = self._scope(query)
        narrowed = [name for name in query.marts if key and set(key) <= self._columns[name]]
        for name in narrowed:
            self._narrow(name, key or (), kind)
        for name in query.inputs if key is not None else ():
            staging.show(self._connection, name, self._paths(query, name, key))
        yield key
        for name in narrowed:
            self._connection.execute(f"drop {kind} temp.{name}")

    def _narrow(self, name: str, key: Key, kind: str) -> None:
        """Hide the rows of other keys, found first by the key alone: other columns are read where a row is wanted."""
        table = self._tables[name]
        self._connection.execute(f"""
            create or replace temp table places_of_{name} as
            select rowid as place from {table} as one {_semi_join("affected", key)};
            create temp {kind} {name} as from {table} where rowid in (from places_of_{name})
        """)

    def _scope(self, query: Query) -> Key | None:
        ways = self._ways(query)
        if not ways:
            return None
        if not query.key or None in ways:
            return ()
        union = " union all ".join(f"({way})" for way in ways)
        keys = _list(query.key)
        self._connection.execute(f"create or replace temp table affected as select distinct {keys} from ({union})")
        return query.key if self._any("affected") else None

    def _ways(self, query: Query) -> list[str | None]:
        """A query for the affected keys by each table that changed, null where nothing leads to them."""
        marts = [name for name in query.marts if name in self._changed_marts]
        inputs = [name for name in query.inputs if name in self._changed_inputs]
        if query.affected and (marts or inputs):
            return [query.affected]
        files = "(from changes.files where input = '{}')"
        return [
            *(self._way(query, f"changes.{name}", self._columns[name], self._keys[name]) for name in marts),
            *(self._way(query, files.format(name), {*PARTITION}, PARTITION) for name in inputs),
        ]

    def _way(self, query: Query, changed: str, columns: set[str], key: Key) -> str | None:
        """The keys in the changed rows themselves, or in rows of a table that has both keys."""
        keys = _list(query.key)
        if set(query.key) <= columns:
            return f"select {keys} from {changed}"
        if between := self._between(query, key):
            return f"select {keys} from {between} as one {_semi_join(changed, key)}"
        return None

    def _between(self, query: Query, key: Key) -> str | None:
        """A table the query reads that has its key, and another."""
        return next((name for name in query.marts if key and {*query.key, *key} <= self._columns[name]), None)

    def _paths(self, query: Query, name: str, key: Key | None) -> list[str]:
        """The files of an input that may have rows of the affected keys."""
        among = ""
        if key and set(key) <= set(PARTITION):
            among = _semi_join("affected", key)
        elif key and (between := self._between(query, PARTITION)):
            among = _semi_join(between, PARTITION)
        select = f"select path from files_now as one {among} where input = ? order by path"
        return [path for (path,) in self._connection.execute(select, [name]).fetchall()]

    def _any(self, table: str) -> bool:
        return bool(self._connection.execute(f"from {table} limit 1").fetchall())


def _list(columns: Sequence[str]) -> str:
    return ", ".join(columns)


def _semi_join(other: str, key: Key) -> str:
    """Of a table named `one` the rows with a key that the other has too, all without one; null is a key like others."""
    same = " and ".join(f"one.{column} is not distinct from other.{column}" for column in key)
    return f"semi join {other} as other on {same}" if key else ""
