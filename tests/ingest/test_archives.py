"""Zip and tar: what lies in them, however deep, and what is only meant to harm."""

import io
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.errors import InputError
from etl.ingest.files import load_files
from tests.ingest.inputs import HTML, PACKERS, html, jsonl, load, put, reasons, tarred, zipped


def encrypted(files: dict[str, bytes]) -> bytes:
    """A zip whose first file is marked as encrypted."""
    content = bytearray(zipped(files))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize("wrap", [zipped, tarred])
def test_files_of_any_format_are_read_under_their_names(
    tmp_path: Path, wrap: Callable[[dict[str, bytes]], bytes]
) -> None:
    files = {"a.html": HTML, "b/c.jsonl.gz": PACKERS["gz"](jsonl({"text": "x"})), "b/d.txt": b"Words."}
    pages, rejections = load(put(tmp_path / "a", wrap(files)))
    assert [(page.external_id, page.body) for page in pages] == [
        ("a/a.html", HTML),
        (None, b"x"),
        ("a/b/d.txt", b"Words."),
    ]
    assert not rejections


def test_a_zip_is_read_by_name_and_a_tar_as_it_lies(tmp_path: Path) -> None:
    files = {"b.html": html("b"), "a.html": html("a")}
    assert [page.body for page in load(put(tmp_path / "a.zip", zipped(files)))[0]] == [html("a"), html("b")]
    assert [page.body for page in load(put(tmp_path / "a.tar", tarred(files)))[0]] == [html("b"), html("a")]


def test_a_tar_of_a_folder_itself_is_read(tmp_path: Path) -> None:
    pages, _ = load(put(tmp_path / "a.tgz", PACKERS["gz"](tarred({"./a.html": HTML, "./.b.html": HTML}))))
    assert [page.external_id for page in pages] == ["a.tgz/a.html"]


def test_names_of_lists_are_no_lists_elsewhere(tmp_path: Path) -> None:
    content = zipped({"front_pages.jsonl": jsonl({"text": "a"}), "pages.jsonl": jsonl({"text": "b"})})
    assert [page.body for page in load(put(tmp_path / "a.zip", content))[0]] == [b"a", b"b"]


def test_archives_lie_in_archives_up_to_a_depth(tmp_path: Path) -> None:
    content, depth = HTML, 0
    while not (found := load(put(tmp_path / "a.zip", content := zipped({"a": content}))))[1]:
        assert [page.body for page in found[0]] == [HTML]
        depth += 1
    assert (depth, reasons(found[1])) == (4, ["too_deep"])
    packed = PACKERS["gz"](tarred({"a.zip": zipped({"b.html.zst": PACKERS["zst"](HTML)})}))
    assert [page.body for page in load(put(tmp_path / "a.zip", packed))[0]] == [HTML]


def test_an_encrypted_file_is_a_rejection_beside_the_others(tmp_path: Path) -> None:
    pages, rejections = load(put(tmp_path / "a.zip", encrypted({"a.html": HTML, "b.html": HTML})))
    assert [page.external_id for page in pages] == ["a.zip/b.html"]
    assert [(row.reason, "a.zip/a.html: " in (row.detail or "")) for row in rejections] == [("unreadable", True)]


def test_a_damaged_file_is_a_rejection_beside_the_others(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.html": HTML, "b.html": HTML}))
    content[45:50] = b"\xff" * 5
    pages, rejections = load(put(tmp_path / "a.zip", bytes(content)))
    assert [page.external_id for page in pages] == ["a.zip/b.html"]
    assert [(row.reason, "a.zip/a.html: " in (row.detail or "")) for row in rejections] == [("unreadable", True)]


def test_a_zip_that_expands_without_measure_is_a_rejection(tmp_path: Path) -> None:
    content = zipped({"a.html": bytes(100_000_000), "b.html": HTML})
    pages, rejections = load(put(tmp_path / "a.zip", content))
    assert ([page.external_id for page in pages], reasons(rejections)) == (["a.zip/b.html"], ["too_large"])


def test_a_zip_that_lies_of_its_size_does_no_harm(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.html": bytes(100_000_000)}))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = (100).to_bytes(4, "little")
    pages, rejections = load(put(tmp_path / "a.zip", bytes(content)), put(tmp_path / "b.html", HTML))
    assert ([page.body for page in pages], len(rejections)) == ([HTML], 1)


def test_a_cut_zip_is_a_wrong_call_and_a_cut_tar_is_read_up_to_the_cut(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="File is not a zip file"):
        load(put(tmp_path / "a.zip", zipped({"a.html": HTML})[:-30]))
    content = tarred({"a.html": html("a"), "b.html": html("b" * 5_000)})
    pages, rejections = load(put(tmp_path / "a.tar", content[:3_000]))
    assert (pages[0].body, set(reasons(rejections))) == (html("a"), {"truncated_file"})


def test_a_damaged_header_of_a_tar_is_a_rejection(tmp_path: Path) -> None:
    content = bytearray(tarred({"a.html": html("a"), "b.html": html("b")}))
    content[1_024 + 148 : 1_024 + 156] = b"\xff" * 8
    pages, rejections = load(put(tmp_path / "a.tar", bytes(content)))
    assert ([page.body for page in pages], reasons(rejections)) == ([html("a")], ["unreadable"])
    assert "damaged at byte 1024" in (rejections[0].detail or "")


def test_links_and_folders_in_a_tar_are_no_files(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (("d", tarfile.DIRTYPE), ("s.html", tarfile.SYMTYPE), ("f.html", tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/hostname"
            archive.addfile(member)
        member = tarfile.TarInfo("../../a.html")
        member.size = len(HTML)
        archive.addfile(member, io.BytesIO(HTML))
    pages, rejections = load(put(tmp_path / "a.tar", buffer.getvalue()))
    assert ([page.body for page in pages], rejections) == ([HTML], [])


def test_the_members_of_a_tar_are_not_kept(tmp_path: Path) -> None:
    path = put(tmp_path / "a.tar", tarred({f"{'d' * 80}/{number}.html": b"" for number in range(4_000)}))
    other = put(tmp_path / "b.html", HTML)
    tracemalloc.start()
    try:
        held = [tracemalloc.get_traced_memory()[0] for _ in load_files([path, other])]
    finally:
        tracemalloc.stop()
    assert held[3_999] - held[0] < 600_000


def test_an_empty_archive_has_no_pages(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    assert load(put(tmp_path / "a.zip", buffer.getvalue())) == ([], [])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_given_twice_is_two_pages(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.html", HTML)
        archive.writestr("a.html", HTML)
    pages, _ = load(tmp_path / "a.zip")
    assert [page.external_id for page in pages] == ["a.zip/a.html", "a.zip/a.html#2"]
    assert len({page.page_id for page in pages}) == 2
