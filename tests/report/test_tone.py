"""Tone towards a country: mentions in, means of stories out."""

from collections.abc import Mapping
from math import sqrt
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import pytest

from etl import warehouse
from etl.report import tone
from etl.report.figures import Inquiry, Row, Section
from etl.report.headlines import headlines
from tests.report.conftest import NOTHING, PAIR
from tests.report.test_clustered_shares import WORDS
from tests.sql.lakes import build
from tests.sql.test_comparisons import PUBLISHERS, writing

NAMES = {"RUS": "Russia", "CHN": "China", "NOR": "Norway"}
TONES = (-0.5, 0.1, 0.4, -0.2, 0.3, 0.0, 0.2, -0.1, 0.6, 0.2)


def shown(root: Path, *articles: list[Any]) -> Section:
    """The section on articles of outlets of Russia and Norway, one of them of the state."""
    file = build(root, *(row for article in articles for row in article), publishers=PUBLISHERS)
    with warehouse.connect(file) as connection:
        return tone.section(Inquiry(connection, PAIR, "week", "en"), NAMES)


def rows(section: Section, target: str = "RUS") -> Mapping[str, Row]:
    """The means towards a country, by the outlets that strike them."""
    return {row["outlets"]: row for row in section.figures[0].rows if row["target"] == target}


def telling(story: int, outlet: str, tone: float) -> list[Any]:
    """A copy of one of many stories."""
    return writing(f"{story}{outlet}", outlet, text=f"Russia, China {WORDS[story]}", RUS=tone)


def test_copies_in_several_countries_are_one_story(tmp_path: Path) -> None:
    outlets = ("Quay", "Neva", "Pier")
    copies = [telling(n, outlet, tone) for n, tone in enumerate(TONES) for outlet in outlets]
    found = rows(shown(tmp_path, *copies))
    for name in ("all outlets", "state media", "other outlets", "of Norway"):
        row = found[name]
        assert row["judged_stories"] == len(TONES)
        assert row["mean_tone"] == pytest.approx(mean(TONES), abs=5e-4)
        assert row["standard_error"] == pytest.approx(stdev(TONES) / sqrt(len(TONES)), abs=5e-4)


def test_a_text_printed_often_weighs_no_more_than_another(tmp_path: Path) -> None:
    copies = [telling(0, outlet, 0.8) for outlet in ("Quay", "Neva", "Pier")]
    (row,) = [rows(shown(tmp_path, *copies, telling(1, "Quay", -0.2)))["all outlets"]]
    assert (row["judged"], row["judged_stories"], row["mean_tone"]) == (4, 2, 0.3)


def test_nothing_is_read_from_few_stories(tmp_path: Path) -> None:
    section = shown(tmp_path, *(telling(n, "Quay", tone) for n, tone in enumerate(TONES[1:])))
    row = rows(section)["all outlets"]
    assert (row["standard_error"], row["tone_low"], row["interval"]) == (None, None, "too few stories")
    assert section.lead.startswith("Of 9 mentions of Russia, 9 say something kind or harsh, too few for a mean:")


@pytest.mark.parametrize(
    ("stories", "value", "interval"),
    [(9, "too few stories", "a mean takes 10"), (10, "+0.10", "95\N{NO-BREAK SPACE}% interval −0.13 to +0.33")],
)
def test_no_mean_of_few_stories_is_a_headline(tmp_path: Path, stories: int, value: str, interval: str) -> None:
    section = shown(tmp_path, *(telling(n, "Quay", tone) for n, tone in enumerate(TONES[:stories])))
    headline = headlines(PAIR, NOTHING, [], [], section.figures[0].rows)[6]
    assert (headline.what, headline.value, headline.interval) == ("mean tone towards Russia", value, interval)


def test_where_all_stories_are_alike_there_is_no_interval(tmp_path: Path) -> None:
    """How far another story might lie from them they do not say."""
    section = shown(tmp_path, *(telling(n, "Quay", 0.5) for n in range(10)))
    headline = headlines(PAIR, NOTHING, [], [], section.figures[0].rows)[6]
    assert (headline.value, headline.interval) == ("+0.50", "no interval: all stories alike")
    assert rows(section)["all outlets"]["interval"] == "all stories alike"
