"""Every question has one answer, in whatever time zone the reader's DuckDB is."""

from pathlib import Path

import duckdb
import pytest

from etl import warehouse
from tests.records import event
from tests.sql.lakes import build
from tests.sql.test_comparisons import PUBLISHERS, speaking

QUESTIONS = warehouse.queries("analysis")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of midnight in UTC, when it is another day in New York, and on some days another week or month."""
    rows = []
    for day in range(1, 41):
        words, name = "They do not know what will come", f"a{day}"
        text = f"“{words} of Russia,” said Ann Roe in China. Day {day}."
        outlet = ("Neva", "Quay", "Quay")[day % 3]
        rows += speaking(name, outlet, "Ann Roe", "RUS", words, text=text, day=day, RUS=day / 100)
        rows.append(event(text, "said", "RUS", ("AID", "REQUEST")[day % 2], "CHN", article_id=name))
    return build(tmp_path_factory.mktemp("zones"), *rows, publishers=PUBLISHERS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_is_the_same_in_every_time_zone(file: Path, name: str) -> None:
    with duckdb.connect(file, read_only=True) as connection:
        found = {}
        for zone in ("UTC", "America/New_York", "Asia/Tokyo"):
            connection.execute(f"set timezone = '{zone}'")
            found[zone] = connection.execute(QUESTIONS[name]).fetchall()
    assert found["UTC"] == found["America/New_York"] == found["Asia/Tokyo"]
