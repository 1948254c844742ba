"""Rows in a terminal: a table where there is room for it, else one below the other."""

from datetime import date

import duckdb
import pytest
from rich.console import Console

from etl import results


def printed(query: str, width: int) -> list[str]:
    console = Console(width=width, force_terminal=False)
    with duckdb.connect() as connection, console.capture() as captured:
        results.rows(connection.execute(query), console)
    return captured.get().splitlines()


WEEK = "select date '2025-05-05' as first_week, 1234 as number_of_articles, repeat('word ', 8) as text"


def test_with_room_names_stand_in_one_line() -> None:
    shown = printed(WEEK, 100)
    assert "first_week" in shown[1]
    assert "number_of_articles" in shown[1]
    assert len(shown) == 5


def test_with_less_room_names_are_parted_at_their_words_and_numbers_and_dates_are_not() -> None:
    shown = "\n".join(printed(WEEK, 46))
    assert str(date(2025, 5, 5)) in shown
    assert "1,234" in shown
    assert "number_of_articles" not in shown
    for word in ("number_", "of_", "articles"):
        assert word in shown


def test_with_none_rows_stand_one_below_the_other() -> None:
    shown = [line.split()[0] for line in printed(WEEK, 38)]
    assert shown[:4] == ["row", "first_week", "number_of_articles", "text"]


@pytest.mark.parametrize("width", [20, 80])
def test_that_there_are_no_rows_is_said(width: int) -> None:
    assert printed("select 1 as number_of_articles, 'a' as outlet, 'b' as text where false", width)[-1] == "No rows."
