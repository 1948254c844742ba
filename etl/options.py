"""Options that several commands take, and what they come to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from etl import lexicons
from etl.errors import InputError
from etl.settings import Settings, from_environment

Lake = Annotated[Path | None, typer.Option(help="Folder of the lake (default: NEWSLAKE_LAKE or ./lake).")]
Models = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        metavar="[LANG=]NAME",
        help="Annotate a language by an installed spaCy package, a folder or `rules`; without LANG= the model's own "
        "language. Can be repeated (default: NEWSLAKE_MODEL, and for English the model that ships).",
    ),
]


class Format(StrEnum):
    """How a command prints its rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


Formats = Annotated[Format, typer.Option(help="How to print the rows.")]
Json = Annotated[bool, typer.Option("--json", help="Print the outcome as one line of JSON, for programs.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of publication, in UTC; included.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file (parquet needs one).")]


def settings_from(lake: Path | None = None, models: Sequence[str] | None = None) -> Settings:
    """What the options say, and the environment where they say nothing."""
    stated = from_environment()
    return replace(stated, lake=lake or stated.lake, models=tuple(models or stated.models))


def pairs(stated: Sequence[str], form: str, example: str) -> dict[str, str]:
    """What `--map` says: each name once, and what it stands for.

    Raises:
        InputError: it is not of the form, or says two things of one name.
    """
    found: dict[str, str] = {}
    for pair in stated:
        name, _, value = pair.partition("=")
        if not (name and value):
            raise InputError(f"--map wants {form}, as in --map {example}, not {pair!r}")
        if name in found:
            raise InputError(f"--map names {name} twice")
        found[name] = value
    return found


def alpha_3(country: str) -> str:
    """The ISO alpha-3 code of a country, given by an ISO code or by an English name.

    Raises:
        InputError: no country of today is called so, or several are.
    """
    from etl.annotate.countries import alpha_2, common_names

    name = _bare(country)
    if name in (unclear := _unclear()):
        choices = " or ".join(f"{code} ({common_names()[code]})" for code in unclear[name])
        raise InputError(f"{country!r} is not the name of one country of today: give {choices}")
    called = {short.casefold(): code for short, code in alpha_2().items()} | _called()
    code = called.get(name, name.upper())
    if code not in common_names():
        raise InputError(f"no country is called {country!r}: give an ISO code such as USA, or an English name")
    return code


def _called() -> dict[str, str]:
    from etl.annotate.countries import names

    return {
        _bare(name.text): name.country
        for name in chain.from_iterable(names("en").values())
        if name.country and name.label == "GPE" and name.entity_id == f"country:{name.country}"
    }


def _unclear() -> dict[str, list[str]]:
    return {name: codes.split() for name, codes in lexicons.rows("etl", "unclear_countries.tsv")}


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("the ")
