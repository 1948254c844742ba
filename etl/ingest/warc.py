"""WARC, by FastWARC: pages are the HTML responses of any status, and HTML resources.

A resource is a page that was archived without the HTTP around it, and so has no status. Revisits repeat an earlier
page and are none themselves.
"""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from etl.ingest import http
from etl.ingest.compression import Unpacked
from etl.ingest.formats import GZIP, HEAD, LZ4, opens_with
from etl.ingest.locators import located, locator, next_start
from etl.ingest.pages import MAX_PAGE_BYTES, Found, is_address, page, printable, reject
from etl.records import Page, Rejection

# After so many damages a file is noise, and each look for more records in it reads ahead some 64 KB.
MAX_DAMAGES = 1_000
_STARTS = (GZIP, LZ4, b"WARC/")
_START = re.compile(rb"\x1f\x8b\x08|WARC/1\.[01]\r?\n[A-Za-z-]+:")
_BARE = (b"WARC/1.0\n", b"WARC/1.1\n")


class DamageError(Exception):
    """A record, known by its `start` or else the next one, cannot be read to its end.

    Without a `reason` it is cut off if no other record follows, else damaged.
    """

    def __init__(self, message: str, *, start: int = -1, reason: str | None = None) -> None:
        super().__init__(message)
        self.start = start
        self._reason = reason

    def reason(self, *, is_last: bool) -> str:
        """Why the record is rejected."""
        return self._reason or ("truncated_file" if is_last else "bad_record")


class Feed:
    """A stretch of a stream as FastWARC needs it.

    An error of the stream, which FastWARC would turn into a crash, is kept, and the stream ends there.
    """

    def __init__(self, stream: BinaryIO, start: int = 0, length: int | None = None) -> None:
        self._stream = stream
        self._start = start
        self._left = length
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        if self._left is not None:
            size = min(size, self._left)
        try:
            data = b"" if self.error else self._stream.read(size)
        except (OSError, EOFError, ValueError) as error:
            self.error = error
            return b""
        if self._left is not None:
            self._left -= len(data)
        return data

    def tell(self) -> int:
        """Where the stretch begins: FastWARC asks once and counts on from there."""
        return self._start


def read_warc(stream: BufferedReader, name: str) -> Found:
    """The pages, with their bytes, of a WARC that can be read only once, up to its first damage."""
    number = 0
    is_lax = _is_lax(stream)
    feed = Feed(stream)
    try:
        for _, found in _records(feed, name, 0, is_lax=is_lax):
            number += 1
            if found:
                yield found
    except DamageError as error:
        yield reject(name, error.reason(is_last=not feed.read(1)), f"after record {number}: {error}")


def read_warc_file(stream: BufferedReader, name: str, path: Path, *, keep_body: bool) -> Found:
    """The pages of a WARC on disk; unless `keep_body`, a locator stands for their bytes where there can be one.

    After a damaged record the reading goes on at the next that can be found.
    """
    place = partial(_locate, stream.fileno(), path.resolve())
    return located(
        _all_records(stream, name), place if not keep_body else lambda _start, _end: None, path.stat().st_size
    )


def read_record(stream: BinaryIO, start: int, length: int) -> tuple[str | None, bytes] | None:
    """The address and the body of the one page in a stretch of an archive; None if it is not there or damaged."""
    stream.seek(start)
    try:
        record = next(_parsed(Feed(stream, start, length), is_lax=True), None)
        content = _content(record) if record else None
    except OSError:
        return None
    return (_address(record), content[1]) if record and content else None


def _all_records(stream: BufferedReader, name: str) -> Iterator[tuple[int | None, Page | Rejection | None]]:
    """Every record's offset and the page in it; for each damaged stretch one rejection, at the offset after it."""
    start, number = 0, 0
    is_lax = _is_lax(stream)
    for _ in range(MAX_DAMAGES):
        stream.seek(start)
        offset, before = start, number
        try:
            for offset, found in _records(Feed(stream, start), name, number, is_lax=is_lax):
                number += 1
                yield offset, found
        except DamageError as error:
            resumed = next_start(stream, max(offset, error.start) + 1, _START, b"WARC/")
            if number > before or start == 0:  # otherwise the stretch goes on
                reason = error.reason(is_last=resumed is None)
                yield resumed, reject(name, reason, f"after the record at byte {offset}: {error}")
            if resumed is None:
                return
            start = resumed
        else:
            if _is_cut_off(stream, offset):
                yield None, reject(name, "truncated_file", f"after the record at byte {offset}: the file is cut off")
            return
    yield None, reject(name, "bad_record", f"damaged in over {MAX_DAMAGES} places: not read from byte {start}")


