"""The charts, as altair draws them: rows in, a chart out.

Series differ by lightness, place and outline, so that they can be told apart without colour. Times are milliseconds of
UTC.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from math import exp
from typing import Any

import altair as alt

from etl.report.intervals import Z, normal, wilson
from etl.report.subject import Subject

Row = Mapping[str, Any]
Panel = alt.LayerChart | alt.FacetChart  # what altair says of layers, which may be faceted
_DAY = 86_400_000
# Pixels of a row of a chart of bars, and of the gap between two panels.
_STEP = 22
_GAP = 14
# Fonts are measured where a chart is drawn and set where it is read: of the room for a label this part is used.
_FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
_SPARE = 0.92


@dataclass(frozen=True, slots=True)
class Style:
    """Width in pixels, and colours: those of a page follow its theme, those of a picture are fixed."""

    width: int
    labels: int
    ink: str = "var(--ink)"
    quiet: str = "var(--quiet)"
    grid: str = "var(--grid)"
    light: str = "var(--light)"
    dark: str = "var(--dark)"
    warm: str = "var(--warm)"
    none: str = "url(#no-data)"
    paper: str = "transparent"

    @property
    def is_narrow(self) -> bool:
        """Whether it is for a phone."""
        return self.width < 400


WIDE = Style(width=560, labels=150)
NARROW = Style(width=172, labels=122)
PICTURE = Style(
    width=560,
    labels=150,
    ink="#1b1f24",
    quiet="#59636e",
    grid="#dfe3e8",
    light="#b9cfe6",
    dark="#1f4e82",
    warm="#b4532a",
    none="#eceef1",
    paper="#ffffff",
)


def coverage(rows: Sequence[Row], unit: str, style: Style) -> alt.TopLevelMixin:
    """Articles as broad bars, stories as narrow ones in them, times without data shaded."""
    series = {"articles": style.light, "stories": style.dark, "no data": style.none}
    marks = [
        *_blanks(rows, "articles", unit),
        *(_bar(row, "articles", unit, row["articles"], 0.06) for row in rows if row["articles"]),
        *(_bar(row, "stories", unit, row["stories"], 0.28) for row in rows if row["stories"]),
    ]
    top = max([row["articles"] or 0 for row in rows], default=1)
    panel = _times(rows, unit, marks, series, (0, max(top, 1)), style)
    return _finished(panel.properties(width=style.width + style.labels - 40, height=190), style)


def events(rows: Sequence[Row], unit: str, subject: Subject, style: Style) -> alt.TopLevelMixin:
    """Cooperation upwards, conflict downwards, a panel for each direction."""
    series = {"cooperation": style.dark, "conflict": style.warm, "no data": style.none}
    top = max([row["cooperation"] or 0 for row in rows], default=1)
    low = max([row["conflict"] or 0 for row in rows], default=1)
    panels = []
    for is_first in (True, False):
        some = [row for row in rows if row["is_first"] is is_first]
        marks = [
            *_blanks(some, "cooperation", unit),
            *(_bar(row, "cooperation", unit, row["cooperation"], 0.14) for row in some if row["cooperation"]),
            *(_bar(row, "conflict", unit, -row["conflict"], 0.14) for row in some if row["conflict"]),
        ]
        domain = (-max(low, 1), max(top, 1))
        panel = _times(some, unit, marks, series, domain, style)
        title = alt.Title(subject.direction(is_first=is_first), anchor="start", fontSize=13, color=style.ink)
        panels.append(panel.properties(width=style.width + style.labels - 40, height=120, title=title))
    return _finished(alt.vconcat(*panels, spacing=_GAP), style)


def bars(rows: Sequence[Row], series: tuple[str, str], axis: str, style: Style) -> alt.TopLevelMixin:
    """A bar for each `label`, with a part of it inside, in a panel for each `group`: how many, and how many of them."""
    whole, part = series
    colours = {whole: style.light, part: style.dark}
    scale = alt.Scale(domain=[0, 1.08 * max(row[whole] for row in rows)])
    x = alt.X("n:Q", scale=scale, axis=alt.Axis(title=axis, format="d", tickMinStep=1, tickCount=5))

    def panel(some: Sequence[Row]) -> Panel:
        marks = [{"label": row["label"], "series": name, "n": row[name]} for row in some for name in series]
        base = _data(marks).encode(x=x, y=_labels(style))
        is_whole = alt.datum.series == whole
        broad = base.transform_filter(is_whole).mark_bar(size=15, stroke=style.dark, strokeWidth=0.7)
        narrow = base.transform_filter(~is_whole).mark_bar(size=7)
        number = base.transform_filter(is_whole).mark_text(align="left", dx=5, color=style.quiet, fontSize=12)
        color = _colours(colours, style)
        return alt.layer(broad.encode(color=color), narrow.encode(color=color), number.encode(text="n:Q"))

    return _stacked(rows, panel, style)


def shares(rows: Sequence[Row], axis: str, style: Style) -> alt.TopLevelMixin:
    """The share of each `label`, which is `found` of `of`, with its interval."""
    marks = []
    for row in rows:
        low, high = wilson(row["found"], row["of"])
        marks.append(_dot(row, row["found"] / row["of"], low, high))
    top = max(mark["high"] for mark in marks)
    x = partial(
        alt.X, scale=alt.Scale(domain=[0, top], nice=top < 1), axis=alt.Axis(title=axis, format="%", tickCount=5)
    )
    return _stacked(marks, lambda some: _dots(some, x, style), style)


def tones(rows: Sequence[Row], style: Style) -> alt.TopLevelMixin:
    """Mean tones with their intervals; a mean of few stories is hollow and has none."""
    marks = []
    for row in rows:
        interval = normal(row["mean_tone"], row["standard_error"], row["judged_stories"])
        marks.append(_dot(row, row["mean_tone"], *(interval or (None, None))))
    axis = alt.Axis(title="← harsh | mean tone | kind →", format="+.1f", values=[-1, -0.5, 0, 0.5, 1])
    x = partial(alt.X, scale=alt.Scale(domain=[-1, 1]), axis=axis)
    return _stacked(marks, lambda some: _dots(some, x, style, middle=0), style)


def words(rows: Sequence[Row], style: Style) -> alt.TopLevelMixin:
    """Odds ratios with their intervals, on a logarithmic scale."""
    marks = []
    for row in rows:
        error = Z * abs(row["log_odds"] / row["z"])
        marks.append(_dot(row, *(exp(row["log_odds"] + step) for step in (0, -error, error))))
    limits = [min([mark["low"] for mark in marks] + [0.5]), max([mark["high"] for mark in marks] + [2.0])]
    fractions = "datum.value < 1 ? '1/' + round(1 / datum.value) : format(datum.value, '~r')"
    scale = alt.Scale(type="log", base=2, domain=limits, nice=True)
    x = partial(alt.X, scale=scale, axis=alt.Axis(title="odds ratio, logarithmic", labelExpr=fractions, tickCount=5))
    return _stacked(marks, lambda some: _dots(some, x, style, middle=1), style)


def _blanks(rows: Sequence[Row], column: str, unit: str) -> Iterator[Row]:
    """A shaded field for each time that has no data."""
    for row in rows:
        if row[column] is None:
            yield {"series": "no data", "start": _start(row["time"]), "end": _start(_next(row["time"], unit))}


def _bar(row: Row, series: str, unit: str, n: int, inset: float) -> Row:
    start, end = _start(row["time"]), _start(_next(row["time"], unit))
    margin = (end - start) * inset
    return {"series": series, "start": start + margin, "end": end - margin, "n": n}


def _start(day: date) -> int:
    return (day - date(1970, 1, 1)).days * _DAY


def _next(day: date, unit: str) -> date:
    """The day after a day, a week, or a month that begins on `day`."""
    if unit == "month":
        return (day + timedelta(days=31)).replace(day=1)
    return day + timedelta(days=7 if unit == "week" else 1)


def _times(
    rows: Sequence[Row],
    unit: str,
    marks: Sequence[Row],
    series: Mapping[str, str],
    domain: tuple[int, int],
    style: Style,
) -> Panel:
    """Bars over time on a ground of fields without data; what lies below the axis is counted upwards too."""
    ends = [_start(rows[0]["time"]), _start(_next(rows[-1]["time"], unit))]
    shown = {name: colour for name, colour in series.items() if any(mark["series"] == name for mark in marks)}
    x = alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(type="utc", domain=ends),
        axis=alt.Axis(
            format="%-d %b %Y" if len(rows) < 400 else "%Y", tickCount=3 if style.is_narrow else 6, grid=False
        ),
    )
    counts = alt.Axis(title=f"per {unit}", tickMinStep=1, tickCount=4, labelExpr="format(abs(datum.value), 'd')")
    y = alt.Y("n:Q", scale=alt.Scale(domain=domain, nice=True), axis=counts)
    color = _colours(shown or series, style)
    blank = _data([mark for mark in marks if "n" not in mark]).mark_rect()
    bars = _data([mark for mark in marks if "n" in mark]).mark_bar(stroke=style.dark, strokeWidth=0.5)
    zero = alt.Chart().mark_rule(color=style.quiet).encode(y=alt.datum(0))
    return alt.layer(
        blank.encode(x=x, x2="end:T", color=color),
        bars.encode(x=x, x2="end:T", y=y, y2=alt.datum(0), color=color),
        zero,
    )


def _dot(row: Row, x: float, low: float | None, high: float | None) -> Row:
    return {"label": row["label"], "group": row["group"], "x": x, "low": low, "high": high}


def _dots(marks: Sequence[Row], x: Callable[[str], alt.X], style: Style, *, middle: float | None = None) -> Panel:
    """Points on a line from the low to the high end of their intervals; hollow ones where there is none.

    A dashed line stands at the `middle`, where neither side has more.
    """
    base = _data(marks).encode(y=_labels(style), x=x("x:Q"))
    known, unknown = base.transform_filter("datum.low !== null"), base.transform_filter("datum.low === null")
    line = known.encode(x=x("low:Q"), x2="high:Q").mark_rule(color=style.dark, strokeWidth=2)
    dot = known.mark_circle(color=style.dark, size=60, opacity=1)
    hollow = unknown.mark_point(color=style.dark, size=55, strokeWidth=1.5)
    layers = [line, dot, hollow]
    if middle is not None:
        layers.insert(0, alt.Chart().mark_rule(color=style.quiet, strokeDash=[3, 3]).encode(x=alt.datum(middle)))
    return alt.layer(*layers)


def _data(marks: Sequence[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(marks)))


def _labels(style: Style) -> alt.Y:
    return alt.Y(
        "label:N",
        title=None,
        sort=None,
        axis=alt.Axis(
            labelLimit=_SPARE * style.labels,
            minExtent=style.labels,
            maxExtent=style.labels,
            ticks=False,
            domain=False,
            labelPadding=6,
        ),
    )


def _colours(series: Mapping[str, str], style: Style) -> alt.Color:
    scale = alt.Scale(domain=list(series), range=list(series.values()))
    columns = 1 if style.is_narrow else len(series)
    legend = alt.Legend(title=None, orient="top", columns=columns, symbolStrokeColor=style.dark)
    return alt.Color("series:N", scale=scale, legend=legend)


def _stacked(rows: Sequence[Row], panel: Callable[[Sequence[Row]], Panel], style: Style) -> alt.TopLevelMixin:
    """A panel for each group of rows, one below the other, each row as high as any."""
    panels = []
    for group in dict.fromkeys(row["group"] for row in rows):
        some = [row for row in rows if row["group"] == group]
        title = alt.Title(group, anchor="start", fontSize=13, color=style.ink)
        panels.append(panel(some).properties(width=style.width, height=_STEP * len(some), title=title))
    return _finished(alt.vconcat(*panels, spacing=_GAP), style)


def _finished(chart: alt.VConcatChart | Panel, style: Style) -> alt.TopLevelMixin:
    """The chart in its style; what it says to those who do not see it stands beside it in the page."""
    styled: alt.TopLevelMixin = (
        chart.configure(font=_FONT, background=style.paper, aria=False, padding=2)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=style.ink,
            titleColor=style.quiet,
            titleFontWeight="normal",
            gridColor=style.grid,
            domainColor=style.quiet,
            tickColor=style.quiet,
            labelFontSize=12,
            titleFontSize=12,
        )
        .configure_legend(labelColor=style.ink, labelFontSize=12)
    )
    return styled
