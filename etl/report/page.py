"""A report as one HTML page that fetches nothing and runs no script."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib import resources
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from etl.report import drawing
from etl.report.charts import NARROW, WIDE
from etl.report.composition import Report
from etl.report.figures import MOST_ROWS, SHOWN, Figure, written

# Columns of numbers with their signs, ends or units.
_WRITTEN = ("percent", "interval", "mean", "ratio")


def page(report: Report) -> str:
    """The report as HTML. Whatever comes from articles is escaped, and only http(s) addresses become links."""
    environment = Environment(
        loader=PackageLoader("etl.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "link": link,
        "marked": _marked,
        "cell": _cell,
        "day": _day,
        "csv": _csv,
        "number": _number,
        "numeric": _numeric,
    }
    style = resources.files("etl.report").joinpath("report.css").read_text("utf-8")
    return environment.get_template("page.html").render(
        report=report,
        style=Markup(style),  # noqa: S704 - a file of ours
        digest=b64encode(sha256(style.encode()).digest()).decode(),
        drawn=_drawn,
        patterns=Markup(drawing.patterns(WIDE)),  # noqa: S704 - ours too
        most=MOST_ROWS,
        shown=SHOWN,
    )


def _drawn(figure: Figure, width: str) -> Markup:
    """The chart of a figure for `wide` or `narrow` columns."""
    assert figure.draw
    return Markup(drawing.svg(figure.draw({"wide": WIDE, "narrow": NARROW}[width])))  # noqa: S704 - texts are escaped by Vega


def link(address: str | None) -> str | None:
    """The address if it is of the web."""
    try:
        return address if address and urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def _marked(text: str, triggers: Sequence[str]) -> Markup:
    """A sentence with its triggers marked, each at the first place where it stands after the one before."""
    marked, end = Markup(), 0
    for trigger in triggers:
        start = text.lower().find(trigger.lower(), end)
        if start >= 0:
            before, end = text[end:start], start + len(trigger)
            marked += escape(before) + Markup("<mark>{}</mark>").format(text[start:end])
    return marked + escape(text[end:])


def _cell(value: object) -> str:
    if value is None:
        return "no data"
    return _number(value) if isinstance(value, int | float) else str(value)


def _number(value: float) -> str:
    return f"{value:,}".replace("-", "−")


def _numeric(figure: Figure) -> set[str]:
    """The columns that stand to the right: numbers, and numbers as they are written."""
    return {key for key in figure.heads for row in figure.rows if key in _WRITTEN or isinstance(row[key], int | float)}


def _day(evidence: object) -> str:
    return written(evidence) if evidence else "undated"  # type: ignore[arg-type]


def _csv(figure: Figure) -> str:
    """The rows behind a chart, as an address that holds them."""
    return "data:text/csv;charset=utf-8," + quote(figure.answer.csv)
