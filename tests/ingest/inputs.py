"""Files in one line, for every test of ingest."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import zstandard

from etl.ingest.bodies import BodyReader
from etl.ingest.files import load_files
from etl.records import Page, Rejection

HTML = b"<html><head><title>A pact</title></head><body><p>Moscow and Beijing signed a pact.</p></body></html>"
Pack = Callable[[bytes], bytes]
URL = "https://harbour-post.example/pact"
PACKERS: Mapping[str, Pack] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def load(*paths: Path, **options: Any) -> tuple[list[Page], list[Rejection]]:
    """What files hold."""
    found = list(load_files(paths, **options))
    pages = [item for item in found if isinstance(item, Page)]
    return pages, [item for item in found if isinstance(item, Rejection)]


def bodies(pages: Iterable[Page]) -> list[bytes | None]:
    """The bytes of pages, those left in archives included."""
    with BodyReader() as reader:
        return [reader.with_body(page).body for page in pages]


def reasons(rejections: Iterable[Rejection]) -> list[str]:
    return [rejection.reason for rejection in rejections]


def put(path: Path, content: bytes | str) -> Path:
    """A file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def jsonl(*rows: Any) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def html(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def http(body: bytes = HTML, status: str = "200 OK", **headers: str) -> bytes:
    """A response as received; `content_type="text/html"` is a header."""
    stated = {"content_type": "text/html; charset=utf-8"} | headers
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in stated.items() if value)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def warc_record(block: bytes, url: str = URL, kind: str = "response", media_type: str = "application/http") -> bytes:
    """One record of a WARC, with a length that is true."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-05-01T06:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(*texts: str, pack: Pack = bytes) -> list[bytes]:
    """The records of a WARC, one page for each text, each packed by itself."""
    return [pack(warc_record(http(html(text)), f"{URL}/{number}")) for number, text in enumerate(texts, 1)]


def arc_record(block: bytes, url: str = URL, media_type: str = "text/html") -> bytes:
    return f"{url} 192.0.2.1 20050501060000 {media_type} {len(block)}\n".encode() + block + b"\n"


ARC_HEADER = arc_record(b"1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n", "filedesc://a.arc")


def arc(*texts: str, pack: Pack = bytes) -> list[bytes]:
    """The records of an ARC: its own, and one page for each text."""
    pages = (arc_record(http(html(text)), f"{URL}/{number}") for number, text in enumerate(texts, 1))
    return [pack(record) for record in (ARC_HEADER, *pages)]
