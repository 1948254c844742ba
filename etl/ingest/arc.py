"""ARC, the archives of the web before 2009: a line with address, time and length, then the response as received.

https://archive.org/web/researcher/ArcFileFormat.php
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

from etl.ingest import http
from etl.ingest.compression import Unpacked
from etl.ingest.formats import GZIP, HEAD
from etl.ingest.locators import located, locator, next_start
from etl.ingest.pages import MAX_PAGE_BYTES, Found, page, printable, reject
from etl.records import Page, Rejection

_HEADER = re.compile(rb"(?P<url>\S.*) \S+ (?P<date>\d{14}) (?P<type>\S+)(?: \S+){0,5}? (?P<length>\d{1,12})\r?\n")
_MAX_LINE = 2**13
_CHUNK = 2**20
_MEMBER = re.compile(re.escape(GZIP))

Record = tuple[re.Match[bytes], bytes]


def read_arc(stream: BinaryIO, name: str) -> Found:
    """The pages, with their bytes, of an ARC that can be read only once."""
    return (found for _, found in _numbered(((None, record) for _, record in _records(stream)), name) if found)


def read_arc_file(stream: BufferedReader, name: str, path: Path, *, keep_body: bool) -> Found:
    """The pages of an ARC on disk, plain or gzipped; unless `keep_body`, a locator stands for their bytes."""
    is_gzip = stream.peek(3).startswith(GZIP)
    records = _in_members(stream) if is_gzip else _records(stream)
    place = partial(locator, "arc", path.resolve()) if not keep_body else lambda _start, _end: None
    return located(_numbered(records, name), place, path.stat().st_size)


def read_record(stream: BinaryIO, start: int, _length: int) -> tuple[str | None, bytes] | None:
    """The address and the body of the one page at an offset of an archive; None if it is not there or damaged."""
    stream.seek(start)
    is_gzip = stream.read(3) == GZIP
    stream.seek(start)
    _, record = next(_records(_member(stream) if is_gzip else stream), (0, "nothing there"))
    if isinstance(record, str):
        return None
    content = http.content(BytesIO(record[1]), MAX_PAGE_BYTES + 1)
    return (_address(record[0]), content[1]) if content else None


def _numbered(
    records: Iterator[tuple[int | None, Record | str]], name: str
) -> Iterator[tuple[int | None, Page | Rejection | None]]:
    """What each record, or each complaint about one, becomes."""
    for number, (offset, record) in enumerate(records, 1):
        if isinstance(record, str):
            reason = "truncated_file" if "cut off" in record else "bad_record"
            yield offset, reject(name, reason, f"record {number}: {record}")
        else:
            yield offset, _page(*record, name, number)


def _in_members(stream: BufferedReader) -> Iterator[tuple[int | None, Record | str]]:
    """The records of a gzipped file; the first of a member, mostly its only one, at the member's offset."""
    start: int | None = 0
    while start is not None:
        stream.seek(start)
        if not stream.peek(1):
            return
        unpacked = Unpacked(stream, "gz", first_only=True)
        try:
            for offset, record in _records(BufferedReader(unpacked, HEAD)):
                yield None if offset else start, record
            start = stream.tell() - len(unpacked.rest)
        except (ValueError, EOFError) as error:
            yield None, f"at byte {start}: {error}"
            start = next_start(stream, start + 1, _MEMBER, b"http")


def _records(stream: BinaryIO) -> Iterator[tuple[int, Record | str]]:
    """Each record's offset and the record, or what is wrong there; after a damage, up to the next header."""
    offset, is_lost = 0, False
    while line := stream.readline(_MAX_LINE):
        start, offset = offset, offset + len(line)
        header = _HEADER.fullmatch(line)
        if header:
            is_lost = False
            length = int(header["length"])
            block = stream.read(min(length, MAX_PAGE_BYTES + HEAD))
            offset += len(block) + _skip(stream, length - len(block))
            yield start, (header, block) if offset >= start + len(line) + length else "the file is cut off in it"
        elif line.strip() and not is_lost:
            is_lost = True
            yield start, f"no record begins at byte {start}"


def _skip(stream: BinaryIO, length: int) -> int:
    skipped = 0
    while skipped < length and (chunk := stream.read(min(_CHUNK, length - skipped))):
        skipped += len(chunk)
    return skipped


def _page(header: re.Match[bytes], block: bytes, name: str, number: int) -> Page | Rejection | None:
    content = http.content(BytesIO(block), MAX_PAGE_BYTES + 1)
    if content is None:
        return None
    (status, content_type), body = content
    url = _address(header)
    if len(body) > MAX_PAGE_BYTES:
        return reject(name, "too_large", f"record {number} unpacks to over {MAX_PAGE_BYTES} bytes", url=url)
    return page(name, number, body, content_type=content_type, url=url, fetched_at=_moment(header), http_status=status)


def _address(header: re.Match[bytes]) -> str | None:
    return printable(header["url"].decode("utf-8", "replace"))


def _moment(header: re.Match[bytes]) -> datetime | None:
    try:
        return datetime.strptime(header["date"].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _member(stream: BinaryIO) -> BufferedReader:
    return BufferedReader(Unpacked(stream, "gz", first_only=True), HEAD)
