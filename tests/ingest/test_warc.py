"""WARC: what is a page, where its bytes lie, and what a damaged archive still gives."""

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from etl.errors import InputError
from etl.ingest.bodies import BodyReader
from etl.ingest.locators import parts
from tests.ingest.inputs import (
    HTML,
    PACKERS,
    URL,
    Pack,
    bodies,
    html,
    http,
    load,
    put,
    reasons,
    warc,
    warc_record,
    zipped,
)

DATE = {"WARC-Date": "2025-05-01T06:00:00Z"}
MAY_1 = datetime(2025, 5, 1, 6, tzinfo=UTC)
PLAIN_AND_GZIPPED = pytest.mark.parametrize("pack", [bytes, PACKERS["gz"]], ids=["plain", "gz"])
TEXTS = [f"Ship {number} sailed." for number in range(5)]


def by_warcio(*, is_gzip: bool) -> bytes:
    """What a crawler writes: warcinfo, request and response, a picture, a revisit, metadata."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=is_gzip)

    def write(url: str, kind: str, body: bytes, content_type: str = "text/html", status: str = "200 OK") -> None:
        headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), http_headers=headers, warc_headers_dict=DATE
        )
        writer.write_record(record)

    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    write(URL, "request", b"")
    write(URL, "response", HTML, "text/html; charset=koi8-r")
    write(f"{URL}.png", "response", b"\x89PNG", "image/png")
    write(f"{URL}/gone", "response", html("Gone."), status="404 Not Found")
    writer.write_record(writer.create_revisit_record(URL, "sha1:A", URL, "2025-05-01T06:00:00Z"))
    writer.write_record(writer.create_warc_record(URL, "metadata", payload=BytesIO(b"via: x"), length=6))
    return buffer.getvalue()


@pytest.mark.parametrize("is_gzip", [False, True])
def test_html_responses_of_any_status_are_the_pages(tmp_path: Path, is_gzip: bool) -> None:
    pages, rejections = load(put(tmp_path / "a.warc", by_warcio(is_gzip=is_gzip)))
    assert not rejections
    assert [(page.url, page.http_status, page.content_type, page.fetched_at) for page in pages] == [
        (URL, 200, "text/html; charset=koi8-r", MAY_1),
        (f"{URL}/gone", 404, "text/html", MAY_1),
    ]
    assert bodies(pages) == [HTML, html("Gone.")]


@PLAIN_AND_GZIPPED
def test_a_page_stays_in_its_archive_unless_asked_for(tmp_path: Path, pack: Pack) -> None:
    records = warc(*TEXTS, pack=pack)
    file = put(tmp_path / "a.warc", b"".join(records))
    left, copied = load(file)[0], load(file, keep_body=True)[0]
    assert [page.body for page in left] == [None] * 5
    assert [page.locator for page in copied] == [None] * 5
    assert bodies(left) == bodies(copied) == [html(text) for text in TEXTS]
    assert [page.page_id for page in left] == [page.page_id for page in copied]
    places = [parts(page.locator or "") for page in left]
    assert [place[2:] for place in places if place] == [
        (sum(map(len, records[:number])), len(record)) for number, record in enumerate(records)
    ]


def test_bodies_are_read_in_any_order_and_from_any_name(tmp_path: Path) -> None:
    for name in ("a#offset=1&length=2.warc", "ü %41.warc"):
        put(tmp_path / name, b"".join(warc(*TEXTS)))
    pages, _ = load(tmp_path)
    assert bodies(reversed(pages)) == [html(text) for text in reversed(TEXTS * 2)]


def test_what_is_no_longer_in_its_place_is_not_taken_for_the_page(tmp_path: Path) -> None:
    file = put(tmp_path / "a.warc", b"".join(warc(*TEXTS)))
    pages, _ = load(file)
    put(file, b"".join(warc("Another.", *TEXTS)[1:]))
    assert bodies(pages) == [None] * 5
    put(file, b"")
    assert bodies(pages) == [None] * 5
    file.unlink()
    with BodyReader() as reader, pytest.raises(InputError, match=r"a\.warc holds pages .* put it back"):
        reader.with_body(pages[0])


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_a_warc_packed_as_a_whole_is_read(tmp_path: Path, pack: Pack) -> None:
    pages, rejections = load(put(tmp_path / "a.warc.x", pack(b"".join(warc(*TEXTS)))))
    assert (bodies(pages), rejections) == ([html(text) for text in TEXTS], [])


def test_a_wacz_gives_the_pages_of_its_archives_and_nothing_of_its_lists(tmp_path: Path) -> None:
    files = {
        "archive/a.warc.gz": b"".join(warc(*TEXTS, pack=PACKERS["gz"])),
        "indexes/index.cdx.gz": gzip.compress(b"example,harbour-post)/pact 20250501 {}\n"),
        "indexes/index.idx": b"!meta 0 {}\n",
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "https://harbour-post.example", "text": "x"}\n',
        "pages/extraPages.jsonl": b'{"format": "json-pages-1.0"}\n',
        "datapackage.json": b'{"profile": "data-package"}',
        "datapackage-digest.json": b'{"path": "datapackage.json"}',
    }
    pages, rejections = load(put(tmp_path / "a.wacz", zipped(files)))
    assert (bodies(pages), rejections) == ([html(text) for text in TEXTS], [])


def test_an_html_resource_is_a_page_without_a_status(tmp_path: Path) -> None:
    records = [
        warc_record(HTML, kind="resource", media_type="text/html"),
        warc_record(HTML, "file:///a.html", kind="resource", media_type="text/html"),
        warc_record(HTML, kind="conversion", media_type="text/html"),
        warc_record(b"%PDF", kind="resource", media_type="application/pdf"),
    ]
    pages, rejections = load(put(tmp_path / "a.warc", b"".join(records)))
    assert ([page.http_status for page in pages], bodies(pages), rejections) == ([None], [HTML], [])


@PLAIN_AND_GZIPPED
def test_a_large_page_is_whole(tmp_path: Path, pack: Pack) -> None:
    texts = ["0123456789" * size for size in (3_000, 3_300, 7_000, 500_000, 1)]
    pages, _ = load(put(tmp_path / "a.warc", b"".join(warc(*texts, pack=pack))))
    assert bodies(pages) == [html(text) for text in texts]


def test_a_page_beyond_all_size_is_rejected_and_the_next_read(tmp_path: Path) -> None:
    records = [warc_record(http(b" " * 20_000_001)), warc_record(http(HTML))]
    pages, rejections = load(put(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, records))))
    assert (bodies(pages), reasons(rejections), rejections[0].url) == ([HTML], ["too_large"], URL)
    assert (rejections[0].detail or "").startswith("a.warc.gz: record 1 at byte 0 unpacks to over")


@PLAIN_AND_GZIPPED
def test_pages_before_a_cut_stay(tmp_path: Path, pack: Pack) -> None:
    *whole, last = warc(*TEXTS, pack=pack)
    pages, rejections = load(put(tmp_path / "a.warc", b"".join(whole) + last[: len(last) // 2]))
    assert bodies(pages) == [html(text) for text in TEXTS[:-1]]
    assert reasons(rejections) == ["truncated_file"]
    assert f"at byte {len(b''.join(whole))}" in (rejections[0].detail or "")


@PLAIN_AND_GZIPPED
@pytest.mark.parametrize("wrap", [lambda data: zipped({"a.warc": data}), PACKERS["zst"]], ids=["zip", "zst"])
def test_pages_before_a_cut_stay_inside_of_other_files(tmp_path: Path, pack: Pack, wrap: Pack) -> None:
    *whole, last = warc(*TEXTS, pack=pack)
    pages, rejections = load(put(tmp_path / "a", wrap(b"".join(whole) + last[: len(last) // 2])))
    assert (bodies(pages), reasons(rejections)) == ([html(text) for text in TEXTS[:-1]], ["truncated_file"])


@PLAIN_AND_GZIPPED
def test_reading_resumes_behind_a_damage(tmp_path: Path, pack: Pack) -> None:
    records = warc(*TEXTS, pack=pack)
    records[2] = b"\0" * len(records[2])
    pages, rejections = load(put(tmp_path / "a.warc", b"".join(records)))
    assert bodies(pages) == [html(text) for number, text in enumerate(TEXTS) if number != 2]
    assert reasons(rejections) == ["bad_record"]
    assert f"at byte {len(records[0])}" in (rejections[0].detail or "")


@PLAIN_AND_GZIPPED
def test_nothing_but_damage_ends(tmp_path: Path, pack: Pack) -> None:
    first, *others = warc(*TEXTS * 300, pack=pack)
    pages, rejections = load(put(tmp_path / "a.warc", first + b"".join(record[:60] for record in others)))
    assert (bodies(pages), len(rejections) <= 2) == ([html(TEXTS[0])], True)


@pytest.mark.parametrize("cut", [3, 20, 100, 200, -1])
@PLAIN_AND_GZIPPED
def test_no_cut_goes_unnoticed(tmp_path: Path, pack: Pack, cut: int) -> None:
    *whole, last = warc(*TEXTS, pack=pack)
    _, rejections = load(put(tmp_path / "a.warc", b"".join(whole) + last[:cut]))
    assert reasons(rejections) == (["truncated_file"] if cut > 0 or pack is not bytes else [])


def test_a_record_that_claims_too_much_hides_none_behind_it(tmp_path: Path) -> None:
    records = warc(*TEXTS)
    records[1] = records[1].replace(b"Content-Length: ", b"Content-Length: 9")
    pages, rejections = load(put(tmp_path / "a.warc", b"".join(records)))
    assert bodies(pages) == [html(text) for number, text in enumerate(TEXTS) if number != 1]
    assert (reasons(rejections), f"record 2 at byte {len(records[0])}" in (rejections[0].detail or "")) == (
        ["bad_record"],
        True,
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record + b"\r\n",
        lambda record: record.rstrip(),
        lambda record: record.replace(b"WARC/1.0", b"WARC/1.1"),
        lambda record: record.replace(b"\r\n", b"\n", 8),
    ],
    ids=["more blank lines", "no blank lines", "version 1.1", "bare newlines"],
)
@PLAIN_AND_GZIPPED
def test_archives_are_read_as_they_are_found(tmp_path: Path, pack: Pack, change: Pack) -> None:
    records = [pack(change(record)) for record in warc(*TEXTS)]
    pages, rejections = load(put(tmp_path / "a.warc", b"".join(records)))
    assert (bodies(pages), rejections) == ([html(text) for text in TEXTS], [])
