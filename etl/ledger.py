"""The `newslake quotes` command: who said what, where that is written, and the words in their article."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from etl.errors import InputError
from etl.options import Day, Format, Formats, Lake, Output, alpha_3, settings_from

if TYPE_CHECKING:
    import duckdb

# Quotations a terminal shows unless told otherwise.
_SHOWN = 20
_FIND = """
create temp table found as from quoted(
    speaker := $speaker, about := $about, speaker_country := $speaker_country, outlet := $outlet,
    since := $since, until := $until, kind := $kind
)
"""
_LEDGER = """
select * exclude (is_verified)
from found
where is_verified and quote_id in (
    select quote_id
    from found
    where is_verified
    group by quote_id
    order by max(published_at) desc nulls last, min(article_id), min(start_char)
    limit $limit
)
order by published_at desc nulls last, article_id, start_char
"""
_COUNTS = """
select count(distinct quote_id), count(distinct utterance_id), count(distinct outlet)
from found
where is_verified
"""


class Kind(StrEnum):
    """Kinds of quotations."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


def quotes(
    speaker: Annotated[str | None, typer.Option(help="Words of the speaker's name.")] = None,
    about: Annotated[
        list[str] | None, typer.Option(metavar="COUNTRY", help="A country it mentions; repeated, all of them.")
    ] = None,
    country: Annotated[str | None, typer.Option("--from", metavar="COUNTRY", help="The speaker's country.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Words of the outlet's name.")] = None,
    since: Day = None,
    until: Day = None,
    kind: Annotated[Kind | None, typer.Option(help="Of this kind alone.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help=f"The newest alone (default: {_SHOWN} in the terminal, otherwise all).")
    ] = None,
    format: Formats = Format.TABLE,  # noqa: A002
    output: Output = None,
    lake: Lake = None,
) -> None:
    """Who said what: quotations with outlet, date, link and context, each held against its article's text."""
    from etl import warehouse

    given = {
        "speaker": _words(speaker, "--speaker"),
        "about": [alpha_3(name) for name in about or ()],
        "speaker_country": None if country is None else alpha_3(country),
        "outlet": _words(outlet, "--outlet"),
        "since": since and since.date(),
        "until": until and until.date(),
        "kind": kind and kind.value,
    }
    is_shown = format is Format.TABLE and not output
    with warehouse.connect(settings_from(lake).warehouse) as connection:
        _find(connection, given)
        if is_shown:
            _show(connection, limit or _SHOWN)
        else:
            warehouse.export(connection, _LEDGER, format.value, output, {"limit": limit})


def _words(name: str | None, option: str) -> str | None:
    if name is not None and not any(char.isalnum() for char in name):
        raise InputError(f"{option} wants words of a name, not {name!r}")
    return name


def _find(connection: "duckdb.DuckDBPyConnection", given: dict[str, Any]) -> None:
    """Fill `found`, and say how many quotes in it are not what their article says."""
    connection.execute(_FIND, given)
    ((wrong,),) = connection.execute("select count(*) from found where not is_verified").fetchall()
    if wrong:
        typer.echo(f"newslake: left out of the quotes: {wrong:,} whose article does not have them", err=True)


def _show(connection: "duckdb.DuckDBPyConnection", limit: int) -> None:
    from rich.console import Console

    from etl import terminal, warehouse

    (counts,) = connection.execute(_COUNTS).fetchall()
    _, rows = warehouse.answer(connection, _LEDGER, {"limit": limit})
    terminal.ledger(rows, Console(), note=_note(counts, limit))


def _note(counts: Sequence[int], limit: int) -> str:
    if not counts[0]:
        return "No quotation is like that."
    words = ("quotation", "utterance", "outlet")
    found = ", ".join(f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in zip(counts, words, strict=True))
    return f"{found}; the newest {limit:,} are above, --limit shows more" if counts[0] > limit else found
