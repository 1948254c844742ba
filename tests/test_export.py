"""Pages of the lake as WARC, read by others and by ourselves."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from etl import export, lake
from etl.errors import PartitionError
from etl.lake import Partition
from etl.records import Page
from tests.ingest.inputs import load
from tests.records import page

DAY = date(2025, 5, 1)
AT = datetime(2025, 5, 1, 6, 30, 5, 123, tzinfo=UTC)
FETCHED = page("<html><body>Ж</body></html>", page_id="p1", http_status=200, fetched_at=AT)
MISSING = page("<html>", page_id="p2", http_status=404, fetched_at=AT, url="https://harbour-post.example/b")
FROM_FILE = page("<html>", page_id="p3", url=None)
PARTITION = Partition("harbour", DAY)


def written(folder: Path, *pages: Page) -> export.Export:
    lake.replace(folder / "lake", PARTITION, [Page], pages)
    return export.warc(folder / "lake", "harbour", DAY, folder / "day.warc.gz")


def test_warcio_reads_every_page_with_digests_that_are_right(tmp_path: Path) -> None:
    done = written(tmp_path, FETCHED, MISSING, FROM_FILE)
    assert (done.pages, done.without_body) == (3, 0)
    found = []
    with done.file.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            headers = record.rec_headers
            status = record.http_headers.get_statuscode() if record.http_headers else None
            assert headers.protocol == "WARC/1.1"
            found.append((record.rec_type, headers["WARC-Target-URI"], status, headers["WARC-Date"]))
            body = record.content_stream().read()
            assert (body == FETCHED.body) is (headers["WARC-Target-URI"] == FETCHED.url)
    assert found == [
        ("warcinfo", None, None, "2025-05-01T00:00:00Z"),
        ("response", FETCHED.url, "200", "2025-05-01T06:30:05Z"),
        ("response", MISSING.url, "404", "2025-05-01T06:30:05Z"),
        ("resource", "urn:newslake:p3", None, "2025-05-01T00:00:00Z"),
    ]


def test_addresses_are_written_as_uris(tmp_path: Path) -> None:
    done = written(tmp_path, replace(FETCHED, url="https://harbour-post.example/мир/a%20b c?q=1&r=[2]#x"))
    pages, _ = load(done.file)
    assert pages[0].url == "https://harbour-post.example/%D0%BC%D0%B8%D1%80/a%20b%20c?q=1&r=[2]#x"


def test_what_is_exported_can_be_loaded(tmp_path: Path) -> None:
    done = written(tmp_path, FETCHED, MISSING)
    pages, rejections = load(done.file, keep_body=True)
    assert rejections == []
    assert [(one.url, one.http_status, one.body) for one in pages] == [
        (one.url, one.http_status, one.body) for one in (FETCHED, MISSING)
    ]


def test_pages_that_stayed_in_an_archive_are_taken_from_there(tmp_path: Path) -> None:
    done = written(tmp_path, FETCHED)
    pages, _ = load(done.file.rename(tmp_path / "first.warc.gz"))
    assert pages[0].locator
    again = written(tmp_path, *pages)
    assert load(again.file, keep_body=True)[0][0].body == FETCHED.body


def test_the_same_pages_give_the_same_bytes_and_one_without_bytes_is_counted(tmp_path: Path) -> None:
    first = written(tmp_path, FETCHED, replace(FETCHED, page_id="p4", body=None))
    assert (first.pages, first.without_body) == (1, 1)
    before = first.file.read_bytes()
    assert written(tmp_path, FETCHED).file.read_bytes() == before


def test_a_day_without_pages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PartitionError, match="no pages of harbour 2025-05-01"):
        export.warc(tmp_path, "harbour", DAY, tmp_path / "day.warc.gz")
    assert list(tmp_path.iterdir()) == []
