"""The door: which files are read, in what order, under what names; and what cannot be."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import InputError
from etl.ingest import formats
from etl.ingest.files import load_files, size
from tests.annotate.work import calls
from tests.ingest.inputs import (
    HTML,
    PACKERS,
    URL,
    arc,
    bodies,
    html,
    jsonl,
    load,
    put,
    reasons,
    tarred,
    warc,
    zipped,
)

ROWS = jsonl({"id": "a", "text": "Ships sailed."}, {"id": "b", "text": "None came."})
SAMPLES = {
    "a.html": HTML,
    "b.txt": b"Ships sailed.",
    "c.jsonl": ROWS,
    "d.csv": b"id,text\na,Ships sailed.\n",
    "e.warc": b"".join(warc("Ships.", "Sails.")),
    "f.warc.gz": b"".join(warc("Ships.", "Sails.", pack=PACKERS["gz"])),
    "g.arc": b"".join(arc("Ships.", "Sails.")),
    "h.zip": zipped({"x.html": HTML, "y.jsonl": ROWS}),
    "i.tar": tarred({"x.html": HTML, "y.jsonl": ROWS}),
    "j.jsonl.zst": PACKERS["zst"](ROWS),
    "k.json": b"[" + ROWS.strip().replace(b"\n", b",") + b"]",
}


def samples(folder: Path) -> Path:
    for name, content in SAMPLES.items():
        put(folder / name, content)
    return folder


def test_one_folder_of_everything_is_read_twice_alike(tmp_path: Path) -> None:
    first, second = load(samples(tmp_path)), load(tmp_path)
    assert first == second
    assert ([page.content_type for page in first[0]].count("text/html"), first[1]) == (3, [])
    assert len(first[0]) == 1 + 1 + 2 + 1 + 2 + 2 + 2 + 3 + 3 + 2 + 2
    assert len({page.page_id for page in first[0]}) == len(first[0])


def test_a_page_is_known_by_the_same_id_wherever_its_file_lies(tmp_path: Path) -> None:
    here, there = samples(tmp_path / "here"), samples(tmp_path / "there" / "deep")
    ids = [page.page_id for page in load(here)[0]]
    assert ids == [page.page_id for page in load(there)[0]]
    assert ids == [page.page_id for page in load(*sorted(there.iterdir()))[0]]
    assert ids == [page.page_id for page in load(here, keep_body=True)[0]]


def test_files_come_in_order_of_their_names_and_of_what_is_given(tmp_path: Path) -> None:
    for name in ("b.html", "a.html", "c/a.html", "B.html"):
        put(tmp_path / "x" / name, HTML)
    other = put(tmp_path / "a.html", HTML)
    pages, _ = load(tmp_path / "x", other, tmp_path / "x" / "a.html", tmp_path / "x")
    assert [page.external_id for page in pages] == ["x/B.html", "x/a.html", "x/b.html", "x/c/a.html", "a.html"]


def test_twice_the_files_named_are_twice_the_work(tmp_path: Path) -> None:
    paths = [put(tmp_path / f"{number}.html", HTML) for number in range(200)]
    size(paths[:2])
    assert calls(size, paths) <= 2.5 * calls(size, paths[:100])


def test_hidden_files_are_left_out_unless_named(tmp_path: Path) -> None:
    put(tmp_path / ".git" / "a.html", HTML)
    put(tmp_path / "__MACOSX" / "a.html", HTML)
    hidden = put(tmp_path / ".b.zip", zipped({"b.html": HTML, ".c.html": HTML, "__MACOSX/b.html": HTML}))
    with pytest.raises(InputError, match="no files in"):
        load(tmp_path)
    assert [page.external_id for page in load(hidden)[0]] == [".b.zip/b.html"]


def test_links_are_followed_once(tmp_path: Path) -> None:
    put(tmp_path / "a" / "a.html", HTML)
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "b.html").symlink_to(tmp_path / "a" / "a.html")
    (tmp_path / "a" / "c.html").symlink_to(tmp_path / "nowhere")
    pages, rejections = load(tmp_path / "a")
    assert [page.external_id for page in pages] == ["a.html", "b.html"]
    assert [rejection.detail for rejection in rejections] == ["c.html: is no file, or a link to none"]


@pytest.mark.parametrize(
    ("name", "content", "options", "message"),
    [
        ("a.html", b"", {}, "a.html: has no bytes"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0", {}, "a.png: is none of html, text, .* --format forces one"),
        ("a.xml", b"<urlset><url/></urlset>", {}, "a.xml: is none of html, text, .*a sitemap holds no pages"),
        ("a.zip", b"PK\x03\x04 no zip", {}, "a.zip: File is not a zip file"),
        ("a.csv", b"id,body\n1,x\n", {}, r"a.csv: no column html or text: .* it has id, body"),
        ("a.csv", b"id,text\n1,x\n", {"columns": {"title": "headline"}}, "no column 'headline' for title"),
        ("a.jsonl", b'{"body": "x"}\n', {}, "no column html or text: say which it is with --map text=COLUMN"),
        ("a.html", HTML, {"format": "warc"}, "a.html: cannot be read as warc"),
        ("a.html", HTML, {"format": "pdf"}, "no format 'pdf': choose one of html, text"),
        ("a.html", HTML, {"columns": {"body": "x"}}, "no field 'body' to map a column to: choose of id, url"),
    ],
)
def test_a_wrong_call_is_one_line(
    tmp_path: Path, name: str, content: bytes, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        load(put(tmp_path / name, content), **options)
    assert "\n" not in str(caught.value)


def test_paths_that_mean_nothing_are_wrong_calls(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        load(tmp_path / "gone")
    with pytest.raises(InputError, match="no files in"):
        load(tmp_path)
    with pytest.raises(InputError, match="nothing to load"):
        load()
    with pytest.raises(InputError, match="no such file or folder"):
        size([tmp_path / "gone"])


def test_beside_good_files_bad_ones_are_rejections(tmp_path: Path) -> None:
    put(tmp_path / "a.html", HTML)
    put(tmp_path / "b.html", b"")
    put(tmp_path / "c.csv", b"id,body\n1,x\n")
    put(tmp_path / "d.bin", b"\0\1\2")
    os.mkfifo(tmp_path / "e.html")
    pages, rejections = load(tmp_path)
    assert [page.body for page in pages] == [HTML]
    assert reasons(rejections) == ["empty_file", "missing_column", "unknown_format", "unreadable"]
    assert {(row.stage, row.page_id) for row in rejections} == {("ingest", None)}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_what_may_not_be_read_is_a_rejection(tmp_path: Path) -> None:
    put(tmp_path / "a.html", HTML)
    put(tmp_path / "b.html", HTML).chmod(0)
    assert reasons(load(tmp_path)[1]) == ["unreadable"]


def test_a_file_that_vanishes_is_a_rejection(tmp_path: Path) -> None:
    put(tmp_path / "a.html", HTML)
    gone = put(tmp_path / "b.html", HTML)
    found = load_files([tmp_path])
    next(found)
    gone.unlink()
    assert [getattr(item, "reason", None) for item in found] == ["unreadable"]


def test_a_page_beyond_all_size_is_a_rejection(tmp_path: Path) -> None:
    pages, rejections = load(put(tmp_path / "a.html", HTML + b" " * 20_000_000))
    assert (pages, reasons(rejections)) == ([], ["too_large"])


@pytest.mark.parametrize(
    ("forced", "content_type"), [("text", "text/plain"), ("html", "text/html"), ("jsonl", "text/plain; charset=utf-8")]
)
def test_a_format_is_forced(tmp_path: Path, forced: str, content_type: str) -> None:
    pages, _ = load(put(tmp_path / "a.zip", zipped({"a.dat": b'{"text": "Ships."}'})), format=forced)
    assert [page.content_type for page in pages] == [content_type]


def test_progress_tells_all_bytes(tmp_path: Path) -> None:
    steps: list[int] = []
    load(samples(tmp_path), on_progress=steps.append)
    assert sum(steps) == size([tmp_path]) == sum(map(len, SAMPLES.values()))


def test_a_moved_copy_reads_from_its_own_place(tmp_path: Path) -> None:
    first = put(tmp_path / "a" / "a.warc", SAMPLES["e.warc"])
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    first.unlink()
    assert bodies(load(tmp_path / "b")[0]) == [html("Ships."), html("Sails.")]
    assert load(tmp_path / "b")[0][0].url == f"{URL}/1"


HEADS = (
    b"",
    b"<html>",
    b'"text",id\n',
    b'{"text": "a"}\n',
    b'[{"text": "a"},',
    b"WARC/1.0\r\n",
    b"filedesc:",
    b"PAR1",
    b"PK\x03\x04",
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(forced=st.sampled_from([None, *formats.KNOWN]), content=st.binary(max_size=400) | st.text().map(str.encode))
def test_no_bytes_are_an_accident(tmp_path: Path, forced: str | None, content: bytes) -> None:
    for number, head in enumerate((*HEADS, *(pack(b"")[:10] for pack in PACKERS.values()))):
        put(tmp_path / f"{number}", head + content)
    with suppress(InputError):  # where there is no good file among them
        load(tmp_path, format=forced)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(SAMPLES)),
    place=st.floats(0, 1),
    damage=st.binary(min_size=1, max_size=20),
    is_cut=st.booleans(),
)
def test_no_damage_is_an_accident(tmp_path: Path, name: str, place: float, damage: bytes, is_cut: bool) -> None:
    content = SAMPLES[name]
    start = int(place * len(content))
    put(tmp_path / name, content[:start] + (b"" if is_cut else damage + content[start + len(damage) :]))
    put(tmp_path / "z.html", HTML)
    pages, _ = load(tmp_path)
    assert pages[-1].body == HTML
    bodies(pages)
    (tmp_path / name).unlink()
