"""Tables: CSV as people write it, and Parquet."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.errors import InputError
from tests.ingest.inputs import HTML, PACKERS, Pack, load, put, reasons, zipped


def parquet(path: Path, **columns: Any) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=100)
    return path


def rows(path: Path, **options: Any) -> list[tuple[str | None, str]]:
    pages, rejections = load(path, **options)
    assert not rejections
    return [(page.external_id, (page.body or b"").decode()) for page in pages]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_delimiter_and_encoding_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = '"id","text"\r\n1,"Пакт ""на"" Амуре,\r\nподписан"\r\n\r\n2,Zürich\r\n'.replace('",', f'"{delimiter}')
    text = text.replace("1,", f"1{delimiter}").replace("2,", f"2{delimiter}")
    assert rows(put(tmp_path / "a.csv", text.encode(encoding))) == [
        ("1", 'Пакт "на" Амуре,\r\nподписан'),
        ("2", "Zürich"),
    ]


def test_the_encoding_of_spreadsheets_is_read(tmp_path: Path) -> None:
    assert rows(put(tmp_path / "a.csv", "id,text\n1,Zürich “so”\n".encode("cp1252"))) == [("1", "Zürich “so”")]


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_a_packed_table_is_read(tmp_path: Path, pack: Pack) -> None:
    assert rows(put(tmp_path / "a.csv.x", pack(b"id,text\n1,a\n"))) == [("1", "a")]
    packed = pack(parquet(tmp_path / "b", text=["a"]).read_bytes())
    assert rows(put(tmp_path / "b", packed)) == [(None, "a")]


def test_a_bad_row_is_a_rejection_with_its_line(tmp_path: Path) -> None:
    text = 'id,text\n1,"two\nlines"\n2\n3,a,b\n4,"not closed\n5,"b"\n6,\n7,c\n'
    pages, rejections = load(put(tmp_path / "a.csv", text))
    assert [page.external_id for page in pages] == ["1", "5", "7"]
    assert [(row.reason, (row.detail or "").split()[2]) for row in rejections] == [
        ("bad_line", "4"),
        ("bad_line", "5"),
        ("bad_line", "6:"),
        ("missing_content", "8"),
    ]


def test_a_mark_that_is_never_closed_costs_its_line_alone(tmp_path: Path) -> None:
    text = "id,text\n" + "".join(f"{n},{chr(34) if n in (2, 5) else ''}a text\n" for n in range(1, 9))
    pages, rejections = load(put(tmp_path / "a.csv", text))
    assert [page.external_id for page in pages] == ["1", "3", "4", "6", "7", "8"]
    assert [(row.detail or "").split()[2] for row in rejections] == ["3:", "6:"]


def test_column_names_are_read_in_any_case(tmp_path: Path) -> None:
    (page,), _ = load(put(tmp_path / "a.csv", "ID,Text, Title\n1,a,A pact\n"))
    assert (page.external_id, page.given.title) == ("1", "A pact")
    (page,), _ = load(parquet(tmp_path / "b.parquet", Id=["1"], TEXT=["a"]))
    assert (page.external_id, page.body) == ("1", b"a")


def test_columns_are_mapped(tmp_path: Path) -> None:
    file = put(tmp_path / "a.csv", "nr,body,text\n1,a,b\n")
    assert rows(file, columns={"id": "nr", "text": "body"}) == [("1", "a")]
    assert rows(parquet(tmp_path / "b.parquet", nr=[1], body=["a"]), columns={"id": "nr", "text": "body"}) == [
        ("1", "a")
    ]


def test_a_table_without_content_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no column html or text: .*; it has nr, body"):
        load(parquet(tmp_path / "a.parquet", nr=[1], body=["a"]))
    with pytest.raises(InputError, match="no column 'when' for published: it has id, text"):
        load(put(tmp_path / "a.csv", "id,text\n1,a\n"), columns={"published": "when"})


def test_every_row_of_parquet_comes_in_order(tmp_path: Path) -> None:
    texts = [f"Ship {number}" for number in range(1_000)]
    file = parquet(tmp_path / "a.parquet", text=pa.array(texts, pa.large_string()), id=list(range(1_000)), other=texts)
    expected = [(str(number), text) for number, text in enumerate(texts)]
    assert rows(file) == expected
    assert rows(put(tmp_path / "a.zip", zipped({"a.parquet": file.read_bytes()}))) == expected


def test_parquet_gives_bytes_lists_and_moments(tmp_path: Path) -> None:
    moment = datetime(2025, 5, 1, 6, tzinfo=UTC)
    (page,), _ = load(parquet(tmp_path / "a.parquet", html=[HTML], authors=[["A", "B"]], published=[moment]))
    assert (page.body, page.content_type) == (HTML, "text/html")
    assert (page.given.authors, page.given.published) == (("A", "B"), "2025-05-01T06:00:00+00:00")


@pytest.mark.parametrize(
    "kind", [pa.timestamp("ns"), pa.timestamp("ns", "Mars/Olympus"), pa.timestamp("ms", "Europe/Berlin"), pa.date32()]
)
def test_every_kind_of_moment_is_stated(tmp_path: Path, kind: pa.DataType) -> None:
    day = pa.array([20_209], pa.date32()).cast(pa.timestamp("s")).cast(pa.timestamp("ns")).cast(kind, safe=False)
    (page,), _ = load(parquet(tmp_path / "a.parquet", text=["a"], published=day))
    assert (page.given.published or "").startswith("2025-05-01")


def test_nanoseconds_are_not_too_fine(tmp_path: Path) -> None:
    moment = pa.array([1_746_082_800_123_456_789], pa.timestamp("ns"))
    (page,), _ = load(parquet(tmp_path / "a.parquet", text=["a"], published=moment))
    assert page.given.published == "2025-05-01T07:00:00.123456"


def test_a_damaged_parquet_is_read_up_to_its_damage(tmp_path: Path) -> None:
    file = parquet(tmp_path / "a.parquet", text=[f"{number:040}" for number in range(1_000)])
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 50] = bytes(50)
    put(tmp_path / "b.html", HTML)
    put(file, bytes(content))
    pages, rejections = load(tmp_path)
    assert pages[-1].body == HTML
    assert reasons(rejections) in ([], ["bad_record"])
    put(file, bytes(content[:-100]))
    assert reasons(load(tmp_path)[1]) == ["unreadable"]


def test_a_packed_table_that_is_cut_off_keeps_its_rows(tmp_path: Path) -> None:
    packed = gzip.compress(b"id,text\n" + b"".join(b"%d,a\n" % number for number in range(10)))
    pages, rejections = load(put(tmp_path / "a.csv.gz", packed[:-8]))
    assert (len(pages), reasons(rejections)) == (10, ["truncated_file"])
