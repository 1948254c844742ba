"""`newslake quotes` as a user runs it, over a lake of two stories."""

import csv
import io
import json
import re
from pathlib import Path

import duckdb
import pytest

from tests.sql.stories import build, story
from tests.test_cli import newslake

LONG = "China and Norway have waited nine winters for this bridge, and we will never accept another delay"
ENTRY = """\
Åse Lie  name · direct · Harbour Post · 2025-05-03
  “China and Norway have waited nine winters for this bridge, and we will never
  accept another delay” said Åse Lie
  https://harbour-post.example/0

1 quotation, 1 utterance, 1 outlet
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ledger")
    stories = [
        story("Harbour Post", "Åse Lie", LONG, country="NOR", day=3, named={"China": "CHN", "Norway": "NOR"}),
        story("Quay News", "Xi Jinping", "The bridge is safe,", "and China built it", day=2, named={"China": "CHN"}),
        story("Quay News", None, "Nobody asked those of us who live under it"),
    ]
    build(root, stories)
    return root


def contents(lake: Path, *arguments: str) -> list[str]:
    """The words of the quotes that a call finds, in the order it gives them."""
    done = newslake("quotes", *arguments, "--format", "csv", lake=lake)
    assert (done.returncode, done.stderr) == (0, "")
    return [row["content"] for row in csv.DictReader(io.StringIO(done.stdout))]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), [LONG, "The bridge is safe,", "and China built it", "Nobody asked those of us who live under it"]),
        (("--speaker", "ASE LIE"), [LONG]),
        (("--speaker", "xi"), ["The bridge is safe,", "and China built it"]),
        (("--speaker", "Jin"), []),
        (("--about", "CHN"), [LONG, "The bridge is safe,", "and China built it"]),
        (("--about", "china", "--about", "Norway"), [LONG]),
        (("--from", "Norway"), [LONG]),
        (("--outlet", "harbour"), [LONG]),
        (("--since", "2025-05-03"), [LONG]),
        (("--until", "2025-05-01"), ["Nobody asked those of us who live under it"]),
        (("--kind", "mixed"), []),
        (("--since", "2025-05-02", "--limit", "1"), [LONG]),
        (("--until", "2025-05-02", "--limit", "1"), ["The bridge is safe,", "and China built it"]),
    ],
)
def test_options_choose_quotations_newest_first(lake: Path, arguments: tuple[str, ...], found: list[str]) -> None:
    assert contents(lake, *arguments) == found


def test_the_terminal_shows_who_where_and_the_words_in_context(lake: Path) -> None:
    shown = newslake("quotes", "--speaker", "Lie", lake=lake, columns=80).stdout
    assert re.sub(r" +$", "", shown, flags=re.M) == ENTRY


def test_pieces_of_a_quotation_are_one_entry_and_the_last_line_counts(lake: Path) -> None:
    shown = newslake("quotes", "--limit", "2", lake=lake).stdout
    assert shown.count("Xi Jinping  name") == 1
    assert shown.endswith("3 quotations, 3 utterances, 2 outlets; the newest 2 are above, --limit shows more\n")
    assert newslake("quotes", "--speaker", "nobody", lake=lake).stdout == "No quotation is like that.\n"


def test_json_gives_each_quote_with_its_place_and_context(lake: Path) -> None:
    row = json.loads(newslake("quotes", "--speaker", "Lie", "--format", "json", lake=lake).stdout)
    start = row["start_char"] - row["context_start_char"]
    assert row["context"][start : start + len(LONG)] == row["content"] == LONG
    assert (row["countries"], row["url"]) == (["CHN", "NOR"], "https://harbour-post.example/0")


def test_a_file_takes_its_format_from_its_name(lake: Path, tmp_path: Path) -> None:
    assert newslake("quotes", "-o", tmp_path / "quotes.parquet", lake=lake).returncode == 0
    (count,) = duckdb.execute("select count(*) from read_parquet(?)", [str(tmp_path / "quotes.parquet")]).fetchall()
    assert count == (4,)


def test_what_its_article_does_not_say_is_left_out(tmp_path: Path) -> None:
    file = build(tmp_path, [story("Harbour Post", "Åse Lie", LONG)])
    with duckdb.connect(file) as connection:
        connection.execute("update quotes set content = 'We have waited'")
    done = newslake("quotes", lake=tmp_path)
    assert done.stdout == "No quotation is like that.\n"
    assert done.stderr == "newslake: left out of the quotes: 1 whose article does not have them\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--about", "Freedonia"), "no country is called 'Freedonia'"),
        (("--from", ""), "no country is called ''"),
        (("--speaker", "?"), "--speaker wants words of a name"),
        (("--since", "May"), "May"),
        (("--kind", "shouted"), "shouted"),
        (("--limit", "0"), "--limit"),
        (("--format", "parquet"), "add --output"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_code_2(lake: Path, arguments: tuple[str, ...], complaint: str) -> None:
    done = newslake("quotes", *arguments, lake=lake)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert complaint in done.stderr


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    assert "newslake build" in newslake("quotes", lake=tmp_path).stderr
