"""The warehouse: one DuckDB file, a function of the lake and of the queries in `sql/`.

`build` fills a file beside the old one — staging, marts, macros, checks — and swaps it in only when every check came
back empty. Who has the old file open keeps reading it. Where the same queries made the old file, the new one begins as
a copy of it and takes in what has changed since; its rows are those of a build from nothing.
"""

from etl.warehouse.build import Build, build, steps
from etl.warehouse.queries import SQL, queries
from etl.warehouse.reading import answer, connect, export, export_tables, warnings
from etl.warehouse.staging import Publisher

__all__ = [
    "SQL",
    "Build",
    "Publisher",
    "answer",
    "build",
    "connect",
    "export",
    "export_tables",
    "queries",
    "steps",
    "warnings",
]
