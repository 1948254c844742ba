"""ARC: the pages of archives from before WARC, plain and gzipped."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ingest.inputs import (
    ARC_HEADER,
    HTML,
    PACKERS,
    URL,
    Pack,
    arc,
    arc_record,
    bodies,
    html,
    http,
    load,
    put,
    reasons,
    tarred,
)

PLAIN_AND_GZIPPED = pytest.mark.parametrize("pack", [bytes, PACKERS["gz"]], ids=["plain", "gz"])
TEXTS = [f"Ship {number} sailed." for number in range(4)]


@PLAIN_AND_GZIPPED
def test_html_responses_of_any_status_are_the_pages(tmp_path: Path, pack: Pack) -> None:
    records = [
        ARC_HEADER,
        arc_record(http()),
        arc_record(http(b"GIF89a", content_type="image/gif"), media_type="image/gif"),
        arc_record(http(html("Gone."), "404 Not Found"), f"{URL}/gone"),
    ]
    pages, rejections = load(put(tmp_path / "a.arc", b"".join(map(pack, records))))
    may_1 = datetime(2005, 5, 1, 6, tzinfo=UTC)
    assert [(page.url, page.http_status, page.fetched_at) for page in pages] == [
        (URL, 200, may_1),
        (f"{URL}/gone", 404, may_1),
    ]
    assert (bodies(pages), rejections) == ([HTML, html("Gone.")], [])


@PLAIN_AND_GZIPPED
def test_a_page_stays_in_its_archive_unless_asked_for(tmp_path: Path, pack: Pack) -> None:
    file = put(tmp_path / "a.arc", b"".join(arc(*TEXTS, pack=pack)))
    left, copied = load(file)[0], load(file, keep_body=True)[0]
    assert [page.body for page in left] == [None] * 4
    assert bodies(left) == bodies(copied) == [html(text) for text in TEXTS]
    assert [page.page_id for page in left] == [page.page_id for page in copied]


@pytest.mark.parametrize("wrap", [*PACKERS.values(), lambda data: tarred({"a.arc": data})], ids=[*PACKERS, "tar"])
def test_an_arc_packed_as_a_whole_is_read(tmp_path: Path, wrap: Pack) -> None:
    pages, rejections = load(put(tmp_path / "a", wrap(b"".join(arc(*TEXTS)))))
    assert (bodies(pages), rejections) == ([html(text) for text in TEXTS], [])


@PLAIN_AND_GZIPPED
def test_pages_before_a_cut_stay(tmp_path: Path, pack: Pack) -> None:
    *whole, last = arc(*TEXTS, pack=pack)
    pages, rejections = load(put(tmp_path / "a.arc", b"".join(whole) + last[: len(last) // 2]))
    assert (bodies(pages), reasons(rejections)) == ([html(text) for text in TEXTS[:-1]], ["truncated_file"])


@PLAIN_AND_GZIPPED
def test_reading_resumes_behind_a_damage(tmp_path: Path, pack: Pack) -> None:
    records = arc(*TEXTS, pack=pack)
    place = sum(map(len, records[:2]))
    records[2] = b"x" * (len(records[2]) - 1) + b"\n"
    pages, rejections = load(put(tmp_path / "a.arc", b"".join(records)))
    assert (bodies(pages), reasons(rejections)) == ([html(TEXTS[0]), *map(html, TEXTS[2:])], ["bad_record"])
    assert f"at byte {place}" in (rejections[0].detail or "")


def test_a_page_beyond_all_size_is_rejected_and_the_next_read(tmp_path: Path) -> None:
    records = [ARC_HEADER, arc_record(http(b" " * 20_100_000)), arc_record(http())]
    pages, rejections = load(put(tmp_path / "a.arc", b"".join(records)))
    assert (bodies(pages), reasons(rejections)) == ([HTML], ["too_large"])
