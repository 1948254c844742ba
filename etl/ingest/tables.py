"""Tables: CSV and Parquet, one document a row."""

import codecs
import csv
from collections import deque
from collections.abc import Iterator, Mapping
from io import BufferedReader, TextIOWrapper
from itertools import chain
from typing import TYPE_CHECKING

from etl.ingest.documents import NAMES, document, fold, missing_column
from etl.ingest.formats import encoding
from etl.ingest.pages import MAX_PAGE_BYTES, Found, reject

if TYPE_CHECKING:
    import pyarrow as pa

_DELIMITERS = ",;\t|"
MAX_REREAD = 10 * MAX_PAGE_BYTES


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
        wanted = [field for field in fields if field in columns.values() or fold(field) in NAMES]
        for batch in file.iter_batches(batch_size=64, columns=wanted):
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
    """Each row, or what is wrong with it, and the line it begins on; blank lines are left out.

    A quotation mark that is never closed takes what follows for one value, up to an error or the end; then only the
    line it stands on is bad, and the others are read again.
    """
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
    number = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, str(error)
            lines.go_back(number)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        else:
            if row:
                yield number, row
        number = lines.number + 1
        lines.forget()


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 come from spreadsheets, which write Windows' own encoding."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


class _Lines:
    """The lines of a text, counted; one that does not end within a page's size comes in pieces.

    Those since the last `forget` can be read again, which many unclosed marks would make endless: so only up to
    `MAX_REREAD` characters in all.
    """

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self._read: list[str] = []
        self._left = MAX_REREAD
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(MAX_PAGE_BYTES)
        if not line:
            raise StopIteration
        self.number += 1
        self._read.append(line)
        return line

    def forget(self) -> None:
        """What has been read needs not be read again."""
        self._read.clear()

    def go_back(self, number: int) -> None:
        """Go on behind the line of that number, the first since the last `forget`."""
        following = self._read[1:]
        self._left -= sum(map(len, following))
        if self._left > 0:
            self._again.extendleft(reversed(following))
            self.number = number
