"""What a query answers, as a person reads it in the terminal: rows as a table, and a shell that asks for queries."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.errors import InputError

if TYPE_CHECKING:
    import duckdb

MAX_ROWS = 200
# With less room a column of texts is a heap of syllables.
MIN_TEXT_WIDTH = 12
# Between two columns are a rule and two blanks.
_BETWEEN = 3
_NUMBERS = ("INT", "DOUBLE", "FLOAT", "DECIMAL")
_MOMENTS = ("DATE", "TIME")


def rows(result: "duckdb.DuckDBPyConnection | None", console: Console, title: str | None = None) -> None:
    """Print a query's rows, at most `MAX_ROWS` of them: as a table, or one below the other where that is too wide."""
    if result is None:  # a text without a query in it
        raise InputError("there is no query in it")
    columns = [(str(name), str(kind).upper()) for name, kind, *_ in result.description or []]
    found = result.fetchmany(MAX_ROWS + 1)
    cells = [[cell(value) for value in row] for row in found[:MAX_ROWS]]
    widths = [_width(name, kind, [row[place] for row in cells]) for place, (name, kind) in enumerate(columns)]
    whole = [max(width, len(name)) for width, (name, _) in zip(widths, columns, strict=True)]
    if sum(whole) + _BETWEEN * len(whole) < console.width:
        widths = whole
    if sum(widths) + _BETWEEN * len(widths) >= console.width:
        _print_records(cells, [name for name, _ in columns], console)
    else:
        table = Table(title=title, title_justify="left", title_style="bold", header_style="bold cyan")
        for (name, kind), width in zip(columns, widths, strict=True):
            is_number = any(number in kind for number in _NUMBERS)
            head = _folded(name, width)
            table.add_column(head, justify="right" if is_number else "left", overflow="fold", min_width=width)
        for row in cells:
            table.add_row(*row)
        console.print(table)
    if not found:
        console.print("No rows.", style="dim")
    if len(found) > MAX_ROWS:
        console.print(f"The first {MAX_ROWS} rows; --format csv, json or parquet gives all.", style="dim")


def _width(name: str, kind: str, cells: Sequence[Text]) -> int:
    """The room that a column needs: numbers, dates and the words of its name are not broken, other texts are."""
    longest = max((cell.cell_len for cell in cells), default=0)
    is_whole = any(word in kind for word in (*_NUMBERS, *_MOMENTS))
    return max([longest if is_whole else min(longest, MIN_TEXT_WIDTH), *map(len, _words(name))])


def _words(name: str) -> list[str]:
    """The words of a column's name, each with the underscore behind it."""
    *words, last = name.split("_")
    return [*(f"{word}_" for word in words), last]


def _folded(name: str, width: int) -> str:
    """A column's name in lines that have the room, broken between words."""
    lines = [""]
    for word in _words(name):
        if len(lines[-1]) + len(word) > width and lines[-1]:
            lines.append("")
        lines[-1] += word
    return "\n".join(lines)


def _print_records(cells: Sequence[Sequence[Text]], names: Sequence[str], console: Console) -> None:
    for number, row in enumerate(cells, 1):
        console.rule(f"row {number}", align="left", style="dim")
        record = Table.grid(padding=(0, 2))
        record.add_column(min_width=max(map(len, names)))
        record.add_column(overflow="fold")
        for name, value in zip(names, row, strict=True):
            record.add_row(Text(name, style="bold cyan"), value)
        console.print(record)


def shell(connection: "duckdb.DuckDBPyConnection", console: Console) -> None:
    """Read queries from the terminal, each ended by a semicolon, until `.quit` or the end of input."""
    from duckdb import Error

    if sys.stdin.isatty():
        import readline  # noqa: F401 - gives `input` its history and editing

        console.print("Queries end with ;  .tables lists the tables  .quit leaves", style="dim")
    for query in _queries():
        try:
            rows(connection.execute("show tables" if query == ".tables" else query), console)
        except (Error, InputError) as error:
            console.print(str(error), style="red", markup=False, highlight=False)


def _queries() -> Iterator[str]:
    lines: list[str] = []
    while True:
        try:
            line = input(("... " if lines else "sql> ") if sys.stdin.isatty() else "")
        except EOFError:
            break
        if not lines and line.strip() in {".quit", ".exit"}:
            return
        lines.append(line)
        if line.rstrip().endswith(";") or (len(lines) == 1 and line.strip() == ".tables"):
            yield "\n".join(lines).strip()
            lines = []
    if any(line.strip() for line in lines):
        yield "\n".join(lines)


def cell(value: Any) -> Text:
    """A value as tables show it."""
    if value is None:
        return Text("–", style="dim")
    if isinstance(value, datetime):
        return Text(value.strftime("%Y-%m-%d %H:%M" if (value.hour, value.minute) != (0, 0) else "%Y-%m-%d"))
    if isinstance(value, int) and not isinstance(value, bool):
        return Text(f"{value:,}")
    if isinstance(value, list):
        return Text(", ".join(map(str, value)))
    return Text(str(value))
