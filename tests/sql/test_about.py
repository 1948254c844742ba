"""Articles of a period that name a country or two, and the calendar of the period."""

from pathlib import Path

import duckdb
import pytest

from etl.errors import WarehouseError
from tests.records import sentence
from tests.sql.lakes import build as build_articles
from tests.sql.lakes import printed
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
    [
        ("day", ["2025-05-19", "2025-05-20", "2025-05-21"]),
        ("week", ["2025-05-19"]),
        ("month", ["2025-05-01"]),
        ("year", ["2025-01-01"]),
    ],
)
def test_a_calendar_reaches_to_the_ends_of_its_period(file: Path, unit: str, times: list[str]) -> None:
    query = f"select time::varchar from calendar('{unit}', since := '2025-05-19', until := '2025-05-21')"
    assert [time for (time,) in rows(file, query)] == times


@pytest.mark.parametrize(
    ("unit", "outside"),
    [("day", [0] * 24), ("week", [5, 0, 0, 0, 6]), ("month", [2 + 3]), ("year", [366 - 24])],
)
def test_a_calendar_has_each_day_of_its_times(file: Path, unit: str, outside: list[int]) -> None:
    query = f"select outside_days from calendar('{unit}', since := '2024-02-03', until := '2024-02-26')"
    assert [days for (days,) in rows(file, query)] == outside


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("'hour'", "no calendar by hour: choose day, week, month or year"),
        ("'fortnight'", "fortnight"),
        ("'week', since := '1 May'", "1 May"),
    ],
)
def test_a_calendar_of_no_known_unit_or_day_is_an_error(file: Path, asked: str, reason: str) -> None:
    with pytest.raises(WarehouseError, match=reason):
        rows(file, f"from calendar({asked})")


def test_a_calendar_counts_the_days_a_source_was_silent_or_not_read(tmp_path: Path) -> None:
    """On the last day no list answered, but a page came."""
    file = build(tmp_path, STORIES)
    with duckdb.connect(file) as connection:
        for day, is_silent, pages in ((20, True, None), (21, False, 0), (23, True, 1)):
            stated = ["tass", f"2025-05-{day}", is_silent, pages]
            connection.execute("insert into gaps (source, run_date, is_silent) values (?, ?, ?)", stated[:3])
            connection.execute(
                "insert into data_quality_by_day (source, run_date, is_silent, pages) values (?, ?, ?, ?)", stated
            )
    weeks = "select source_days, silent_days, is_incomplete from calendar('week'{}) where time >= '2025-05-12'"
    assert rows(file, weeks.format("")) == [(0, 0, False), (4, 2, True)]
    assert rows(file, weeks.format(", since := '2025-05-14', until := '2025-05-25'")) == [(0, 0, False), (4, 2, True)]


def test_a_calendar_counts_the_days_that_lie_outside_the_period(file: Path) -> None:
    query = """
        select articles, outside_days, is_incomplete
        from calendar('week', since := '2025-05-01', until := '2025-05-22')
    """
    assert rows(file, query) == [(2, 3, True), (0, 0, False), (1, 0, False), (1, 3, True)]


@pytest.mark.parametrize(
    ("a_week", "other_day", "silence"),
    [
        pytest.param(14, 16, (1, 1, True), id="the day is missing, and the outlet silent"),
        pytest.param(14, 15, (0, 1, True), id="another outlet wrote that day"),
        pytest.param(13, 16, (0, 0, False), id="fewer than ten are usual"),
    ],
)
def test_a_calendar_counts_days_and_outlets_that_are_silent_though_ten_articles_are_usual(
    tmp_path: Path, a_week: int, other_day: int, silence: tuple[int, int, bool]
) -> None:
    """An outlet writes so many on three Thursdays of four: not on 15 May, in whose week another has one."""
    articles = [printed(f"{day}-{number}", outlet="Quay", day=day) for day in (1, 8, 22) for number in range(a_week)]
    articles.append(printed("other", outlet="Pier", day=other_day))
    read = [sentence(0, 9, article_id=one.article_id) for one in articles]
    query = "select missing_days, silent_outlets, is_incomplete from calendar('week')"
    whole = (0, 0, False)
    assert rows(build_articles(tmp_path, *articles, *read), query) == [whole, whole, silence, whole]