def _is_cut_off(stream: BufferedReader, start: int) -> bool:
    """Whether a gzipped file ends inside its last record or just behind it, of which FastWARC says nothing."""
    stream.seek(start)
    if not stream.peek(len(GZIP)).startswith(GZIP):
        return False
    unpacked = Unpacked(stream, "gz")
    try:
        while unpacked.read(HEAD):
            pass
    except ValueError:
        return False
    except EOFError:
        return True
    return False


def _records(feed: Feed, name: str, number: int, *, is_lax: bool) -> Iterator[tuple[int, Page | Rejection | None]]:
    """Every record's offset and the page in it, up to the first damage."""
    try:
        for record in _parsed(feed, is_lax=is_lax):
            number += 1
            yield record.stream_pos, _page(record, name, number)
    except OSError as error:
        raise DamageError(str(error), reason="bad_record" if "compress" in str(error) else None) from error
    if feed.error:
        reason = "truncated_file" if isinstance(feed.error, EOFError) else "bad_record"
        raise DamageError(str(feed.error), reason=reason)


def _parsed(feed: Feed, *, is_lax: bool) -> Iterator[WarcRecord]:
    """FastWARC's records of a feed, which has as much of a file as FastWARC calls for."""
    return iter(ArchiveIterator(cast("BinaryIO", feed), parse_http=False, quirks_mode=is_lax))


def _is_lax(stream: BufferedReader) -> bool:
    """Whether the lines of headers end without a carriage return.

    FastWARC reads these only in a mode in which it also skips what is no record, without a word.
    """
    head = stream.peek(HEAD)
    return any(head.startswith(mark) or opens_with(head, mark) for mark in _BARE)


def _page(record: WarcRecord, name: str, number: int) -> Page | Rejection | None:
    content = _content(record)
    record.reader.consume()
    where = f"record {number} at byte {record.stream_pos}"
    if record.headers.get("Content-Length") is None:
        raise DamageError(f"{where} does not say how long it is", start=record.stream_pos)
    if record.reader.tell() < record.content_length:
        raise DamageError(f"{where} is cut off", start=record.stream_pos)
    if content is None:
        return None
    (status, content_type), body = content
    url = _address(record)
    if len(body) > MAX_PAGE_BYTES:
        return reject(name, "too_large", f"{where} unpacks to over {MAX_PAGE_BYTES} bytes", url=url)
    return page(name, number, body, content_type=content_type, url=url, fetched_at=_moment(record), http_status=status)


def _content(record: WarcRecord) -> tuple[tuple[int | None, str], bytes] | None:
    """The status, media type and body of a page; None for what is none.

    The body is as a browser would see it, and at most one byte longer than a page may be.
    """
    if record.record_type == WarcRecordType.response:
        return http.content(record.reader, MAX_PAGE_BYTES + 1)
    stated = record.headers.get("Content-Type") or ""
    if record.record_type != WarcRecordType.resource or not http.is_html(stated or None, b""):
        return None
    if not is_address(_address(record) or ""):
        return None
    return (None, stated), record.reader.read(MAX_PAGE_BYTES + 1)


def _address(record: WarcRecord) -> str | None:
    return printable((record.headers.get("WARC-Target-URI") or "").strip("<> "))


def _moment(record: WarcRecord) -> datetime | None:
    """When the page was fetched; a date of another form than WARC's is none."""
    try:
        moment = record.record_date
        return moment.astimezone(UTC) if moment else None
    except (OSError, ValueError, OverflowError):
        return None


def _locate(file: int, path: Path, start: int, end: int) -> str | None:
    """The locator of a record, unless it lies in the midst of compressed data."""
    return locator("warc", path, start, end) if os.pread(file, 5, start).startswith(_STARTS) else None
