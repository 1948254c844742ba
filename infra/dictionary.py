"""Write what the tables of the warehouse mean into the README and `sql/DICTIONARY.md`: `make dictionary`.

All of it is read from the comments of a warehouse, so it says what `newslake schema` says.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from etl import warehouse
from etl.dictionary import COLUMNS, TABLES, comments

ROOT = Path(__file__).parents[1]
README, DICTIONARY = ROOT / "README.md", ROOT / "sql" / "DICTIONARY.md"
_MARKED = re.compile(r"(?<=<!-- tables -->\n).*?(?=\n<!-- /tables -->)", re.S)
_HEAD = """# What the warehouse holds

`make dictionary` writes this file from `columns.tsv` and the comments of `marts/`, `views/`, `macros/` and
`checks/warnings.sql`; `newslake schema` prints the same."""


def pages() -> tuple[str, str]:
    """The README and the dictionary as they are to be."""
    with TemporaryDirectory() as folder:
        file = warehouse.build(Path(folder), Path(folder) / "warehouse.duckdb").file
        with warehouse.connect(file) as connection:
            rows = connection.execute(TABLES).fetchall()
            tables = "\n".join(_table(("table or macro", "what it holds"), (_linked(*row) for row in rows)))
            dictionary = "\n\n".join([_HEAD, *_sections(connection)]) + "\n"
    return _MARKED.sub(lambda _old: tables, README.read_text(encoding="utf-8")), dictionary


def main() -> None:
    """Write both."""
    readme, dictionary = pages()
    README.write_text(readme, encoding="utf-8")
    DICTIONARY.write_text(dictionary, encoding="utf-8")


def _linked(name: str, kind: str, meaning: str) -> Sequence[str]:
    return (f"[`{name}`](sql/DICTIONARY.md#{name})" if kind != "macro" else f"`{name}`", meaning)


def _sections(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Each table with its comment and columns, each macro with its comment."""
    for name, comment in comments(connection).items():
        columns = connection.execute(COLUMNS, {"names": [name]}).fetchall()
        rows = ((f"`{column}`", kind, meaning) for _, column, kind, meaning in columns)
        lines = ["", *_table(("column", "type", "meaning"), rows)] if columns else []
        yield "\n".join([f"## {name}", "", comment, *lines])


def _table(head: Sequence[str], rows: Any) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


if __name__ == "__main__":
    main()
