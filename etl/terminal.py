"""What a person sees of the lake in the terminal: progress, outcomes, and tables of what there is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from json import dumps
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from etl.annotate.model import ANY_LANGUAGE
from etl.pipeline import Progress as Step
from etl.records import Rejection, Visit
from etl.results import cell
from etl.runs import Outcome
from etl.schema import table_name
from etl.status import COMPLETE, Day

if TYPE_CHECKING:
    from etl.annotate.catalogue import Entry
    from etl.annotate.evaluation import Evaluation
    from etl.checks import Finding
    from etl.checkup import Checkup
    from etl.ingest.catalogue import Source
    from etl.warehouse import Build


@contextmanager
def progress(stage: str, total: int | None) -> Iterator[Step]:
    """A bar on stderr while a stage runs, `total` being null while nobody knows; nothing where it is no terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:>9}"),
        BarColumn(bar_width=40),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        task = bars.add_task(stage, total=total)
        yield lambda step: bars.advance(task, step)


def outcome(done: Outcome, *, json: bool = False) -> str:
    """One line on what a stage did, for people or for programs."""
    if json:
        return dumps(done.stated())
    made = ", ".join(f"{n:,} {table_name(table)}" for table, n in done.counts.items() if n and table is not Rejection)
    reasons = ", ".join(f"{reason} {n:,}" for reason, n in sorted(done.reasons.items(), key=lambda item: -item[1]))
    word = "missed" if Visit in done.counts else "rejected"
    rejected = f"; {word} {sum(done.reasons.values()):,} ({reasons})" if reasons else ""
    return f"{done.stage} {done.partition}: {made or 'nothing'}{rejected} in {done.seconds:.1f} s"


def built(done: "Build", *, json: bool = False) -> str:
    """One line on what a build made, for people or for programs."""
    if json:
        found = {finding.check: finding.rows for finding in done.warnings}
        stated = {"stage": "build", "file": str(done.file), "rows": dict(done.rows), "checks": done.checks}
        return dumps(stated | {"warnings": found})
    marts = ", ".join(f"{count:,} {name}" for name, count in done.rows.items())
    checks = f"{done.checks - len(done.warnings)} of {done.checks} checks found nothing"
    return "\n".join((f"build {done.file}: {marts}; {checks}", *map(warning, done.warnings)))


def warning(found: "Finding") -> str:
    """One line on what a check found."""
    return f"warning: not all {found.check.replace('_', ' ')}: {found.rows:,}, first {found.example}"


def ledger(quotes: Sequence[Mapping[str, Any]], console: Console, *, note: str) -> None:
    """Print the rows of `quoted`, the pieces of a quotation as one entry, and a note below."""
    for _, pieces in groupby(quotes, key=itemgetter("quote_id")):
        _print_quotation(list(pieces), console)
    console.print(note, style="dim", highlight=False)


def _print_quotation(pieces: Sequence[Mapping[str, Any]], console: Console) -> None:
    """Who, how that is known and where it stands; the article's words with the quotation marked; the link."""
    first = pieces[0]
    is_named = first["speaker"] == first["speaker_name"]
    resolution = first["resolution"] if is_named else f"{first['resolution']} “{first['speaker']}”"
    day = first["published_at"] and f"{first['published_at']:%Y-%m-%d}"
    about = (resolution, first["kind"], first["outlet"], day or "undated")
    name = first["speaker_name"] or first["speaker"] or "unknown"
    console.print(Text.assemble((name, "bold cyan"), ("  " + " · ".join(filter(None, about)), "dim")))
    context = Text(first["context"].replace("\n", " "))
    for piece in pieces:
        context.stylize(
            "bold yellow", *(piece[end] - first["context_start_char"] for end in ("start_char", "end_char"))
        )
    console.print(Padding(context, (0, 0, 0, 2), expand=False))
    if first["url"]:
        console.print(f"  {first['url']}", style="blue", markup=False, highlight=False, soft_wrap=True)
    console.print()


