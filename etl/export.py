"""The pages of a day as a WARC file, version 1.1: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.

The lake holds bodies as a reader sees them, so the HTTP headers are made anew from what is known; `warcinfo` says so.
The same pages give the same bytes.
"""

import gzip
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha1
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from etl import lake
from etl.errors import PartitionError
from etl.ingest.bodies import BodyReader
from etl.records import Page


@dataclass(frozen=True, slots=True)
class Export:
    """The file written, and the pages in it; `without_body` are those of which the lake holds no bytes."""

    file: Path
    pages: int
    without_body: int


def warc(root: Path, source: str, run_date: date, file: Path) -> Export:
    """Write the pages of a source's day, all its shards, each a gzipped record.

    Raises:
        PartitionError: the day has no pages.
        InputError: an archive that holds pages is gone.
    """
    days = [one for one in lake.partitions(root, Page) if (one.source, one.run_date) == (source, run_date)]
    if not days:
        raise PartitionError(f"no pages of {source} {run_date} in {root}: `newslake status` says what there is")
    written = missing = 0
    draft = file.with_name(f".{file.name}.draft")
    try:
        with draft.open("wb") as stream, BodyReader() as reader:
            stream.write(gzip.compress(_info(source, run_date), mtime=0))
            for partition in days:
                for page in map(reader.with_body, lake.read(root, Page, partition)):
                    if page.body is None:
                        missing += 1
                    else:
                        stream.write(gzip.compress(_record(page, page.body, run_date), mtime=0))
                        written += 1
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return Export(file, written, missing)


def _info(source: str, run_date: date) -> bytes:
    fields = {
        "software": f"newslake/{version('newslake')}",
        "format": "WARC File Format 1.1",
        "description": f"pages of {source} {run_date}; bodies are decoded and HTTP headers made anew",
    }
    block = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    headers = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": _id(f"{source}/{run_date}"),
        "WARC-Date": _moment(None, run_date),
        "Content-Type": "application/warc-fields",
    }
    return b"".join(_pieces(headers, block))


def _record(page: Page, body: bytes, run_date: date) -> bytes:
    """A response, or what was never fetched over HTTP as a resource."""
    content_type = page.content_type or "application/octet-stream"
    is_response = page.http_status is not None
    block = _response(page.http_status, content_type, body) if page.http_status is not None else body
    headers = {
        "WARC-Type": "response" if is_response else "resource",
        "WARC-Target-URI": _uri(page.url) if page.url else f"urn:newslake:{page.page_id}",
        "WARC-Date": _moment(page.fetched_at, run_date),
        "WARC-Record-ID": _id(page.page_id),
        "WARC-Payload-Digest": "sha1:" + b32encode(sha1(body, usedforsecurity=False).digest()).decode(),
        "Content-Type": "application/http; msgtype=response" if is_response else content_type,
    }
    return b"".join(_pieces(headers, block))


def _response(status: int, content_type: str, body: bytes) -> bytes:
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    head = f"HTTP/1.1 {status} {phrase}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("latin-1", "replace") + body


def _pieces(headers: Mapping[str, str], block: bytes) -> Iterator[bytes]:
    yield b"WARC/1.1\r\n"
    for name, value in headers.items():
        yield f"{name}: {' '.join(value.split())}\r\n".encode()
    yield f"Content-Length: {len(block)}\r\n\r\n".encode()
    yield block
    yield b"\r\n\r\n"


def _id(name: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'newslake:{name}')}>"


def _uri(address: str) -> str:
    """An address in the characters that RFC 3986 leaves it, which players insist on; what is escaped stays so."""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")


def _moment(at: datetime | None, run_date: date) -> str:
    moment = at or datetime.combine(run_date, time(), UTC)
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
