"""Articles of a period that name a country or two, and the calendar of the period."""

from pathlib import Path

import duckdb
import pytest

from tests.sql.stories import build, rows, story
from tests.sql.test_macros import BOTH, QUESTION, STORIES


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("about"), STORIES)


def test_about_two_countries_is_what_dyad_finds(file: Path) -> None:
    both = "select article_id, story_id, sentence, title, url from {} order by article_id"
    assert rows(file, both.format("about('RUS', 'CHN')")) == rows(file, both.format("dyad('RUS', 'CHN')"))


def test_about_one_country_is_whatever_names_it(file: Path) -> None:
    assert rows(file, "select article_id, sentence from about('RUS')") == [("a0", 0), ("a3", 0), ("a2", 0)]


def test_a_news_agency_does_not_count_for_its_country(tmp_path: Path) -> None:
    file = build(tmp_path, [story("Quay News", None, QUESTION, named=BOTH, roles={"China": "MED"})])
    assert rows(file, "from about('CHN')") == []


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("since := '2025-05-02'", ["a3", "a2"]),
        ("until := '2025-05-02'", ["a0", "a3"]),
        ("since := '2025-05-02', until := '2025-05-02'", ["a3"]),
    ],
)
def test_both_ends_of_a_period_are_in_it(file: Path, period: str, found: list[str]) -> None:
    query = f"select article_id from about('RUS', 'CHN', {period}) order by published_at"
    assert [name for (name,) in rows(file, query)] == found


def test_a_calendar_has_no_holes(file: Path) -> None:
    weeks = "select time::varchar, articles from calendar('week')"
    assert rows(file, weeks) == [("2025-04-28", 2), ("2025-05-05", 0), ("2025-05-12", 1), ("2025-05-19", 1)]


@pytest.mark.parametrize(
    ("unit", "times"),
    [("day", ["2025-05-19", "2025-05-20", "2025-05-21"]), ("week", ["2025-05-19"]), ("month", ["2025-05-01"])],
)
def test_a_calendar_reaches_to_the_ends_of_its_period(file: Path, unit: str, times: list[str]) -> None:
    query = f"select time::varchar from calendar('{unit}', since := '2025-05-19', until := '2025-05-21')"
    assert [time for (time,) in rows(file, query)] == times


def test_a_calendar_counts_the_days_a_source_was_silent(file: Path) -> None:
    with duckdb.connect(file) as connection:
        connection.execute(
            """
            insert into gaps (source, run_date, is_silent)
            values ('tass', '2025-05-20', true), ('tass', '2025-05-21', false)
            """
        )
    query = "select source_days, silent_days from calendar('week') where time = '2025-05-19'"
    assert rows(file, query) == [(2, 1)]
