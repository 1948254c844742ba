"""What `newslake schema` prints, and what the README says of the warehouse."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl import warehouse
from etl.cli import app
from etl.errors import InputError
from infra import dictionary


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lake = tmp_path_factory.mktemp("lake")
    warehouse.build(lake, lake / "warehouse.duckdb")
    return lake


def schema(lake: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["schema", *arguments, "--lake", str(lake)], env={"COLUMNS": "150"})
    if done.exception:
        raise done.exception
    return done.stdout


def test_schema_lists_tables_and_macros_with_what_they_hold(lake: Path) -> None:
    lines = schema(lake).splitlines()
    assert any("│ sentences " in line and "One row per sentence of an article" in line for line in lines)
    assert any("│ dyad(a, b) " in line and "one row per article naming both" in line for line in lines)


def test_schema_prints_the_columns_of_a_table(lake: Path) -> None:
    shown = schema(lake, "outlets")
    assert shown.startswith("One row per outlet")
    assert "│ is_state_media │ boolean │ Whether a government" in shown


def test_schema_prints_several_tables_by_names_in_any_case(lake: Path) -> None:
    shown = schema(lake, "Articles", "STORIES")
    assert shown.index("One row per article:") < shown.index("│ canonical_url ") < shown.index("One row per story:")


def test_schema_prints_every_column_of_every_table(lake: Path) -> None:
    shown = schema(lake, "%")
    query = "select column_name from duckdb_columns() where schema_name = 'main' and not internal"
    with warehouse.connect(lake / "warehouse.duckdb") as connection:
        columns = connection.execute(query).fetchall()
    assert len(columns) > 250
    assert [name for (name,) in columns if f"│ {name} " not in shown] == []


def test_schema_finds_the_tables_that_have_a_part_of_a_name_in_common(lake: Path, tmp_path: Path) -> None:
    schema(lake, "coverage%", "countries", "--format", "json", "--output", str(tmp_path / "columns"))
    rows = [json.loads(line) for line in (tmp_path / "columns").read_text().splitlines()]
    assert list(dict.fromkeys(row["table"] for row in rows)) == ["countries", "coverage_by_day", "coverage_by_week"]


def test_schema_prints_what_a_macro_does(lake: Path) -> None:
    assert schema(lake, "relations").startswith("relations('RUS', 'CHN'): what each does to the other by week")


def test_schema_writes_rows_for_programs(lake: Path, tmp_path: Path) -> None:
    schema(lake, "countries", "--format", "json", "--output", str(tmp_path / "columns"))
    rows = [json.loads(line) for line in (tmp_path / "columns").read_text().splitlines()]
    assert [row["column"] for row in rows] == ["country", "name"]
    schema(lake, "--output", str(tmp_path / "tables.csv"))
    with (tmp_path / "tables.csv").open() as file:
        assert {row["kind"] for row in csv.DictReader(file)} == {"table", "view", "macro"}


def test_an_unknown_table_is_an_error_that_names_the_known_ones(lake: Path) -> None:
    with pytest.raises(InputError, match="no table 'nothing' in the warehouse: there are about, acts"):
        schema(lake, "nothing")


def test_readme_and_dictionary_say_what_the_warehouse_does() -> None:
    """Where this fails: make dictionary."""
    readme, columns = dictionary.pages()
    assert dictionary.README.read_text(encoding="utf-8") == readme
    assert dictionary.DICTIONARY.read_text(encoding="utf-8") == columns
