"""Locators: where in an archive on disk the bytes of a page lie."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from etl.ingest.formats import GZIP, opens_with
from etl.ingest.pages import Found
from etl.records import Page, Rejection

Locate = Callable[[int, int], str | None]

_LOCATOR = re.compile(r"(?P<kind>\w+):(?P<path>.+)#offset=(?P<start>\d+)&length=(?P<length>\d+)")
_CHUNK = 2**20
_OVERLAP = 2**12


def locator(kind: str, path: Path, start: int, end: int) -> str:
    """The kind of archive, its path, and the record's place in it."""
    return f"{kind}:{quote(os.fsencode(path))}#offset={start}&length={end - start}"


def parts(text: str) -> tuple[str, Path, int, int] | None:
    """The kind, path, offset and length that `locator` wrote."""
    found = _LOCATOR.fullmatch(text)
    if found is None:
        return None
    return found["kind"], Path(os.fsdecode(unquote_to_bytes(found["path"]))), int(found["start"]), int(found["length"])


def located(records: Iterable[tuple[int | None, Page | Rejection | None]], locate: Locate, end: int) -> Found:
    """Put a locator in the place of each body that can be read again.

    `records` gives what was found at each offset of an archive, None being an offset at which nothing can be read by
    itself; `locate` makes the locator of the bytes between two offsets, if there can be one.
    """
    start: int | None = None
    pending: Page | Rejection | None = None
    for offset, found in records:
        if offset is None:
            yield from _there(found)
            continue
        yield from _there(_placed(pending, start, offset, locate))
        start, pending = offset, found
    yield from _there(_placed(pending, start, end, locate))


def _placed(found: Page | Rejection | None, start: int | None, end: int, locate: Locate) -> Page | Rejection | None:
    if isinstance(found, Page) and start is not None and end > start and (place := locate(start, end)):
        return replace(found, body=None, locator=place)
    return found


def _there(found: Page | Rejection | None) -> Found:
    if found:
        yield found


def next_start(stream: BufferedReader, start: int, pattern: re.Pattern[bytes], mark: bytes) -> int | None:
    """The offset, `start` or later, at which a record begins: what matches, and if gzipped opens with the mark."""
    stream.seek(start)
    window, base = b"", start
    while chunk := stream.read(_CHUNK):
        window += chunk
        for match in pattern.finditer(window):
            place = match.start()
            if match[0] != GZIP or opens_with(window[place : place + _OVERLAP], mark):
                return base + place
        base += max(0, len(window) - _OVERLAP)
        window = window[-_OVERLAP:]
    return None
