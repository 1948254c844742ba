"""The `newslake` command."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl import dictionary, explanation, export_commands, ledger, model_commands, report_commands, source_commands
from etl.errors import InputError, NewslakeError
from etl.options import Format, Formats, Json, Lake, Models, Output, pairs, settings_from

if TYPE_CHECKING:
    from etl.lake import Partition
    from etl.settings import Settings

app = typer.Typer(
    help="News pages in; quotes, country dyads and SQL out.",
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)
app.add_typer(model_commands.app, name="model")
app.add_typer(source_commands.app, name="sources")
app.add_typer(export_commands.app, name="export")

Source = Annotated[str, typer.Option(help="Name of the source the pages belong to.")]
RunDate = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day the batch covers.")]
Shard = Annotated[str, typer.Option(help="Part of the day, when a day is split.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes to work in.")]


@app.command()
def load(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders and addresses of archives; archives are looked into.")
    ],
    source: Source,
    run_date: RunDate,
    format: Annotated[str | None, typer.Option(help="Read every file as this, whatever it looks like.")] = None,  # noqa: A002
    map: Annotated[list[str] | None, typer.Option(metavar="NAME=COLUMN", help="Read a field from this column.")] = None,  # noqa: A002
    keep_body: Annotated[bool, typer.Option(help="Copy pages out of WARCs instead of pointing into them.")] = False,
    shard: Shard = "000",
    lake: Lake = None,
    json: Json = False,
) -> None:
    """Files → pages: HTML, feeds, JSONL, CSV, Parquet, plain text, WARC, ARC, WACZ, zip and tar of these."""
    from etl import pipeline, terminal
    from etl.ingest import files
    from etl.ingest.pages import is_address

    settings, partition = settings_from(lake), _partition(source, run_date, shard)
    addresses = [path for path in paths if is_address(path)]
    here = [Path(path) for path in paths if path not in addresses]
    size = None if addresses else files.size(here, leave_out=settings.lake)
    with terminal.progress("ingest", size) as step:
        done = pipeline.load(
            settings,
            partition,
            here,
            addresses=addresses,
            format=format,
            columns=pairs(map or [], "NAME=COLUMN", "text=body"),
            keep_body=keep_body,
            progress=step,
        )
    typer.echo(terminal.outcome(done, json=json))


@app.command()
def ingest(
    source: Annotated[str, typer.Argument(help="A source of the catalogue, or any name with --urls.")],
    run_date: RunDate,
    urls: Annotated[Path | None, typer.Option(help="Fetch these addresses, one a line, and read no lists.")] = None,
    shard: Shard = "000",
    lake: Lake = None,
    json: Json = False,
) -> None:
    """The web → pages, as the catalogue of sources says; exit code 75 if the source answers nothing."""
    from etl import pipeline, terminal
    from etl.ingest import catalogue

    settings = settings_from(lake)
    partition = _partition(source, run_date, shard)
    sources = catalogue.load(settings.sources)
    found = catalogue.unlisted(source) if urls and source not in sources else catalogue.find(source, settings.sources)
    addresses = catalogue.addresses(_text(urls), str(urls)) if urls else None
    with terminal.progress("ingest", len(addresses) if addresses else None) as step:
        done = pipeline.ingest(settings, partition, found, addresses=addresses, progress=step)
    typer.echo(terminal.outcome(done, json=json))


@app.command()
def clean(
    source: Source,
    run_date: RunDate,
    workers: Workers = 1,
    shard: Shard = "000",
    lake: Lake = None,
    json: Json = False,
) -> None:
    """Pages → articles, and rejections with a reason."""
    _clean(settings_from(lake), _partition(source, run_date, shard), workers, json=json)


@app.command()
def annotate(
    source: Source,
    run_date: RunDate,
    model: Models = None,
    workers: Workers = 1,
    shard: Shard = "000",
    lake: Lake = None,
    json: Json = False,
) -> None:
    """Articles → sentences, mentions, quotes and events."""
    _annotate(settings_from(lake, model), _partition(source, run_date, shard), workers, json=json)


@app.command()
def run(
    source: Source,
    run_date: RunDate,
    model: Models = None,
    workers: Workers = 1,
    shard: Shard = "000",
    lake: Lake = None,
    json: Json = False,
) -> None:
    """The rest of the walk for loaded pages: clean, annotate, build."""
    settings, partition = settings_from(lake, model), _partition(source, run_date, shard)
    _clean(settings, partition, workers, json=json)
    _annotate(settings, partition, workers, json=json)
    _build(settings, json=json)


@app.command()
def build(lake: Lake = None, json: Json = False) -> None:
    """The lake → one DuckDB file, checked and swapped in."""
    _build(settings_from(lake), json=json)


app.command()(ledger.quotes)
app.command()(explanation.explain)
app.command()(dictionary.schema)
app.command()(report_commands.report)


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="One query; without it, an interactive shell.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the query from a file.")] = None,
    format: Formats = Format.TABLE,  # noqa: A002
    output: Output = None,
    lake: Lake = None,
) -> None:
    """Query the warehouse."""
    from rich.console import Console

    from etl import results, warehouse

    if file and query:
        raise InputError("give a query or a file with one, not both")
    if file:
        query = _text(file)
    with warehouse.connect(settings_from(lake).warehouse) as connection:
        if query is None:
            results.shell(connection, Console())
        elif format is Format.TABLE and not output:
            results.rows(connection.execute(query), Console())
        else:
            warehouse.export(connection, query, format.value, output)


@app.command()
def status(lake: Lake = None) -> None:
    """What is in the lake, what is missing, what failed, and what the last build warns of."""
    from rich.console import Console

    from etl import terminal, warehouse
    from etl.status import days

    settings = settings_from(lake)
    found = list(days(settings.lake))
    if not found:
        raise InputError(f"nothing in {settings.lake}: `newslake load` puts pages there")
    terminal.status(found, Console())
    terminal.warnings(warehouse.warnings(settings.warehouse), Console())


def main() -> None:
    """Run the command; what a user can mend is one line on stderr and exit code 2, what time may mend 75."""
    from typer.exceptions import TyperException

    try:
        code = app(standalone_mode=False) or 0
    except (NewslakeError, TyperException) as error:
        message = error.format_message() if isinstance(error, TyperException) else str(error)
        _complain(message)
        code = error.exit_code if isinstance(error, NewslakeError) else 2
    except BrokenPipeError:
        sys.stderr.close()
        code = 141
    except OSError as error:
        code = _complain(f"{error.strerror or error}: {error.filename}" if error.filename else str(error))
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _complain(message: str) -> int:
    """A usage text, which has many lines, is help and goes out as it is; where help is all, there is no message."""
    is_help = message.startswith("Usage:")
    if message:
        typer.echo(message if is_help else f"newslake: {' '.join(message.split())}", err=True)
    return 2


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is no text: {error.reason} at byte {error.start}") from error


def _clean(settings: "Settings", partition: "Partition", workers: int, *, json: bool) -> None:
    from etl import lake, pipeline, terminal
    from etl.records import Page

    with terminal.progress("clean", lake.count(settings.lake, Page, partition)) as step:
        done = pipeline.clean(settings, partition, workers=workers, progress=step)
    typer.echo(terminal.outcome(done, json=json))


def _annotate(settings: "Settings", partition: "Partition", workers: int, *, json: bool) -> None:
    from etl import lake, pipeline, terminal
    from etl.records import Article

    with terminal.progress("annotate", lake.count(settings.lake, Article, partition)) as step:
        done = pipeline.annotate(settings, partition, workers=workers, progress=step)
    typer.echo(terminal.outcome(done, json=json))


def _build(settings: "Settings", *, json: bool) -> None:
    from etl import pipeline, terminal, warehouse

    with terminal.progress("build", warehouse.steps()) as step:
        done = pipeline.build(settings, progress=step)
    typer.echo(terminal.built(done, json=json))


def _partition(source: str, run_date: datetime, shard: str) -> "Partition":
    from etl.lake import Partition

    return Partition(source, run_date.date(), shard)


if __name__ == "__main__":
    main()
