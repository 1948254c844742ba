"""HTTP responses as archives keep them: headers, and a body still in its chunks and compression."""

import re
import zlib
from dataclasses import dataclass
from typing import Protocol

_STATUS = re.compile(rb"HTTP/[\d.]*\s+(\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_HTML_TYPE = re.compile(r"text/html|application/xhtml\+xml", re.I)
_HTML_BODY = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body|title)\b", re.I
)
_HEAD = 2**15
_PIECE = 2**16


class Source(Protocol):
    """Where a response is read from."""

    def read(self, size: int = ..., /) -> bytes: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Headers:
    """What a response states of itself; of a header given twice the last holds."""

    status: int
    content_type: str | None
    encodings: tuple[str, ...]
    is_chunked: bool


def content(response: Source, limit: int) -> tuple[tuple[int | None, str], bytes] | None:
    """The status, media type and decoded body of an HTML response; None for another one, which is not read further.

    At most `limit` bytes of the body are read and unpacked.
    """
    head = response.read(_HEAD)
    status, end = _STATUS.match(head), _END.search(head)
    if status is None:
        return None
    headers = _headers(int(status[1]), head[: end.start() if end else len(head)])
    if headers.content_type and not is_html(headers.content_type, b""):
        return None
    raw = head[end.end() :] if end else b""
    if end and len(head) == _HEAD:
        raw += response.read(limit - len(raw))
    body = _decoded(raw, headers, limit) if len(raw) < limit else raw
    return (
        ((headers.status, headers.content_type or "text/html"), body) if is_html(headers.content_type, body) else None
    )


def is_html(content_type: str | None, body: bytes) -> bool:
    """Whether a response is a page: by its header, or by its first bytes where there is no header."""
    return bool(_HTML_TYPE.search(content_type) if content_type else _HTML_BODY.match(body))


def _decoded(body: bytes, headers: Headers, limit: int) -> bytes:
    """The body without its transfer and content encoding, at most `limit` bytes of it.

    Archives are full of headers that no longer hold, so what does not decode is returned as it is.
    """
    if headers.is_chunked:
        body = _unchunked(body)
    for encoding in reversed(headers.encodings):
        body = _unpacked(body, encoding, limit)
    return body[:limit]


def _headers(status: int, lines: bytes) -> Headers:
    pairs = (line.partition(":") for line in lines.decode("latin-1").splitlines()[1:])
    fields = {key.strip().lower(): value.strip() for key, _, value in pairs}
    return Headers(
        status=status,
        content_type=fields.get("content-type") or None,
        encodings=tuple(re.split(r"[,\s]+", fields.get("content-encoding", "").lower())),
        is_chunked="chunked" in fields.get("transfer-encoding", "").lower(),
    )


def _unchunked(body: bytes) -> bytes:
    chunks: list[bytes] = []
    position = 0
    while header := _CHUNK.match(body, position):
        length = int(header[1], 16)
        if length == 0:
            return b"".join(chunks)
        chunks.append(body[header.end() : header.end() + length])
        position = header.end() + length
    is_cut_off = b"\n" not in body[position:].lstrip()
    return b"".join(chunks) if chunks and is_cut_off else body


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _inflated(body, limit)
    if encoding == "br":
        return _unbrotli(body, limit)
    return _unzstd(body, limit) if encoding == "zstd" else body


def _inflated(body: bytes, limit: int) -> bytes:
    for window in (47, -15):  # gzip or zlib by their headers, else raw deflate
        try:
            return zlib.decompressobj(window).decompress(body, limit) or body
        except zlib.error:
            continue
    return body


def _unbrotli(body: bytes, limit: int) -> bytes:
    import brotli

    decoder, parts, size = brotli.Decompressor(), [], 0
    try:
        for start in range(0, len(body), _PIECE):
            piece: bytes | None = body[start : start + _PIECE]
            while piece is not None and size < limit:
                parts.append(decoder.process(piece, output_buffer_limit=_PIECE))
                size += len(parts[-1])
                # Where all input is taken there may still be output.
                piece = b"" if parts[-1] or not decoder.can_accept_more_data() else None
    except brotli.error:
        return body
    return b"".join(parts)[:limit] or body


def _unzstd(body: bytes, limit: int) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(body) as reader:
            return reader.read(limit) or body
    except zstandard.ZstdError:
        return body
