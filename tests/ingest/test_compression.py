"""Compressed files: every compression, its ends, its cuts and its bombs."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from etl.ingest.compression import BombError, Unpacked, unpack
from tests.ingest.inputs import HTML, PACKERS, jsonl, load, put, reasons

ALL = pytest.mark.parametrize("compression", PACKERS)
TEXTS = [f"Ship {number} sailed." for number in range(5_000)]


def skippable(content: bytes) -> bytes:
    """A frame of zst that holds a dictionary."""
    return b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content


@given(st.sampled_from(sorted(PACKERS)), st.lists(st.binary(max_size=10_000), min_size=1, max_size=4))
def test_all_members_are_unpacked(compression: str, pieces: list[bytes]) -> None:
    packed = b"".join(PACKERS[compression](piece) for piece in pieces)
    assert unpack(BytesIO(packed), compression).read() == b"".join(pieces)


@ALL
def test_the_first_member_alone_leaves_the_rest(compression: str) -> None:
    unpacked = Unpacked(BytesIO(PACKERS[compression](HTML) + b"and more"), compression, first_only=True)
    assert (unpacked.read(), unpacked.rest) == (HTML, b"and more")


@ALL
def test_a_page_is_found_by_content_whatever_its_name(tmp_path: Path, compression: str) -> None:
    pages, rejections = load(put(tmp_path / "page", PACKERS[compression](HTML)))
    assert ([page.body for page in pages], rejections) == ([HTML], [])


@ALL
def test_what_was_packed_before_a_cut_is_read(tmp_path: Path, compression: str) -> None:
    packed = PACKERS[compression](jsonl(*({"text": text} for text in TEXTS)))
    pages, rejections = load(put(tmp_path / "a.jsonl", packed[: len(packed) * 4 // 5]))
    texts = [(page.body or b"").decode() for page in pages]
    assert texts == TEXTS[: len(texts)]
    assert reasons(rejections) == ["truncated_file"]


def test_few_lines_before_a_cut_stay_too(tmp_path: Path) -> None:
    packed = gzip.compress(jsonl({"text": "a"}, {"text": "b"}))
    pages, rejections = load(put(tmp_path / "a.jsonl.gz", packed[:-8]))
    assert ([page.body for page in pages], reasons(rejections)) == ([b"a", b"b"], ["truncated_file"])
    assert rejections[0].detail == "a.jsonl.gz: the compressed data is cut off after 28 unpacked bytes"


@ALL
def test_damage_is_a_rejection(tmp_path: Path, compression: str) -> None:
    packed = bytearray(PACKERS[compression](jsonl(*({"text": text} for text in TEXTS))))
    packed[len(packed) // 2 : len(packed) // 2 + 20] = b"\0" * 20
    put(tmp_path / "a.jsonl", bytes(packed))
    put(tmp_path / "b.html", HTML)
    pages, rejections = load(tmp_path)
    assert pages[-1].body == HTML
    assert rejections
    assert all(rejection.detail and rejection.detail.startswith("a.jsonl: ") for rejection in rejections)


def test_zeros_behind_the_end_are_no_damage(tmp_path: Path) -> None:
    assert load(put(tmp_path / "a.html.gz", gzip.compress(HTML) + bytes(512)))[1] == []


def test_a_dictionary_before_its_frames_is_used(tmp_path: Path) -> None:
    dictionary = zstandard.ZstdCompressionDict(HTML * 10)
    frame = zstandard.ZstdCompressor(dict_data=dictionary).compress(HTML)
    for content in (dictionary.as_bytes(), PACKERS["zst"](dictionary.as_bytes())):
        pages, _ = load(put(tmp_path / "a.zst", skippable(content) + frame))
        assert [page.body for page in pages] == [HTML]


@pytest.mark.parametrize(
    "content",
    [b"\x28\xb5\x2f\xfd" + b"\xff" * 50, b"\x37\xa4\x30\xec" + b"\xff" * 50, PACKERS["zst"](HTML)[:-9]],
    ids=["packed", "trained", "cut"],
)
def test_a_damaged_dictionary_is_damage(tmp_path: Path, content: bytes) -> None:
    put(tmp_path / "a.zst", skippable(content) + PACKERS["zst"](HTML))
    put(tmp_path / "b.html", HTML)
    pages, rejections = load(tmp_path)
    assert ([page.body for page in pages], reasons(rejections)) == ([HTML], ["unreadable"])
    assert (rejections[0].detail or "").startswith("a.zst: the compressed data is damaged after 0 unpacked bytes: ")


def test_a_dictionary_without_measure_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BombError, match="unpacks to over 250 times its size"):
        unpack(BytesIO(skippable(PACKERS["zst"](bytes(80_000_000)))), "zst").read()
    monkeypatch.setattr("etl.ingest.compression.MAX_MEMORY", 500)
    for content in (HTML * 10, PACKERS["zst"](HTML * 10)):
        with pytest.raises(BombError, match="has a dictionary of over 500 bytes"):
            unpack(BytesIO(skippable(content)), "zst").read()


@ALL
def test_a_bomb_is_given_up_early(compression: str) -> None:
    stream = unpack(BytesIO(PACKERS[compression](bytes(80_000_000))), compression)
    with pytest.raises(BombError, match="unpacks to over 250 times its size"):
        stream.read()


def test_a_bomb_is_a_rejection(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"text": "a"}\n' + b" " * 80_000_000)
    pages, rejections = load(put(tmp_path / "a.jsonl.gz", packed))
    assert ([page.body for page in pages], reasons(rejections)) == ([b"a"], ["too_large"])
