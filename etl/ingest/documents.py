"""Documents: a mapping of names to values, from JSON or a row of a table, becomes a page with what it states."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BufferedReader, TextIOWrapper
from itertools import chain, islice
from typing import Any, TypeGuard

from etl.ingest.formats import encoding
from etl.ingest.pages import MAX_PAGE_BYTES, Found, page, printable, reject
from etl.records import Given, Page, Rejection

NAMES = ("id", "url", "html", "text", "title", "published", "authors", "language")
# A page in JSON may take three times its bytes, every character escaped.
MAX_LINE_BYTES = 3 * MAX_PAGE_BYTES
# Rows after which it is clear that a file has no column of content.
TRIAL_ROWS = 100
_CHUNK = 2**16
_BETWEEN = re.compile(r"[\s,]*")


def read_jsonl(stream: BufferedReader, name: str, columns: Mapping[str, str]) -> Found:
    """One JSON object a line; a bad line is a rejection, the others are read."""
    if encoding(stream.peek(2)) == "utf-16":  # whose lines are not those of its bytes
        return read_json(stream, name, columns)
    return _tried(_lines(stream, name), name, columns)


def read_json(stream: BufferedReader, name: str, columns: Mapping[str, str]) -> Found:
    """One list of JSON objects, or objects over several lines, one after the other; read up to the first error."""
    text = TextIOWrapper(stream, encoding(stream.peek(2)), errors="replace")
    try:
        yield from _tried(_items(text, name), name, columns)
    finally:
        text.detach()


def document(row: Any, name: str, where: str, position: int, columns: Mapping[str, str]) -> Page | Rejection:
    """The page of one row; `columns` says under which names a row has the fields of `NAMES`, else written as there."""
    if not isinstance(row, dict):
        return reject(name, "bad_line", f"{where} is no object with names and values")
    folded = {fold(key): value for key, value in row.items()}
    stated = {field: row.get(columns[field]) if field in columns else folded.get(field) for field in NAMES}
    url = printable(_plain(stated["url"]))
    kind = "html" if _says_something(stated["html"]) else "text"
    content = stated[kind]
    if not _says_something(content):
        return reject(name, "missing_content", f"{where} has neither html nor text", url=url)
    body = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if len(body) > MAX_PAGE_BYTES:
        return reject(name, "too_large", f"{where} has {len(body)} bytes, over {MAX_PAGE_BYTES}", url=url)
    charset = "; charset=utf-8" if isinstance(content, str) else ""
    return page(
        name,
        position,
        body,
        content_type=("text/html" if kind == "html" else "text/plain") + charset,
        url=url,
        external_id=printable(_plain(stated["id"])),
        given=Given(
            title=printable(_plain(stated["title"])),
            published=printable(_plain(stated["published"])),
            authors=_names(stated["authors"]),
            language=printable(_plain(stated["language"])),
        ),
    )


def fold(column: Any) -> str:
    """A column's name as `NAMES` are written."""
    return str(column).strip().casefold()


def missing_column(fields: Sequence[str], columns: Mapping[str, str]) -> str | None:
    """What is wrong with a table's columns, or None: those asked for must be there, and one with content."""
    has = f"it has {', '.join(map(str, fields))}"
    for field, column in columns.items():
        if column not in fields:
            return f"no column {column!r} for {field}: {has}"
    known = {fold(field) for field in fields} | set(columns)
    if not known & {"html", "text"}:
        return f"no column html or text: say which it is with --map text=COLUMN; {has}"
    return None


def _lines(stream: BufferedReader, name: str) -> Iterator[tuple[str, Any]]:
    """Each line's place and its object, or the rejection of the line."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES):
        number += 1
        where = f"line {number}"
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            _skip_line(stream)
            yield where, reject(name, "too_large", f"{where} is longer than {MAX_LINE_BYTES} bytes")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield where, _loaded(line, name, where)


def _skip_line(stream: BufferedReader) -> None:
    while (part := stream.readline(_CHUNK)) and not part.endswith(b"\n"):
        pass


def _loaded(line: bytes, name: str, where: str) -> Any:
    try:
        return json.loads(line)
    except UnicodeDecodeError as error:
        return reject(name, "bad_encoding", f"{where}: {error.reason} at byte {error.start}")
    except (ValueError, RecursionError) as error:
        return reject(name, "bad_line", f"{where}: {error}")


def _items(text: TextIOWrapper, name: str) -> Iterator[tuple[str, Any]]:
    """Each item's place and the item; at an error the last is its rejection."""
    parse = json.JSONDecoder().raw_decode
    buffer = text.read(_CHUNK).lstrip().removeprefix("[")
    number, position = 0, 0
    while True:
        between = _BETWEEN.match(buffer, position)
        start = between.end() if between else position
        try:
            item, position = parse(buffer, start)
        except (ValueError, RecursionError) as error:
            left = buffer[start:]
            # Twice as much each time, so that an item is not parsed more often than its length has digits.
            more = text.read(max(_CHUNK, len(left))) if len(left) < MAX_LINE_BYTES else ""
            if not more:
                if left.strip() not in ("", "]"):
                    yield "", reject(name, "bad_line", f"after item {number}: {error}")
                return
            buffer, position = left + more, 0
        else:
            number += 1
            yield f"item {number}", item


def _tried(rows: Iterator[tuple[str, Any]], name: str, columns: Mapping[str, str]) -> Found:
    """The rows as pages, unless not one of the first has what a document must have."""
    first: list[tuple[str, Any]] = []
    fields: dict[str, Any] = {}
    wrong: str | None = None
    for where, row in islice(rows, TRIAL_ROWS):
        first.append((where, row))
        fields |= dict.fromkeys(row) if isinstance(row, dict) else {}
        wrong = missing_column(list(fields), columns)
        if not wrong:
            break
    if first and not fields:
        wrong = f"no JSON object in its first {len(first)} lines"
    if wrong:
        yield reject(name, "missing_column" if fields else "unknown_format", wrong)
        return
    for position, (where, row) in enumerate(chain(first, rows), 1):
        yield row if isinstance(row, Rejection) else document(row, name, where, position, columns)


def _says_something(content: Any) -> TypeGuard[str | bytes]:
    return isinstance(content, (str, bytes)) and not content.isspace() and bool(content)


def _plain(value: Any) -> Any:
    """A single value; None for a collection, and for the NaN by which tables say that there is none."""
    if isinstance(value, (dict, list, tuple, bytes)) or value != value:
        return None
    return value.isoformat() if isinstance(value, date) else value


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = re.split(";" if ";" in value else ",", value)
    items: Sequence[Any] = value if isinstance(value, list) else ()
    named = (item.get("name") if isinstance(item, dict) else item for item in items)
    return tuple(name for item in named if (name := printable(_plain(item))))
