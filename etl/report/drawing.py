"""Charts as SVG and PNG, by vl-convert: no network, no browser."""

from typing import TYPE_CHECKING

import vl_convert

if TYPE_CHECKING:
    import altair as alt

    from etl.report.charts import Style

# Pixels of a picture for one of the chart.
_SCALE = 2.0


def svg(chart: "alt.TopLevelMixin") -> str:
    """The chart as an SVG element that stands beside the `patterns` and fetches nothing."""
    return vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])


def png(chart: "alt.TopLevelMixin", style: "Style") -> bytes:
    """The chart as a picture."""
    root, rest = svg(chart).split(">", 1)
    return vl_convert.svg_to_png(f"{root}>{patterns(style)}{rest}", scale=_SCALE)


def patterns(style: "Style") -> str:
    """What times without data are hatched by, and the level lines over those that are incomplete, however narrow."""
    return f"""<defs>
<pattern id="no-data" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" fill="{style.ground}"/>
<line x1="0" y1="0" x2="0" y2="6" stroke="{style.quiet}" stroke-width="1.6" opacity=".55"/>
</pattern>
<pattern id="part-of-data" width="4" height="4" patternUnits="userSpaceOnUse">
<rect width="4" height="4" fill="{style.ground}"/>
<rect y="2" width="4" height="2" fill="{style.quiet}"/>
</pattern>
</defs>"""
