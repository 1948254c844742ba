"""HTTP responses as archives keep them."""

import gzip
import zlib
from io import BytesIO

import brotli
import pytest
import zstandard

from etl.ingest.http import content
from tests.ingest.inputs import HTML, http

LIMIT = 1_000_000


def read(response: bytes, limit: int = LIMIT) -> tuple[tuple[int | None, str], bytes] | None:
    return content(BytesIO(response), limit)


def body(response: bytes, limit: int = LIMIT) -> bytes | None:
    found = read(response, limit)
    return found[1] if found else None


def chunked(data: bytes, size: int = 10) -> bytes:
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x;name=value\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = [
    ("gzip", gzip.compress(HTML, mtime=0)),
    ("x-gzip", gzip.compress(HTML, mtime=0)),
    ("deflate", zlib.compress(HTML)),
    ("deflate", raw_deflate(HTML)),
    ("br", brotli.compress(HTML)),
    ("zstd", zstandard.compress(HTML)),
    ("gzip, br", brotli.compress(gzip.compress(HTML, mtime=0))),
    ("identity", HTML),
]


@pytest.mark.parametrize(("encoding", "packed"), PACKED)
def test_a_body_is_as_a_browser_would_see_it(encoding: str, packed: bytes) -> None:
    assert body(http(packed, content_encoding=encoding)) == HTML
    assert body(http(chunked(packed), content_encoding=encoding, transfer_encoding="chunked")) == HTML


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "GZIP", "unheard-of"])
def test_a_header_that_no_longer_holds_changes_nothing(encoding: str) -> None:
    assert body(http(HTML, content_encoding=encoding, transfer_encoding="chunked")) == HTML


@pytest.mark.parametrize(
    ("headers", "content_type"),
    [
        ({"content_type": "text/html; charset=windows-1251"}, "text/html; charset=windows-1251"),
        ({"content_type": "Application/XHTML+xml"}, "Application/XHTML+xml"),
        ({"content_type": ""}, "text/html"),
        ({"content_type": "application/json"}, None),
        ({"content_type": "image/png"}, None),
    ],
)
def test_a_page_is_known_by_its_header_or_its_first_bytes(headers: dict[str, str], content_type: str | None) -> None:
    found = read(http(HTML, **headers))
    assert (found[0][1] if found else None) == content_type


def test_without_a_header_what_does_not_look_like_a_page_is_none() -> None:
    assert read(http(b"\x89PNG", content_type="")) is None
    assert read(http(gzip.compress(HTML), content_type="", content_encoding="gzip")) == ((200, "text/html"), HTML)


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>", b"<p>"),
        (b"HTTP/1.1 301\r\nContent-Type: text/html\r\n\r\n", b""),
        (b"HTTP/2 200\r\nContent-Type: text/html\r\n\r\n<p>", b"<p>"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html", b""),
        (b"HTTP/1.1 200 \xffK\r\nX\r\nContent-Type: text/html\r\n\r\n<p>", b"<p>"),
        (b"<html>no response", None),
        (b"", None),
    ],
)
def test_responses_are_read_as_they_are_found(response: bytes, expected: bytes | None) -> None:
    assert body(response) == expected


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        (name, pack(b" " * 5 * LIMIT))
        for name, pack in (("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress))
    ],
)
def test_no_more_is_unpacked_than_asked_for(encoding: str, packed: bytes) -> None:
    assert body(http(packed, content_encoding=encoding)) == b" " * LIMIT


def test_a_body_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    long = HTML + b"<p>The river must carry more.</p>" * 3_000
    assert (body(http(chunked(long)[:-2_000], transfer_encoding="chunked")) or b"").startswith(HTML)
    assert (body(http(gzip.compress(long)[:-20], content_encoding="gzip")) or b"").startswith(HTML)
    assert (body(http(brotli.compress(long)[:-5], content_encoding="br")) or b"").startswith(HTML)
