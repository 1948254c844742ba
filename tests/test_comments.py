"""Everything in a built warehouse says what it means, and nothing is said of what is not there."""

from pathlib import Path

import pytest

from etl import comments, warehouse

KNOWN = comments.columns((warehouse.SQL / "columns.tsv").read_text(encoding="utf-8").splitlines())
COLUMNS = """
    select table_name, column_name, comment
    from duckdb_columns()
    where not internal
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lake = tmp_path_factory.mktemp("lake")
    return warehouse.build(lake, lake / "warehouse.duckdb").file


def test_every_table_column_and_macro_has_a_comment(file: Path) -> None:
    tables = "select table_name, comment from duckdb_tables()"
    views = "select view_name, comment from duckdb_views() where not internal"
    macros = "select function_name, comment from duckdb_functions() where not internal"
    with warehouse.connect(file) as connection:
        found = [row for query in (tables, views, macros, COLUMNS) for row in connection.execute(query).fetchall()]
    assert len(found) > 200
    assert [row for row in found if not row[-1]] == []


def test_every_meaning_is_that_of_a_column(file: Path) -> None:
    with warehouse.connect(file) as connection:
        columns = [(table, column) for table, column, _ in connection.execute(COLUMNS).fetchall()]
    of_one = {(column, table) for table, column in columns if (column, table) in KNOWN}
    of_all = {(column, "*") for table, column in columns if (column, table) not in KNOWN}
    assert sorted(KNOWN.keys() - of_one - of_all) == []


def test_meanings_are_sorted_and_stated_once() -> None:
    lines = (warehouse.SQL / "columns.tsv").read_text(encoding="utf-8").splitlines()
    keys = [tuple(line.split("\t")[:2]) for line in lines if not line.startswith("#")]
    assert keys == sorted(set(keys))


def test_a_comment_is_the_first_paragraph_above_a_query() -> None:
    query = "-- One row per day;\n-- no more.\n--\n-- How it is made.\nselect 1 -- one\n"
    assert comments.comment(query) == "One row per day; no more."
    assert comments.comment("select 1") == ""


def test_a_macro_has_the_comment_above_it() -> None:
    one = "-- one(a): the first.\ncreate or replace macro one(a) as a;\n"
    file = one + one.replace("one", "two").replace("first", "other")
    assert list(comments.macros(file)) == [("one", "one(a): the first."), ("two", "two(a): the other.")]


def test_a_column_means_what_is_said_of_its_table_else_of_all() -> None:
    known = comments.columns(["# a comment", "kind\t*\t\tAny kind", "kind\tquotes\tletters\tKind of quote"])
    assert comments.meaning(known, "quotes", "kind") == "Kind of quote [letters]"
    assert comments.meaning(known, "visits", "kind") == "Any kind"
    assert comments.meaning(known, "visits", "other") is None
