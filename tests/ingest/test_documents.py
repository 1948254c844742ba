"""JSON: documents by lines or in a list, and what is wrong with some of them."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import InputError
from etl.records import Given
from tests.ingest.inputs import HTML, jsonl, load, put, reasons

FULL = {
    "id": 7,
    "url": "https://harbour-post.example/pact",
    "html": HTML.decode(),
    "text": "not this",
    "title": "A pact",
    "published": "2025-05-01",
    "authors": ["Ada Quill", "Wei Lin"],
    "language": "en",
}
documents = st.lists(
    st.fixed_dictionaries({"id": st.uuids().map(str), "text": st.text(st.characters(codec="utf-8"), min_size=1)}),
    max_size=150,
).map(lambda rows: [row | {"text": "x" + row["text"]} for row in rows])


def test_a_document_states_what_it_states(tmp_path: Path) -> None:
    (page,), _ = load(put(tmp_path / "a.jsonl", jsonl(FULL)))
    assert (page.external_id, page.url, page.body) == ("7", FULL["url"], HTML)
    assert page.content_type == "text/html; charset=utf-8"
    assert page.given == Given("A pact", "2025-05-01", ("Ada Quill", "Wei Lin"), "en")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"authors": "Ada Quill; Lin, Wei"}, Given(authors=("Ada Quill", "Lin, Wei"))),
        ({"authors": "Ada Quill, Wei Lin"}, Given(authors=("Ada Quill", "Wei Lin"))),
        ({"authors": [None, {"name": "Wei Lin"}, {"id": 1}, " Ada "]}, Given(authors=("Wei Lin", "Ada"))),
        ({" Title": "A pact", "PUBLISHED": "2025-05-01"}, Given(title="A pact", published="2025-05-01")),
        ({"title": "", "published": float("nan"), "language": ["en"]}, Given()),
        ({"published": 20250501, "title": " \ud800 "}, Given(title="?", published="20250501")),
    ],
)
def test_what_says_nothing_is_not_stated(tmp_path: Path, row: dict[str, Any], expected: Given) -> None:
    file = put(tmp_path / "a.jsonl", json.dumps({"text": "x"} | row) + "\n")
    assert load(file)[0][0].given == expected


def test_a_bad_line_is_a_rejection_with_its_number(tmp_path: Path) -> None:
    lines = [b'{"text": "a"}', b'{"text": "b"', b"", b"[1]", b'{"text": " "}', b'{"text": "\xff"}', b'{"text": "c"}']
    pages, rejections = load(put(tmp_path / "a.jsonl", b"\n".join(lines)))
    assert [page.body for page in pages] == [b"a", b"c"]
    assert [(row.reason, (row.detail or "")[:16]) for row in rejections] == [
        ("bad_line", "a.jsonl: line 2:"),
        ("bad_line", "a.jsonl: line 4 "),
        ("missing_content", "a.jsonl: line 5 "),
        ("bad_encoding", "a.jsonl: line 6:"),
    ]


def test_a_line_beyond_all_size_is_skipped(tmp_path: Path) -> None:
    line = b'{"text": "' + b"x" * 20_000_001 + b'"}\n'
    long = b'{"text": "' + b"x" * 60_000_001 + b'"}\n'
    pages, rejections = load(put(tmp_path / "a.jsonl", line + long + jsonl({"text": "a"})))
    assert ([page.body for page in pages], reasons(rejections)) == ([b"a"], ["too_large", "too_large"])


@pytest.mark.parametrize("depth", [100_000])
def test_nesting_without_end_is_a_bad_line(tmp_path: Path, depth: int) -> None:
    content = jsonl({"text": "a"}) + b"[" * depth + b"\n" + jsonl({"text": "b"})
    pages, rejections = load(put(tmp_path / "a.jsonl", content))
    assert ([page.body for page in pages], reasons(rejections)) == ([b"a", b"b"], ["bad_line"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a"])
def test_every_encoding_of_json_is_read(tmp_path: Path, encoding: str, name: str) -> None:
    text = '{"text": "Пакт"}\n{"text": "北京"}\n'
    pages, rejections = load(put(tmp_path / name, text.encode(encoding)))
    assert ([(page.body or b"").decode() for page in pages], rejections) == (["Пакт", "北京"], [])


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_is_read_item_by_item(tmp_path: Path, indent: int | None) -> None:
    rows = [{"text": f"{number} " + "x" * 1_000} for number in range(300)]
    pages, rejections = load(put(tmp_path / "a.json", json.dumps(rows, indent=indent)))
    assert ([page.body for page in pages], rejections) == ([row["text"].encode() for row in rows], [])


def test_a_list_is_read_up_to_its_damage(tmp_path: Path) -> None:
    pages, rejections = load(put(tmp_path / "a.json", b'[{"text": "a"}, {"text": "b"}, {"text": oops}, {"text": "c"}]'))
    assert [page.body for page in pages] == [b"a", b"b"]
    assert [(row.reason, "after item 2" in (row.detail or "")) for row in rejections] == [("bad_line", True)]


def test_columns_are_mapped(tmp_path: Path) -> None:
    file = put(tmp_path / "a.jsonl", jsonl({"body": "a", "day": "2025-05-01", "title": "A"}, {"body": "b"}))
    pages, _ = load(file, columns={"text": "body", "published": "day"})
    assert [(page.body, page.given.published, page.given.title) for page in pages] == [
        (b"a", "2025-05-01", "A"),
        (b"b", None, None),
    ]
    with pytest.raises(InputError, match="no column 'when' for published: it has body, day, title"):
        load(file, columns={"text": "body", "published": "when"})


def test_a_file_without_one_object_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no JSON object in its first 2 lines"):
        load(put(tmp_path / "a.jsonl", b"one\ntwo\n"))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents, st.booleans())
def test_documents_come_back_in_order(tmp_path: Path, rows: list[dict[str, str]], is_gzip: bool) -> None:
    content = jsonl(*rows) or b"\n"
    pages, rejections = load(put(tmp_path / "a.jsonl", gzip.compress(content) if is_gzip else content))
    assert [(page.external_id, (page.body or b"").decode()) for page in pages] == [
        (row["id"], row["text"]) for row in rows
    ]
    assert not rejections
