"""A report as files."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from etl.report import charts, drawing
from etl.report.charts import PICTURE
from etl.report.composition import KEYS, Report, compose
from etl.report.page import page

if TYPE_CHECKING:
    import duckdb

    from etl.report.subject import Subject


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the file, or the folder of pictures, its bytes, and the articles it is about."""

    file: Path
    articles: int
    bytes: int


def write(
    connection: "duckdb.DuckDBPyConnection", subject: "Subject", output: Path | None, *, as_pictures: bool
) -> Written:
    """Write the report to a file, or its charts into a folder; called after the subject where no name is given."""
    report = compose(connection, subject)
    name = f"report-{subject.slug}"
    if as_pictures:
        folder = output or Path(name)
        return Written(folder, report.totals["articles"], _draw(report, folder))
    file = output or Path(f"{name}.html")
    file.parent.mkdir(parents=True, exist_ok=True)
    return Written(file, report.totals["articles"], file.write_bytes(page(report).encode()))


def _draw(report: Report, folder: Path) -> int:
    """Draw the charts, each with its title, and take away what another report left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for key in KEYS:
        (folder / f"{key}.png").unlink(missing_ok=True)
    about = f"{report.subject.title} in the news, {report.period}"
    figures = [figure for section in report.sections for figure in section.figures]
    return sum(
        (folder / f"{figure.key}.png").write_bytes(
            drawing.png(charts.titled(figure.draw(PICTURE), figure.title, about, PICTURE), PICTURE)
        )
        for figure in figures
        if figure.draw
    )
