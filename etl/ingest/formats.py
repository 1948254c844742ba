"""What a file is, by its first bytes; its name decides only between kinds of plain text."""

import codecs
import json
import re
import zlib
from pathlib import PurePath

HEAD = 65_536
# What `--format` can force; compression and containers are always found.
KNOWN = ("html", "text", "feed", "jsonl", "json", "csv", "parquet", "warc", "arc")
COMPRESSIONS = ("gz", "zst", "bz2", "xz")

GZIP = b"\x1f\x8b\x08"
LZ4 = b"\x04\x22\x4d\x18"
_MAGIC = (
    (b"WARC/", "warc"),
    (LZ4, "warc"),  # the WARC reader unpacks by itself; nothing else here is kept in it
    (b"filedesc:", "arc"),
    (GZIP, "gz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"\x5d\x2a\x4d\x18", "zst"),  # a dictionary for the frames that follow, as in .warc.zst
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
)
_BY_NAME = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_PROLOG = re.compile(r"(?:\s+|<\?[^>]*>|<!--.*?-->|<!doctype(?!\s+html)[^>]*>)*", re.I | re.S)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|p|article|section|main|h[1-6]|table)\b", re.I
)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf)\b", re.I)
_SITEMAP = re.compile(r"<(?:urlset|sitemapindex)\b", re.I)
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_COLUMNS = re.compile(r"(?:^|[,;\t|])\s*\"?(?:html|text)\"?\s*(?:$|[,;\t|])", re.I)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY = ("warc", "arc", "parquet")


def sniff(head: bytes, name: str) -> str | None:
    """The format of a file: one of `KNOWN`, of `COMPRESSIONS`, `zip`, `tar`, `sitemap`, or None."""
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head[257:262] == b"ustar":
        return "tar"
    text = _text(head)
    by_name = _BY_NAME.get(_suffix(name))
    if text is None or (by_name is None and _CONTROL.search(text[:4096])):
        return None
    return _markup(text, by_name) or _json(text, by_name) or by_name or _plain(text, name)


def fits(head: bytes, kind: str) -> bool:
    """Whether a file can be read as a format that it was not recognized as."""
    found = sniff(head, "")
    if kind in _BINARY:
        return found == kind
    return found not in _BINARY and _text(head) is not None


def archive_in_gzip(head: bytes, *, is_on_disk: bool) -> str | None:
    """`warc` or `arc` where these readers should unpack by themselves, to know where each record lies."""
    if opens_with(head, b"WARC/"):
        return "warc"
    return "arc" if is_on_disk and opens_with(head, b"filedesc:") else None


def opens_with(head: bytes, mark: bytes) -> bool:
    """Whether gzipped bytes unpack to something that begins with `mark`."""
    try:
        return zlib.decompressobj(31).decompress(head, len(mark)) == mark
    except zlib.error:
        return False


def encoding(head: bytes) -> str:
    """How a text is encoded: as UTF-16 if it opens with the mark of that, else as UTF-8."""
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _suffix(name: str) -> str:
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix.removeprefix(".") in COMPRESSIONS else path.suffix


def _text(head: bytes) -> str | None:
    """The beginning as text; None for what no text file holds."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if b"\x00" in head and not head.lstrip().startswith(b"<"):
        return None
    return head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")


def _markup(text: str, by_name: str | None) -> str | None:
    if not text.startswith("<"):
        return None
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if _FEED.match(text, start):
        return "feed"
    if _SITEMAP.match(text, start):
        return "sitemap"
    return "html" if _HTML.match(text, start) or (by_name is None and _WHOLE_PAGE.search(text)) else None


def _json(text: str, by_name: str | None) -> str | None:
    """JSON by lines or as a whole; a text or table that merely begins with a bracket is none."""
    if re.match(r"\[\s*[{\]]", text):
        return None if by_name in ("text", "csv", "html") else "json"
    if not text.startswith("{"):
        return None
    line, newline, _ = text.partition("\n")
    if "jsonfeed.org/version" in text[:4096]:
        return "feed"
    if newline and not _is_object(line):
        return None if by_name else "json"
    return "jsonl" if newline or by_name not in ("text", "csv", "html") or _is_object(line) else None


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _plain(text: str, name: str) -> str | None:
    if _WHOLE_PAGE.search(text[:4096]):
        return "html"
    if _COLUMNS.search(text.partition("\n")[0].rstrip("\r")):
        return "csv"
    return "text" if text and not _suffix(name) else None
