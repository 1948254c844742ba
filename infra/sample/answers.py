"""What the sample site answers, and the traps among it: a loop, a bomb, ways to private machines, reserved pages."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

BOMB_BYTES = 2_000_000_000
# Requests to these come to no page; they are announced on the first day.
TRAPS = {
    "/loop": "too_many_redirects",
    "/bomb": "too_large",
    "/metadata": "forbidden_address",
    "/intranet": "forbidden_address",
    "/gone": "http_404",
    "/broken": "http_500",
    "/file": "not_html",
    "/reserved": "tdm-reservation",
    "/noai": "noai",
    "/licensed/terms": "tdm-reservation",
}
# The file of the host that has the traps; a page may say otherwise of itself.
RESERVED = [{"location": "/licensed/", "tdm-reservation": 1}]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says to a request."""

    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def xml(text: str) -> Answer:
    """A feed or a sitemap."""
    return Answer(content_type="application/xml", body=f'<?xml version="1.0"?>{text}'.encode())


def bomb(size: int) -> Iterator[bytes]:
    """A gzipped run of zeros, made without compressing more than its first piece."""
    piece = 10_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    first = packer.compress(bytes(piece)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(piece)) + packer.flush(zlib.Z_FULL_FLUSH)
    yield first
    for _ in range(size // piece - 1):
        yield again  # after a full flush nothing refers to what was before


def if_changed(answer: Answer, headers: Mapping[str, str]) -> Answer:
    """The answer with an ETag, or 304 to a request that knows it."""
    etag = f'"{sha256(answer.body).hexdigest()[:16]}"'
    if headers.get("if-none-match") == etag:
        return Answer(304, headers={"ETag": etag})
    return replace(answer, headers={"ETag": etag})


def trap(path: str) -> Answer:
    """What an address of `TRAPS` answers, and the one page of the reserved folder that is free."""
    places = {"/loop": "/loop", "/metadata": "http://169.254.169.254/latest/meta-data", "/intranet": "http://10.0.0.1/"}
    if path in places:
        return Answer(302, headers={"Location": places[path]})
    if path == "/bomb":
        return Answer(body=b"".join(bomb(BOMB_BYTES)), headers={"Content-Encoding": "gzip"})
    page = b"<html><head>%s</head><body><h1>Reserved</h1></body></html>"
    return {
        "/gone": Answer(404),
        "/broken": Answer(500),
        "/file": Answer(content_type="application/pdf", body=b"%PDF-1.7"),
        "/reserved": Answer(body=page % b"", headers={"tdm-reservation": "1"}),
        "/licensed/terms": Answer(body=page % b""),
        "/licensed/open": Answer(body=page % b"", headers={"tdm-reservation": "0"}),
        "/noai": Answer(body=page % b'<meta name="robots" content="noai, noimageai">'),
    }[path]
