"""Charts as SVG and PNG, by vl-convert: no network, no browser."""

from typing import TYPE_CHECKING

import vl_convert

if TYPE_CHECKING:
    import altair as alt

# Pixels of a picture for one of the chart.
_SCALE = 2.0


def svg(chart: "alt.TopLevelMixin") -> str:
    """The chart as an SVG element that stands in a page and fetches nothing."""
    return vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])


def png(chart: "alt.TopLevelMixin") -> bytes:
    """The chart as a picture."""
    return vl_convert.vegalite_to_png(chart.to_dict(), scale=_SCALE, allowed_base_urls=[])
