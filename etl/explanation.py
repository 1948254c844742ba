"""The `newslake explain` command: one article with everything that was found in it, and how."""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from etl.errors import InputError
from etl.options import Lake, settings_from

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
_MATCHING = """
select article_id
from articles
where starts_with(article_id, $name) or $name in (canonical_url, url)
order by article_id
limit 4
"""
_ARTICLE = """
select *, coalesce(canonical_url, url) as address
from articles
where article_id = $article_id
"""
# What is marked in the text, each by where it begins.
_FOUND = {
    "mentions": "select * from mentions where article_id = $article_id order by start_char, end_char",
    "quotes": "select * from quotes where article_id = $article_id order by start_char, end_char",
    "events": """
        select *
        from events
        where article_id = $article_id
        order by trigger_start_char, trigger_end_char, event_type, source_country, target_country
    """,
}


class Form(StrEnum):
    """How an explanation is printed."""

    TEXT = "text"
    JSON = "json"


def explain(
    article: Annotated[str, typer.Argument(help="An article's id, as much of it as no other has, or its address.")],
    format: Annotated[Form, typer.Option(help="For people, or one JSON object.")] = Form.TEXT,  # noqa: A002
    lake: Lake = None,
) -> None:
    """From a number to its evidence: an article with its mentions, quotes and events, each with its rule."""
    from etl import warehouse

    with warehouse.connect(settings_from(lake).warehouse) as connection:
        row, found = find(connection, article)
    if format is Form.JSON:
        stated = {name: value for name, value in row.items() if name != "address"}
        typer.echo(json.dumps({"article": stated} | found, ensure_ascii=False, default=str))
    else:
        _show(row, found)


def find(connection: "duckdb.DuckDBPyConnection", name: str) -> tuple[Row, dict[str, list[Row]]]:
    """An article by its id, the beginning of that, or its address; and its mentions, quotes and events.

    Raises:
        InputError: no article is called so, or several are.
    """
    from etl import warehouse

    wanted = {"article_id": _article_id(connection, name)}
    _, (article,) = warehouse.answer(connection, _ARTICLE, wanted)
    return article, {table: warehouse.answer(connection, query, wanted)[1] for table, query in _FOUND.items()}


def _article_id(connection: "duckdb.DuckDBPyConnection", name: str) -> str:
    ids = [article_id for (article_id,) in connection.execute(_MATCHING, {"name": name}).fetchall()]
    if not ids:
        raise InputError(
            f"no article has the id or the address {name!r}: `newslake sql` finds one, as article_id or url"
        )
    if len(ids) > 1:
        others = ", ".join(ids[:3]) + (" …" if ids[3:] else "")
        raise InputError(f"several articles are called {name!r}, give more of the id: {others}")
    return str(ids[0])


def _show(article: Row, found: dict[str, list[Row]]) -> None:
    from rich.console import Console

    from etl import evidence

    evidence.show(article, found, Console())
