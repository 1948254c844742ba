"""The `newslake model` commands."""

from pathlib import Path
from typing import Annotated

import typer

from etl.options import pairs, settings_from

app = typer.Typer(help="Language models: which there are, getting more, and how good they are.", no_args_is_help=True)


@app.command("list")
def list_models() -> None:
    """Models that are installed or published, and which annotates what."""
    from rich.console import Console

    from etl import terminal
    from etl.annotate import catalogue

    terminal.models(list(catalogue.entries(settings_from().models)), Console())


@app.command()
def install(name: Annotated[str, typer.Argument(help="A published model, such as ru_core_news_sm.")]) -> None:
    """Fetch a model that spaCy publishes."""
    from etl.annotate import catalogue

    version = catalogue.install(name)
    typer.echo(f"{name} {version} is installed: --model {name} lets it annotate")


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help='JSONL, perhaps gzipped: {"text", "entities": [{"start", …}]}.')],
    model: Annotated[list[str] | None, typer.Option(help="Package, folder or `rules`; can be repeated.")] = None,
    language: Annotated[str, typer.Option(help="Language of the texts.")] = "en",
    map: Annotated[list[str] | None, typer.Option(metavar="GOLDLABEL=LABEL", help="Score a label as another.")] = None,  # noqa: A002
) -> None:
    """Score models on labelled texts, together with the tables, as `annotate` stores mentions."""
    from rich.console import Console

    from etl import terminal
    from etl.annotate import evaluation
    from etl.annotate.selection import select

    labels = pairs(map or [], "GOLDLABEL=LABEL", "Person=PERSON")
    names = model or [select(settings_from().models).model(language)]
    done = [evaluation.evaluate(evaluation.read(files, labels), name, language) for name in names]
    terminal.evaluations(done, Console())
