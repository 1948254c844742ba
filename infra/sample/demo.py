"""The walk over the bundled sample corpus, and the answer at its end: `make demo`."""

import argparse
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console

from etl import evidence, explanation, lake, pipeline, results, terminal, warehouse
from etl.lake import Partition
from etl.records import Article, Page
from etl.settings import Settings
from etl.warehouse import Build
from infra.sample.generate import DELIVERIES, generate

ANALYSIS = Path(__file__).parents[2] / "sql" / "analysis"
PARTITIONS = {name: Partition(source, date(2025, 6, 30)) for source, name in DELIVERIES.items()}
QUESTIONS = {
    "Who covers Russia and China, and how much?": "who_covers_russia_and_china",
    "Who is quoted on it?": "who_is_quoted_on_russia_and_china",
    "Which country does what to which?": "which_countries_act_on_whom",
}
# An article that shows in a few lines what is found in one.
EXAMPLE = "https://amur-daily.example/2025/06/19/phone-call-iran"


def walk(settings: Settings, corpus: Path) -> Build:
    """Load, clean and annotate each delivery of the corpus, then build."""
    from etl.ingest import files

    with terminal.progress("ingest", files.size([corpus / name for name in PARTITIONS])) as step:
        for name, partition in PARTITIONS.items():
            pipeline.load(settings, partition, [corpus / name], progress=step)
    with terminal.progress("clean", _rows(settings, Page)) as step:
        for partition in PARTITIONS.values():
            pipeline.clean(settings, partition, progress=step)
    with terminal.progress("annotate", _rows(settings, Article)) as step:
        for partition in PARTITIONS.values():
            pipeline.annotate(settings, partition, progress=step)
    with terminal.progress("build", warehouse.steps()) as step:
        return pipeline.build(settings, progress=step)


def answer(built: Build, console: Console) -> None:
    """What the warehouse says of the sample, in tables."""
    n = {name: f"[bold]{count:,}[/]" for name, count in built.rows.items()}
    console.print(
        f"\n{n['pages']} pages of nine invented outlets became {n['article_versions']} versions of {n['articles']} "
        f"articles; {n['rejections']} inputs, pages or not,\nwere rejected, each with its reason. The "
        f"{n['sentences']} sentences hold {n['mentions']} mentions of countries,\nplaces, people and organisations, "
        f"{n['quotes']} pieces of quotations and {n['events']} events between two countries,\neach with its place in "
        "the text.",
        highlight=False,
    )
    with warehouse.connect(built.file) as connection:
        for title, name in QUESTIONS.items():
            console.print()
            results.rows(connection.execute((ANALYSIS / f"{name}.sql").read_text("utf-8")), console, title=title)


def explain(built: Build, console: Console) -> None:
    """What the warehouse found in one article of the sample."""
    with warehouse.connect(built.file) as connection:
        evidence.show(*explanation.find(connection, EXAMPLE), console)


def report(settings: Settings) -> Path:
    """The report on Russia and China, of the sample."""
    from etl.report import writing
    from etl.report.subject import Country, Subject

    subject = Subject(Country("RUS", "Russia"), Country("CHN", "China"))
    with warehouse.connect(settings.warehouse) as connection:
        return writing.write(connection, subject, settings.lake / "report-RUS-CHN.html", as_pictures=False).file


def farewell(settings: Settings, page: Path, console: Console) -> None:
    """Where everything lies, and what to try next."""
    place = f"--lake {settings.lake}"
    console.print(f"\n[bold]The lake[/]       {settings.lake}   (Parquet by table, source and day)", highlight=False)
    console.print(f"[bold]The warehouse[/]  {settings.warehouse}   (DuckDB)", highlight=False)
    console.print(f"[bold]The report[/]     {page}   (open it in a browser)", highlight=False, soft_wrap=True)
    console.print("\n[bold]Try next[/]")
    for command in (
        f"newslake status {place}",
        f"newslake sql {place} \"from dyad('CHN', 'UKR') select outlet, title, sentence_text\"",
        f"newslake quotes {place} --about China --since 2025-05-01",
        f"newslake explain {place} {EXAMPLE}",
        f"newslake report {place} UKR CHN --output ukraine-china.html",
        f"newslake sql {place}        # a shell: .tables, then any SELECT",
        "newslake load --help        # bring your own pages",
    ):
        console.print(f"  .venv/bin/{command}", style="green", highlight=False, markup=False, soft_wrap=True)


def main() -> None:
    """Run the demo; with `--pictures`, which takes the extra `browser`, also draw what the README shows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--lake", type=Path, default=Path("lake/demo"))
    options.add_argument("--pictures", type=Path, help="draw the answer and an explanation in this folder")
    given = options.parse_args()
    corpus = given.lake / "corpus"
    settings, console = Settings(lake=given.lake, sources=corpus / "sources.toml"), Console()
    generate(corpus)
    built = walk(settings, corpus)
    answer(built, console)
    page = report(settings)
    farewell(settings, page, console)
    if given.pictures:
        _draw(given.pictures / "demo.svg", "make demo", lambda paper: answer(built, paper))
        _draw(given.pictures / "explain.svg", f"newslake explain {EXAMPLE}", lambda paper: explain(built, paper))
        from infra.browser import photograph

        photograph(page, given.pictures / "report.png", width=1180, height=1420)


def _draw(file: Path, title: str, show: Callable[[Console], None]) -> None:
    paper = Console(record=True, width=100, file=io.StringIO())
    show(paper)
    drawing = re.sub(r"@font-face {.*?}\s*", "", paper.export_svg(title=title), flags=re.S)  # fetches nothing
    file.write_text(drawing, encoding="utf-8")


def _rows(settings: Settings, table: type[Page | Article]) -> int:
    return sum(lake.count(settings.lake, table, partition) for partition in PARTITIONS.values())


if __name__ == "__main__":
    main()
