"""Tables: CSV and Parquet, one document a row."""

import codecs
import csv
from collections.abc import Iterator, Mapping
from io import BufferedReader, TextIOWrapper
from itertools import chain
from typing import TYPE_CHECKING

from etl.ingest.documents import NAMES, document, missing_column
from etl.ingest.formats import encoding
from etl.ingest.pages import MAX_PAGE_BYTES, Found, reject

if TYPE_CHECKING:
    import pyarrow as pa

_DELIMITERS = ",;\t|"


def read_csv(stream: BufferedReader, name: str, columns: Mapping[str, str]) -> Found:
    """A header and one document a row, separated by comma, semicolon, tab or bar."""
    csv.field_size_limit(MAX_PAGE_BYTES)
    codecs.register_error("windows-1252", _as_windows_1252)
    text = TextIOWrapper(stream, encoding(stream.peek(2)), errors="windows-1252", newline="")
    try:
        yield from _csv_rows(_Lines(text), name, columns)
    finally:
        text.detach()


def read_parquet(stream: BufferedReader, name: str, columns: Mapping[str, str]) -> Found:
    """One document a row, a few rows in memory at a time; the stream must be seekable."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        # Without buffers of this size a whole row group, which may be a whole file, would be read at once.
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=2**20)
        fields = file.schema_arrow.names
        if wrong := missing_column(fields, columns):
            yield reject(name, "missing_column", wrong)
            return
        wanted = {columns.get(field, field) for field in NAMES}
        for batch in file.iter_batches(batch_size=64, columns=[field for field in fields if field in wanted]):
            for row in batch.cast(_in_microseconds(batch.schema), safe=False).to_pylist():
                number += 1
                yield document(row, name, f"row {number}", number, columns)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        yield reject(name, "bad_record" if number else "unreadable", f"after row {number}: {error}")


def _in_microseconds(schema: "pa.Schema") -> "pa.Schema":
    """The schema with its moments as Python's own can hold them, and in UTC, which needs no table of time zones."""
    import pyarrow as pa

    for index, field in enumerate(schema):
        if pa.types.is_timestamp(field.type):
            schema = schema.set(index, field.with_type(pa.timestamp("us", tz=field.type.tz and "UTC")))
    return schema


def _csv_rows(lines: "_Lines", name: str, columns: Mapping[str, str]) -> Found:
    rows = _numbered(lines)
    _, fields = next(rows, (1, []))
    wrong = missing_column(fields, columns) if isinstance(fields, list) else f"the header: {fields}"
    if wrong:
        yield reject(name, "missing_column", wrong)
        return
    for number, row in rows:
        if isinstance(row, str):
            yield reject(name, "bad_line", f"line {number}: {row}")
        elif len(row) != len(fields):
            yield reject(name, "bad_line", f"line {number} has {len(row)} values, the header {len(fields)}")
        else:
            yield document(dict(zip(fields, row, strict=True)), name, f"line {number}", number, columns)


def _numbered(lines: "_Lines") -> Iterator[tuple[int, list[str] | str]]:
    """Each row, or what is wrong with it, and the line it begins on; blank lines are left out."""
    header = next(lines, "")
    # Strict, because a quotation mark that is not closed would otherwise take all that follows for one value.
    reader = csv.reader(chain([header], lines), delimiter=max(_DELIMITERS, key=header.count), strict=True)
    number = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, str(error)
        else:
            if row:
                yield number, row
        number = lines.number + 1


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 come from spreadsheets, which write Windows' own encoding."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


class _Lines:
    """The lines of a text, counted; one that does not end within a page's size comes in pieces."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_PAGE_BYTES)
        if not line:
            raise StopIteration
        self.number += 1
        return line
