"""`newslake explain` as a user runs it, over a lake of two stories."""

import json
import re
from pathlib import Path

import pytest

from tests.sql.stories import build, story
from tests.test_cli import newslake

WORDS = "China and Norway have waited nine winters for this bridge, and we will never accept another delay"
EXPLAINED = """\
A pact
Harbour Post · 2025-05-03 by meta · en · rules · a0
https://harbour-post.example/0

“«q1 [m1 China] and [m2 Norway] have waited nine winters for this bridge, and we
will never accept another delay»” {e1 said} Åse Lie
  q1 direct · Åse Lie · NOR · by name
  m1 GPE · China · CHN · tone -0.50
  m2 GPE · Norway · NOR
  e1 THREATEN · NOR “said” → CHN “said” · intensity +0.0 · by verb active

[m] mentions: 2, «q» quotes: 1, {e} events: 1
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("explanation")
    named = {"China": "CHN", "Norway": "NOR"}
    threat = [("NOR", "THREATEN", "CHN")]
    stories = [
        story(
            "Harbour Post", "Åse Lie", WORDS, country="NOR", day=3, named=named, events=threat, tones={"China": -0.5}
        ),
        story("Quay News", None, "Nobody asked those of us who live under it"),
    ]
    build(root, stories)
    return root


@pytest.mark.parametrize("name", ["a0", "https://harbour-post.example/0"])
def test_an_article_is_shown_with_what_was_found_in_it(lake: Path, name: str) -> None:
    done = newslake("explain", name, lake=lake, columns=80)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.sub(r" +$", "", done.stdout, flags=re.M) == EXPLAINED


def test_json_has_every_row_that_is_shown(lake: Path) -> None:
    done = newslake("explain", "a0", "--format", "json", lake=lake)
    found = json.loads(done.stdout)
    assert found["article"]["title"] == "A pact"
    assert {name: len(found[name]) for name in ("mentions", "quotes", "events")} == {
        "mentions": 2,
        "quotes": 1,
        "events": 1,
    }
    assert found["quotes"][0]["content"] == WORDS
    assert found["events"][0]["event_type"] == "THREATEN"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("b",), "no article has the id or the address 'b'"),
        (("a",), "several articles are called 'a', give more of the id: a0, a1"),
        (("a0", "--format", "csv"), "csv"),
        ((), "Missing argument"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(lake: Path, arguments: tuple[str, ...], complaint: str) -> None:
    done = newslake("explain", *arguments, lake=lake)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert complaint in done.stderr


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    assert "newslake build" in newslake("explain", "a0", lake=tmp_path).stderr
