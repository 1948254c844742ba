"""The `newslake sources` commands."""

from pathlib import Path
from typing import Annotated, Any

import typer

from etl.errors import InputError, SourceError
from etl.options import settings_from

app = typer.Typer(help="The catalogue of sources: which there are, and adding one.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A source of the catalogue.")]


@app.command("list")
def list_sources() -> None:
    """Sources of the catalogue, yours included."""
    from rich.console import Console

    from etl import terminal
    from etl.ingest import catalogue

    terminal.sources(list(catalogue.load(settings_from().sources).values()), Console())


@app.command()
def show(name: Name) -> None:
    """One source, as an entry of a catalogue."""
    from etl.ingest import catalogue

    typer.echo(catalogue.toml(catalogue.find(name, settings_from().sources)), nl=False)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What the source is to be called.")],
    title: Annotated[str, typer.Option(help="As readers know the outlet.")],
    country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-3 code.")],
    language: Annotated[str, typer.Option(help="ISO 639-1 code.")],
    ownership: Annotated[str, typer.Option(help="state, public or private.")],
    feed: Annotated[list[str] | None, typer.Option(help="Address of a feed; can be repeated.")] = None,
    sitemap: Annotated[list[str] | None, typer.Option(help="Address of a sitemap; can be repeated.")] = None,
    section: Annotated[list[str] | None, typer.Option(help="Address of a page of headlines; can be repeated.")] = None,
    articles: Annotated[str | None, typer.Option(help="Regular expression of the addresses of articles.")] = None,
    delay: Annotated[float | None, typer.Option(help="Seconds between requests to one host.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Append it to the file NEWSLAKE_SOURCES names.")] = False,
) -> None:
    """Print the entry of a new source, or append it to your catalogue."""
    from etl.ingest import catalogue

    own = settings_from().sources
    addresses = {"feeds": feed, "sitemaps": sitemap, "sections": section}
    stated: dict[str, Any] = {"title": title, "country": country, "language": language, "ownership": ownership}
    stated |= {field: value for field, value in addresses.items() if value}
    stated |= {field: value for field, value in (("articles", articles), ("delay", delay)) if value is not None}
    entry = catalogue.toml(catalogue.source(name, stated, "new entry"))
    if not write:
        typer.echo(entry, nl=False)
        return
    if own is None:
        raise InputError("--write appends to the file that NEWSLAKE_SOURCES names: set it")
    if name in catalogue.load(own if own.exists() else None):
        raise InputError(f"there is a source {name!r} already: `newslake sources show {name}` prints it")
    _append(own, entry)
    typer.echo(f"{name} is in {own}")


@app.command()
def check(name: Annotated[str | None, typer.Argument(help="A source; without it, all.")] = None) -> None:
    """Test sources live: lists that answer, items with dates, robots.txt, an article that can be read."""
    from rich.console import Console

    from etl import checkup, terminal
    from etl.ingest import catalogue

    settings = settings_from()
    sources = catalogue.load(settings.sources)
    chosen = [catalogue.find(name, settings.sources)] if name else list(sources.values())
    with terminal.progress("check", len(chosen)) as step:
        done = list(checkup.check_all(chosen, settings, progress=step))
    terminal.checkups(done, Console())
    if failed := [one.source for one in done if one.title is None]:
        raise SourceError(f"no article could be read of {', '.join(failed)}: the table above says why")


def _append(own: Path, entry: str) -> None:
    before = own.read_text(encoding="utf-8") if own.exists() else ""
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f"{before.rstrip()}\n\n{entry}".lstrip(), encoding="utf-8")
