"""How numbers, names and axes are written."""

from datetime import date

import pytest

from etl.report.charts import ticks
from etl.report.figures import between, percent, signed
from etl.report.subject import Country, Subject


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (0.5, 0.77, "50–77 %"),
        (0, 1, "0–100 %"),
        (0, 0.00077, "0.0–0.1 %"),
        (0.0002, 0.0018, "0.02–0.18 %"),
        (0.9784, 0.9993, "97.8–99.9 %"),
    ],
)
def test_an_interval_is_written_so_that_its_ends_differ(low: float, high: float, shown: str) -> None:
    """From each other, and from 0 and 100 % if they are not that."""
    written = between(low, high).replace("\N{WORD JOINER}", "").replace("\N{NO-BREAK SPACE}", " ")
    assert written == shown


@pytest.mark.parametrize(
    ("share", "shown"), [(0, "0 %"), (0.004, "under 1 %"), (0.25, "25 %"), (0.996, "over 99 %"), (1, "100 %")]
)
def test_only_none_is_written_as_0_and_only_all_as_100_per_cent(share: float, shown: str) -> None:
    assert percent(share).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_a_tone_of_nearly_0_has_no_minus() -> None:
    assert [signed(tone) for tone in (-0.004, -0.25, 0.5)] == ["+0.00", "−0.25", "+0.50"]


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(0, 1, [0, 1]), (-1, 3, [-1, 0, 1, 2, 3]), (-3, 12, [-5, 0, 5, 10, 15]), (0, 250, [0, 50, 100, 150, 200, 250])],
)
def test_counts_have_whole_numbers_at_their_axis(low: int, high: int, shown: list[int]) -> None:
    assert ticks(low, high) == shown


def test_countries_have_their_article_within_a_sentence() -> None:
    subject = Subject(Country("USA", "United States"), Country("CHN", "China"))
    assert subject.name_it == "name both the United States and China"
    assert subject.side(is_first=True) == "the United States"
    assert subject.direction(is_first=True) == "United States → China"


def test_files_are_called_after_the_countries_and_the_period() -> None:
    subject = Subject(Country("RUS", "Russia"), Country("CHN", "China"), since=date(2025, 4, 1))
    assert subject.slug == "RUS-CHN-since-2025-04-01"
