"""The charts over time, as they are told to the one who draws."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from etl.report import timelines
from etl.report.answers import Row
from etl.report.charts import NARROW, WIDE, Style
from tests.report.conftest import PAIR

MONDAY = date(2025, 3, 31)


def weeks(*articles: int | None, incomplete: tuple[int, ...] = ()) -> list[Row]:
    """Weeks of so many articles, each a story; those of the numbers in `incomplete` are that."""
    return [
        {
            "time": MONDAY + timedelta(weeks=number),
            "articles": count,
            "stories": count,
            "is_incomplete": number in incomplete,
        }
        for number, count in enumerate(articles)
    ]


def parts(chart: Any, name: str) -> Iterator[Any]:
    """All that a chart has under a name, at any depth."""
    if isinstance(chart, dict):
        for key, value in chart.items():
            yield from [value] if key == name else parts(value, name)
    elif isinstance(chart, list):
        for one in chart:
            yield from parts(one, name)


def colours(chart: Any) -> list[dict[str, str]]:
    """The series of each layer with their colours."""
    scales = [colour["scale"] for colour in parts(chart, "color") if isinstance(colour, dict)]
    return [dict(zip(scale["domain"], scale["range"], strict=True)) for scale in scales]


def test_a_series_has_one_colour_in_both_directions() -> None:
    """There is conflict in one direction alone; both have one legend."""
    acts = {"time": MONDAY, "cooperation": 1, "is_incomplete": False}
    rows = [acts | {"is_first": True, "conflict": 0}, acts | {"is_first": False, "conflict": 1}]
    found = colours(timelines.events(rows, "week", PAIR, WIDE).to_dict())
    assert found
    assert all(one == {"cooperation": WIDE.dark, "conflict": WIDE.warm} for one in found)


@pytest.mark.parametrize(("style", "most"), [(WIDE, 6), (NARROW, 3)], ids=["wide", "narrow"])
def test_weeks_are_called_by_some_of_their_mondays(style: Style, most: int) -> None:
    chart = timelines.coverage(weeks(*range(13)), "week", style).to_dict()
    ticks = next(axis["values"] for axis in parts(chart, "axis") if axis and "values" in axis)
    assert 1 < len(ticks) <= most
    assert all(datetime.fromtimestamp(tick / 1000, UTC).isoweekday() == 1 for tick in ticks)


def test_a_week_without_data_is_a_field_and_incomplete_ones_lie_under_a_band() -> None:
    """Neighbours of one kind are one, so that a chart of a long period stays small."""
    chart = timelines.coverage(weeks(3, None, None, 0, 2, 1, incomplete=(3, 4)), "week", WIDE).to_dict()
    assert set(colours(chart)[0]) == {"articles", "stories", "no data", "incomplete"}
    marks = [mark for some in chart["datasets"].values() for mark in some]
    assert [(mark["series"], mark["start"], mark["end"]) for mark in marks if "end" in mark and "n" not in mark] == [
        ("no data", milliseconds(7), milliseconds(21)),
        ("incomplete", milliseconds(21), milliseconds(35)),
    ]
    bands = [layer["encoding"]["y"]["value"] for layer in chart["layer"] if "value" in layer["encoding"].get("y", {})]
    assert bands == [-10]


@pytest.mark.parametrize(
    ("unit", "first", "end", "form"),
    [
        ("month", date(2024, 12, 1), date(2025, 1, 1), "%b %Y"),
        ("year", date(2024, 1, 1), date(2025, 1, 1), "%Y"),
    ],
)
def test_a_long_period_is_drawn_by_month_or_year(unit: str, first: date, end: date, form: str) -> None:
    row = {"time": first, "articles": None, "stories": None, "is_incomplete": False}
    chart = timelines.coverage([row], unit, WIDE).to_dict()
    (mark,) = [mark for some in chart["datasets"].values() for mark in some if "end" in mark]
    assert mark["end"] == milliseconds((end - MONDAY).days)
    assert next(axis["format"] for axis in parts(chart, "axis") if axis and "format" in axis) == form


def milliseconds(days: int) -> int:
    """The beginning of a day, counted from the first Monday."""
    return int(datetime.combine(MONDAY + timedelta(days), time(), UTC).timestamp() * 1000)
