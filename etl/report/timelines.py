"""The charts over time: bars of days, weeks, months or years, on fields that have no data.

Times are milliseconds of UTC.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from typing import Any

import altair as alt

from etl.report.charts import GAP, Panel, Row, Style, colours, data, finished, ticks
from etl.report.subject import Subject

_DAY = 86_400_000
# From where to where the band above incomplete times lies, in pixels from the top of a panel: two lines of its pattern.
_BAND = (-10, -4)


def coverage(rows: Sequence[Row], unit: str, style: Style) -> alt.TopLevelMixin:
    """Articles as broad bars, stories as narrow ones in them."""
    marks = [
        *_blanks(rows, "articles", unit),
        *(_bar(row, "articles", unit, row["articles"], 0.06) for row in rows if row["articles"]),
        *(_bar(row, "stories", unit, row["stories"], 0.28) for row in rows if row["stories"]),
    ]
    shown = _shown({"articles": style.light, "stories": style.dark}, marks, style)
    top = max([row["articles"] or 0 for row in rows], default=1)
    panel = _panel(rows, unit, marks, shown, (0, max(top, 1)), style)
    return finished(panel.properties(width=_width(style), height=190), style)


def events(rows: Sequence[Row], unit: str, subject: Subject, style: Style) -> alt.TopLevelMixin:
    """Cooperation upwards, conflict downwards, a panel for each direction."""
    sides = {is_first: [row for row in rows if row["is_first"] is is_first] for is_first in (True, False)}
    marks = {is_first: list(_acts(some, unit)) for is_first, some in sides.items()}
    # One legend is of both panels, so each has the colours of all.
    shown = _shown({"cooperation": style.dark, "conflict": style.warm}, [*marks[True], *marks[False]], style)
    low, top = (max([row[kind] or 0 for row in rows], default=1) for kind in ("conflict", "cooperation"))
    panels = []
    for is_first, some in sides.items():
        panel = _panel(some, unit, marks[is_first], shown, (-max(low, 1), max(top, 1)), style)
        title = alt.Title(subject.direction(is_first=is_first), anchor="start", fontSize=13, color=style.ink)
        panels.append(panel.properties(width=_width(style), height=120, title=title))
    return finished(alt.vconcat(*panels, spacing=GAP), style)


def _acts(rows: Sequence[Row], unit: str) -> Iterator[Row]:
    yield from _blanks(rows, "cooperation", unit)
    for kind, sign in (("cooperation", 1), ("conflict", -1)):
        yield from (_bar(row, kind, unit, sign * row[kind], 0.14) for row in rows if row[kind])


def _blanks(rows: Sequence[Row], column: str, unit: str) -> Iterator[Row]:
    """A field for each run of times that have no data, or not all."""

    def series(row: Row) -> str:
        return "no data" if row[column] is None else "incomplete" if row["is_incomplete"] else ""

    for name, run in groupby(rows, series):
        times = [row["time"] for row in run]
        if name:
            yield {"series": name, "start": _start(times[0]), "end": _start(_next(times[-1], unit))}


def _bar(row: Row, series: str, unit: str, n: int, inset: float) -> Row:
    start, end = _start(row["time"]), _start(_next(row["time"], unit))
    margin = (end - start) * inset
    return {"series": series, "start": start + margin, "end": end - margin, "n": n}


def _start(day: date) -> int:
    return (day - date(1970, 1, 1)).days * _DAY


def _next(day: date, unit: str) -> date:
    """The day after a day, a week, a month or a year that begins on `day`."""
    if unit == "year":
        return day.replace(year=day.year + 1)
    if unit == "month":
        return (day + timedelta(days=31)).replace(day=1)
    return day + timedelta(days=7 if unit == "week" else 1)


def _width(style: Style) -> int:
    """Of the room for labels beside bars, numbers take little."""
    return style.width + style.labels - 40


def _shown(series: Mapping[str, str], marks: Sequence[Row], style: Style) -> Mapping[str, str]:
    """The colours of those series that have marks, of all where none has."""
    every = {**series, "no data": style.none, "incomplete": style.part}
    return {name: every[name] for name in every if any(mark["series"] == name for mark in marks)} or series


def _panel(
    rows: Sequence[Row],
    unit: str,
    marks: Sequence[Row],
    shown: Mapping[str, str],
    domain: tuple[int, int],
    style: Style,
) -> Panel:
    """Bars over time on a ground of fields without data, under a band where data are incomplete.

    What lies below the axis is counted upwards too.
    """
    ends = [_start(rows[0]["time"]), _start(_next(rows[-1]["time"], unit))]
    x = alt.X("start:T", title=None, scale=alt.Scale(type="utc", domain=ends), axis=_dates(rows, unit, style))
    values = ticks(*domain)
    expression = "format(abs(datum.value), ',d')"
    counts = alt.Axis(title=f"per {unit}", values=values, tickCount=len(values), labelExpr=expression)
    y = alt.Y("n:Q", scale=alt.Scale(domain=[values[0], values[-1]]), axis=counts)
    where = {"x": x, "x2": "end:T", "color": colours(shown, style)}
    fields = data([mark for mark in marks if "n" not in mark]).mark_rect().encode(**where)
    bars = data([mark for mark in marks if "n" in mark]).mark_bar(stroke=style.dark, strokeWidth=0.5)
    is_blank = alt.datum.series == "no data"
    return alt.layer(
        fields.transform_filter(is_blank),
        fields.transform_filter(~is_blank).encode(y=alt.value(_BAND[0]), y2=alt.value(_BAND[1])),
        bars.encode(y=y, y2=alt.datum(0), **where),
        alt.Chart().mark_rule(color=style.quiet).encode(y=alt.datum(0)),
    )


def _dates(rows: Sequence[Row], unit: str, style: Style) -> alt.Axis:
    """Days and weeks are called by their beginnings: of themselves, ticks of weeks would stand on Sundays."""
    most = 3 if style.is_narrow else 6
    ticks = [_start(row["time"]) for row in rows[:: ceil(len(rows) / most)]]
    where: Mapping[str, Any] = {"tickCount": most} if unit in ("month", "year") else {"values": ticks}
    form = {"month": "%b %Y", "year": "%Y"}.get(unit, "%-d %b %Y")
    return alt.Axis(format=form, grid=False, labelFlush=not style.is_narrow, **where)
