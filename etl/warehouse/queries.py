"""The queries of `sql/`: which tables each reads, and by which columns its rows are told apart.

A line `-- Key: article_id` says that the rows of a mart with one key depend on the rows with that key alone, in each
table it reads that has these columns; the others, and `every.<table>`, it sees whole. Where a change reaches further
than its own key, a query of the mart's name in `sql/affected/` says how far. A mart without a key is made anew. Tables
in which articles have a day lie in its order: what a night touches then lies together.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

# In a wheel the queries lie inside the package, in a clone beside it.
_ETL = Path(__file__).parents[1]
SQL = next(folder for folder in (_ETL / "sql", _ETL.parent / "sql") if folder.is_dir())


@dataclass(frozen=True, slots=True)
class Query:
    """A mart or a check; without a key its rows depend on all it reads. `affected` says what a change reaches.

    Marts people query are in the schema `main`; what leads to them is in `intermediate`.
    """

    schema: str
    name: str
    text: str
    key: tuple[str, ...]
    affected: str | None
    marts: tuple[str, ...]
    inputs: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        """Whether people query the table."""
        return self.schema == "main"

    @property
    def table(self) -> str:
        """The table of a mart, by its schema."""
        return f"{self.schema}.{self.name}"


def queries(kind: str) -> dict[str, str]:
    """The queries of one folder of `sql/` by name."""
    return {path.stem: path.read_text() for path in sorted((SQL / kind).glob("*.sql"))}


@cache
def marts() -> tuple[Query, ...]:
    """The marts, and what leads to them, in an order in which each can be made."""
    found = _parsed("intermediate") | _parsed("marts")
    order = TopologicalSorter({name: mart.marts for name, mart in found.items()})
    return tuple(found[name] for name in order.static_order())


@cache
def checks(severity: str) -> tuple[Query, ...]:
    """The checks that `stop` a build, or those that `warn`, in order of name."""
    return tuple(_parsed(f"checks/{severity}").values())


def grouped(found: Sequence[Query]) -> Iterator[tuple[Query, ...]]:
    """Queries, those of one key together."""
    for _, group in groupby(sorted(found, key=lambda query: query.key), lambda query: query.key):
        yield tuple(group)


def together(group: Sequence[Query]) -> Query:
    """A query that stands for several of one key: it reads what any of them does."""
    marts_read = dict.fromkeys(name for query in group for name in query.marts)
    inputs_read = dict.fromkeys(name for query in group for name in query.inputs)
    return Query("", "", "", group[0].key, None, tuple(marts_read), tuple(inputs_read))


def _parsed(kind: str) -> dict[str, Query]:
    made, staged, affected = queries("intermediate") | queries("marts"), queries("staging"), queries("affected")
    schema = "intermediate" if kind == "intermediate" else "main"
    texts = queries(kind)
    found = {}
    for (name, text), tables in zip(texts.items(), _tables(list(texts.values())), strict=True):
        reads = [table for schema, table in tables if schema in ("", "every") and table in made and table != name]
        inputs = [table for schema, table in tables if schema == "staging" and table in staged]
        key = re.search(r"^-- Key: (.+)$", text, re.MULTILINE)
        columns = tuple(key.group(1).split(", ")) if key else ()
        found[name] = Query(schema, name, text, columns, affected.get(name), tuple(dict.fromkeys(reads)), tuple(inputs))
    return found


def _tables(texts: list[str]) -> Iterator[list[tuple[str, str]]]:
    """Schema and name of the tables each query reads, from its syntax tree, without those it makes itself by `with`."""
    for (tree,) in duckdb.execute("select json_serialize_sql(text) from unnest(?) as _(text)", [texts]).fetchall():
        nodes = _nodes(tree)
        own = {("", entry["key"]) for node in nodes for entry in node.get("cte_map", {}).get("map", ())}
        read = {(node["schema_name"], node["table_name"]) for node in nodes if node.get("type") == "BASE_TABLE"}
        yield sorted(read - own)


def _nodes(tree: str) -> list[dict[str, Any]]:
    """All objects of a document."""
    found: list[dict[str, Any]] = []

    def keep(node: dict[str, Any]) -> dict[str, Any]:
        found.append(node)
        return node

    json.loads(tree, object_hook=keep)
    return found
