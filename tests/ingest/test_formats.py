"""What a file is: by content first, by name only between kinds of text."""

import gzip

import pytest

from etl.ingest.formats import archive_in_gzip, encoding, fits, sniff
from tests.ingest.inputs import HTML, PACKERS, arc, tarred, warc, zipped


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (HTML, "a", "html"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><!-- x --><!DOCTYPE html>", "a.php", "html"),
        (b"Saved from a browser <html><body>", "a", "html"),
        (b"<div>A piece</div>", "a", "html"),
        (b"Just words.", "a.html", "html"),
        (HTML, "a.txt", "html"),
        ("<html><p>Пакт".encode("utf-16"), "a", "html"),
        (b"Just words.", "a.txt", "text"),
        (b"Just words.", "a", "text"),
        (b"Just words.", "a.docx", None),
        (b"[{ A caption in brackets", "a.txt", "text"),
        (b"{Brussels} A text in braces\nand more", "a.txt", "text"),
        (b'{"text": "x"}\n{"text": "y"}\n', "a", "jsonl"),
        (b'{"text": "x"}', "a.txt", "jsonl"),
        (b'{\n "text": "x"\n}', "a", "json"),
        (b'[\n{"text": "x"}]', "a.jsonl", "json"),
        (b"broken first line\n", "a.ndjson", "jsonl"),
        (b'id,"text",url\n', "a", "csv"),
        (b"id\thtml\n", "a.dat", "csv"),
        (b"headline,body\n", "a.csv", "csv"),
        (b"<rss version='2.0'>", "a.xml", "feed"),
        (b"<?xml version='1.0'?><urlset>", "a", "sitemap"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "a.json", "feed"),
        (b"".join(warc("x")), "a.html", "warc"),
        (arc("x")[0], "a.html", "arc"),
        (zipped({"a": b""}), "a.html", "zip"),
        (tarred({"a": b""}), "a.html", "tar"),
        (b"PAR1....", "a.csv", "parquet"),
        (b"%PDF-1.7\n\x00", "a.txt", None),
        (b"\x89PNG\r\n\x1a\n\x02", "a", None),
        (b"", "a", None),
        *((pack(b"x"), "a.html", name) for name, pack in PACKERS.items()),
    ],
)
def test_content_says_what_a_file_is(head: bytes, name: str, kind: str | None) -> None:
    assert sniff(head, name) == kind


@pytest.mark.parametrize(
    ("head", "kind", "expected"),
    [
        (b"Just words.", "html", True),
        (b"Just words.", "jsonl", True),
        (b"Just words.", "warc", False),
        (b"PAR1", "csv", False),
        (b"\0\0", "text", False),
    ],
)
def test_what_may_be_forced(head: bytes, kind: str, *, expected: bool) -> None:
    assert fits(head, kind) == expected


def test_archives_are_known_inside_of_gzip() -> None:
    assert archive_in_gzip(gzip.compress(warc("x")[0]), is_on_disk=False) == "warc"
    assert archive_in_gzip(gzip.compress(arc("x")[0]), is_on_disk=True) == "arc"
    assert archive_in_gzip(gzip.compress(HTML), is_on_disk=True) is None
    assert archive_in_gzip(b"\x1f\x8b\x08 no gzip", is_on_disk=True) is None


def test_utf_16_is_known_by_its_mark() -> None:
    assert [encoding("x".encode(name)) for name in ("utf-16", "utf-8", "utf-8-sig")] == [
        "utf-16",
        "utf-8-sig",
        "utf-8-sig",
    ]
