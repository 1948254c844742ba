"""The charts, as altair draws them: rows in, a chart out.

Series differ by lightness, place and outline, so that they can be told apart without colour.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from math import ceil, floor
from typing import Any

import altair as alt

Row = Mapping[str, Any]
Panel = alt.LayerChart | alt.FacetChart  # what altair says of layers, which may be faceted
# Pixels between two panels.
GAP = 14
# Fonts are measured where a chart is drawn and set where it is read: of the room for a label this part is used.
_FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
_SPARE = 0.92


@dataclass(frozen=True, slots=True)
class Style:
    """Pixels, and colours: those of a page follow its theme, those of a picture are fixed.

    Beside the `width` of bars is room for `labels`; without it each stands above its bar. Bars are a `step` apart.
    """

    width: int
    labels: int
    step: int = 22
    ink: str = "var(--ink)"
    quiet: str = "var(--quiet)"
    grid: str = "var(--grid)"
    light: str = "var(--light)"
    dark: str = "var(--dark)"
    warm: str = "var(--warm)"
    none: str = "url(#no-data)"
    part: str = "url(#part-of-data)"
    ground: str = "var(--raised)"
    paper: str = "transparent"

    @property
    def is_narrow(self) -> bool:
        """Whether it is for a phone."""
        return self.width < 400


WIDE = Style(width=560, labels=150)
NARROW = Style(width=294, labels=0, step=40)
PICTURE = Style(
    width=560,
    labels=150,
    ink="#1b1f24",
    quiet="#59636e",
    grid="#dfe3e8",
    light="#b9cfe6",
    dark="#1f4e82",
    warm="#b4532a",
    ground="#f4f5f6",
    paper="#ffffff",
)


def bars(rows: Sequence[Row], series: tuple[str, str], style: Style) -> alt.TopLevelMixin:
    """A bar for each `label`, with a part of it inside, in a panel for each `group`: both numbers stand beside it."""
    whole, part = series
    fills = {whole: style.light, part: style.dark}
    most = max(row[whole] for row in rows)
    scale = alt.Scale(domain=[0, (1.15 if style.labels else 1.25) * most])
    values = [tick for tick in ticks(0, most) if tick <= most]
    x = alt.X(
        "n:Q", scale=scale, axis=alt.Axis(title=" · ".join(series), format=",d", values=values, tickCount=len(values))
    )

    def panel(some: Sequence[Row]) -> Panel:
        marks = [
            {"label": row["label"], "series": name, "n": row[name], "both": f"{row[whole]:,} · {row[part]:,}"}
            for row in some
            for name in series
        ]
        base = data(marks).encode(x=x, y=_labels(style))
        is_whole = alt.datum.series == whole
        broad = base.transform_filter(is_whole).mark_bar(size=15, stroke=style.dark, strokeWidth=0.7)
        narrow = base.transform_filter(~is_whole).mark_bar(size=7)
        number = base.transform_filter(is_whole).mark_text(align="left", dx=5, color=style.quiet, fontSize=12)
        color = colours(fills, style)
        return alt.layer(broad.encode(color=color), narrow.encode(color=color), number.encode(text="both:N"))

    return _stacked(rows, panel, style)


def shares(rows: Sequence[Row], axis: str, style: Style) -> alt.TopLevelMixin:
    """The share of each `label`, with its interval."""
    marks = [_dot(row, "share") for row in rows]
    top = max(mark["high"] for mark in marks)
    x = partial(
        alt.X, scale=alt.Scale(domain=[0, top], nice=top < 1), axis=alt.Axis(title=axis, format="%", tickCount=5)
    )
    return _stacked(marks, lambda some: _dots(some, x, style), style)


def tones(rows: Sequence[Row], style: Style) -> alt.TopLevelMixin:
    """Mean tones with their intervals; a mean of few stories is hollow and has none."""
    marks = [_dot(row, "mean_tone", "tone") for row in rows]
    signs = "datum.value ? format(datum.value, '+') : '0'"
    axis = alt.Axis(title="← harsh | mean tone | kind →", labelExpr=signs, values=[-1, -0.5, 0, 0.5, 1], grid=True)
    x = partial(alt.X, scale=alt.Scale(domain=[-1, 1]), axis=axis)
    return _stacked(marks, lambda some: _dots(some, x, style, middle=0), style)


def titled(chart: alt.TopLevelMixin, title: str, subject: str, style: Style) -> alt.TopLevelMixin:
    """The chart under its title and what it is about, for it stands alone."""
    heading = alt.Title(
        title,
        subtitle=subject,
        anchor="start",
        fontSize=16,
        offset=16,
        color=style.ink,
        subtitleColor=style.quiet,
    )
    return chart.properties(title=heading)


def words(rows: Sequence[Row], style: Style) -> alt.TopLevelMixin:
    """Odds ratios with their intervals, on a logarithmic scale."""
    marks = [_dot(row, "odds_ratio", "odds") for row in rows]
    limits = [min([mark["low"] for mark in marks] + [0.5]), max([mark["high"] for mark in marks] + [2.0])]
    fractions = "datum.value < 1 ? '1/' + round(1 / datum.value) : format(datum.value, '~r')"
    scale = alt.Scale(type="log", base=2, domain=limits, nice=True)
    axis = alt.Axis(title="odds ratio, logarithmic", labelExpr=fractions, tickCount=5, labelSeparation=8, grid=True)
    x = partial(alt.X, scale=scale, axis=axis)
    return _stacked(marks, lambda some: _dots(some, x, style, middle=1), style)


def _dot(row: Row, column: str, interval: str = "") -> Row:
    """The point of a column, between the ends of its interval or of the `interval` that is named otherwise."""
    ends = {end: row[f"{interval or column}_{end}"] for end in ("low", "high")}
    return {"label": row["label"], "group": row["group"], "x": row[column], **ends}


def _dots(marks: Sequence[Row], x: Callable[[str], alt.X], style: Style, *, middle: float | None = None) -> Panel:
    """Points on a line from the low to the high end of their intervals; hollow ones where there is none.

    A dashed line stands at the `middle`, where neither side has more.
    """
    base = data(marks).encode(y=_labels(style), x=x("x:Q"))
    known, unknown = base.transform_filter("datum.low !== null"), base.transform_filter("datum.low === null")
    line = known.encode(x=x("low:Q"), x2="high:Q").mark_rule(color=style.dark, strokeWidth=2)
    dot = known.mark_circle(color=style.dark, size=60, opacity=1)
    hollow = unknown.mark_point(color=style.dark, size=55, strokeWidth=1.5)
    layers = [line, dot, hollow]
    if middle is not None:
        layers.insert(0, alt.Chart().mark_rule(color=style.quiet, strokeDash=[3, 3]).encode(x=alt.datum(middle)))
    return alt.layer(*layers)


def ticks(low: int, high: int) -> list[int]:
    """Whole numbers, at most six, at even distances from below the low to above the high one.

    Vega leaves out some where they are more than the `tickCount` of the axis, so that has to be told too.
    """
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(step for step in steps if ceil(high / step) - floor(low / step) <= 5)
    return list(range(floor(low / step) * step, ceil(high / step) * step + 1, step))


def data(marks: Sequence[Row]) -> alt.Chart:
    """A chart of these marks, to be told how they look."""
    return alt.Chart(alt.InlineData(values=list(marks)))


def _labels(style: Style) -> alt.Y:
    room = {"labelPadding": 6} if style.labels else {"labelPadding": 0, "labelAlign": "left", "labelOffset": -16}
    axis = alt.Axis(
        labelLimit=_SPARE * (style.labels or style.width),
        minExtent=style.labels,
        maxExtent=style.labels,
        ticks=False,
        domain=False,
        **room,
    )
    return alt.Y("label:N", title=None, sort=None, axis=axis)


def colours(series: Mapping[str, str], style: Style) -> alt.Color:
    """Series in their colours, with a legend above the chart."""
    scale = alt.Scale(domain=list(series), range=list(series.values()))
    columns = 1 if style.is_narrow else len(series)
    legend = alt.Legend(title=None, orient="top", columns=columns, symbolStrokeColor=style.dark, labelLimit=style.width)
    return alt.Color("series:N", scale=scale, legend=legend)


def _stacked(rows: Sequence[Row], panel: Callable[[Sequence[Row]], Panel], style: Style) -> alt.TopLevelMixin:
    """A panel for each group of rows, one below the other, each row as high as any."""
    panels = []
    for group in dict.fromkeys(row["group"] for row in rows):
        some = [row for row in rows if row["group"] == group]
        offset = 4 if style.labels else 10
        title = alt.Title(group, anchor="start", fontSize=13, color=style.ink, offset=offset)
        panels.append(panel(some).properties(width=style.width, height=style.step * len(some), title=title))
    return finished(alt.vconcat(*panels, spacing=GAP), style)


def finished(chart: alt.VConcatChart | Panel, style: Style) -> alt.TopLevelMixin:
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