def status(days: Sequence[Day], console: Console) -> None:
    """Print sources × days: what came (of the web, new pages of all expected), what became of it, what is missing.

    The state has the reasons below it, so that 80 columns are enough.
    """
    table = Table(header_style="bold cyan", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("source", overflow="fold")
    table.add_column("day", no_wrap=True)
    for name in ("pages", "articles", "rejected"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("state", overflow="fold")
    for day in days:
        pages = day.pages if day.expected is None else f"{day.pages:,}/{day.expected:,}"
        numbers = (pages, day.articles, sum(count for _, count in day.reasons))
        table.add_row(day.source, _days(day), *map(cell, numbers), _state(day))
    console.print(table)


def warnings(found: Sequence["Finding"], console: Console) -> None:
    """Print what checks found, a line each."""
    for finding in found:
        console.print(warning(finding), style="yellow", markup=False, highlight=False, soft_wrap=True)


def _days(day: Day) -> str:
    return str(day.run_date) if day.last_date == day.run_date else f"{day.run_date} …\n{day.last_date}"


def _state(day: Day) -> Text:
    unchanged = [("unchanged", day.unchanged)] if day.unchanged else []
    counts = "".join(f"\n{count:,} {word}" for word, count in (*unchanged, *day.missed, *day.reasons))
    return Text.assemble((day.state, "green" if day.state == COMPLETE else "yellow"), counts)


def models(entries: Sequence["Entry"], console: Console) -> None:
    """Print models, and what each annotates."""
    table = _plain_table("model", "language", "annotates", numbers=("version", "MB", "entities", "attachment"))
    for entry in entries:
        annotates = ", ".join(entry.annotates).replace(ANY_LANGUAGE, "all others")
        numbers = (entry.version, round(entry.megabytes), *map(_share, (entry.entities_f1, entry.labelled_attachment)))
        style = "bold" if entry.annotates else "" if entry.version else "dim"
        table.add_row(*map(cell, (entry.name, entry.language, annotates, *numbers)), style=style)
    console.print(table)
    console.print(
        "MB on disk, or to download where no version is installed. F1 of entities and labelled attachment as the "
        "authors of a model measured them; `newslake model evaluate` measures on texts of yours.",
        style="dim",
        highlight=False,
    )


def sources(found: Sequence["Source"], console: Console) -> None:
    """Print sources, and by how many addresses each is read."""
    table = _plain_table(
        "source", "title", "country", "language", "ownership", numbers=("feeds", "sitemaps", "sections")
    )
    for one in found:
        counts = (len(one.feeds), len(one.sitemaps), len(one.sections))
        table.add_row(*map(cell, (one.name, one.title, one.country, one.language, one.ownership, *counts)))
    console.print(table)


def checkups(done: Sequence["Checkup"], console: Console) -> None:
    """Print what live tests found, one row a list and one row a page."""
    table = _plain_table("source", "what", "answer", "address", numbers=("items", "dated"))
    for one in done:
        for listed in one.lists:
            numbers = (listed.items, listed.dated)
            table.add_row(*map(cell, (one.source, listed.kind, listed.answer, listed.url, *numbers)))
        answer = f"{one.answer}: {one.title}" if one.title else one.answer
        table.add_row(*map(cell, (one.source, "page", answer, one.url, None, None)))
    console.print(table)


def evaluations(done: Sequence["Evaluation"], console: Console) -> None:
    """Print the scores of models, one row a model and label."""
    numbers = ("precision", "recall", "F1", "gold", "found", "right", "words/s")
    table = _plain_table("model", "label", numbers=numbers)
    for evaluation in done:
        speed = round(evaluation.words / evaluation.seconds)
        for score in evaluation.scores:
            shares = map(_share, (score.precision, score.recall, score.f1))
            counts = (score.gold, score.found, score.right)
            table.add_row(*map(cell, (evaluation.model, score.label, *shares, *counts, speed)))
    console.print(table)
    note = f"Documents: {done[0].documents:,}; words: {done[0].words:,}. A span is right if its ends and its label are."
    console.print(note, style="dim", highlight=False)


def _plain_table(*names: str, numbers: Sequence[str]) -> Table:
    """A table without rules, its numbers to the right."""
    table = Table(header_style="bold cyan", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}"
