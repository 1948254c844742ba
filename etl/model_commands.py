"""The `newslake model` commands."""

from typing import Annotated

import typer

from etl.options import settings_from

app = typer.Typer(help="Language models: which there are, and getting more.", no_args_is_help=True)


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
