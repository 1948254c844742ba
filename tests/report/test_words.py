"""Words that stand out: texts in, words and the stories that have them out."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from etl import warehouse
from etl.report import words
from etl.report.figures import Figure, Inquiry, Section
from tests.report.conftest import PAIR
from tests.report.test_clustered_shares import WORDS
from tests.sql.lakes import build
from tests.sql.test_comparisons import PUBLISHERS, writing

PAIRED, REST = "China and Russia built the pipeline", "The fishermen went home early today"


def shown(root: Path, *articles: list[Any]) -> Section:
    """The section on articles of a state medium, Neva, and of another, Quay."""
    file = build(root, *(row for article in articles for row in article), publishers=PUBLISHERS)
    with warehouse.connect(file) as connection:
        return words.section(Inquiry(connection, PAIR, "week", "en"))


def telling(outlet: str, said: str, own: Sequence[str] = WORDS) -> list[list[Any]]:
    """Stories that say the same, each with words of its own."""
    return [writing(f"{outlet}{n}", outlet, text=f"{said} {more} {more[::-1]}") for n, more in enumerate(own)]


def found(figure: Figure) -> dict[str, tuple[int, int]]:
    """The stories that have each word, on both sides."""
    return {row["word"]: (row["stories"], row["other_stories"]) for row in figure.rows}


def witnessed(figure: Figure) -> dict[str, int]:
    return {item.label: item.found for item in figure.evidence}


def test_words_are_those_that_stand_in_more_stories_of_one_side(tmp_path: Path) -> None:
    """Its names are not among them, for by these the articles were chosen."""
    (figure,) = shown(tmp_path, *telling("Quay", PAIRED), *telling("Pier", REST)).figures
    assert found(figure) == dict.fromkeys(("built", "and", "pipeline"), (20, 0)) | dict.fromkeys(
        ("fishermen", "went", "home", "early", "today"), (0, 20)
    )
    assert {row["group"] for row in figure.rows if row["stories"]} == {
        "More in: Stories that name both Russia and China"
    }
    pipeline = next(row for row in figure.rows if row["word"] == "pipeline")
    assert 1 < pipeline["odds_low"] < pipeline["odds_ratio"] < pipeline["odds_high"]
    assert f"pipeline {pipeline['ratio']}" in figure.summary


def test_evidence_has_the_stories_of_both_sides_that_the_numbers_count(tmp_path: Path) -> None:
    """Not those of outlets that nobody knows the owner of, nor a copy of a story beside it."""
    some = [f"{more} pipeline" for more in WORDS[:3]] + WORDS[3:]
    copy = writing("copy", "Neva", text=f"{PAIRED} {WORDS[0]} {WORDS[0][::-1]}")
    unknown = writing("unknown", "Wharf", text=f"{PAIRED} at the wharf")
    state = telling("Neva", PAIRED)
    section = shown(tmp_path, *state, copy, unknown, *telling("Pier", "China, Russia and others went home", some))
    (figure,) = section.figures
    assert found(figure)["pipeline"] == (20, 3)
    assert witnessed(figure)["pipeline: State media"] == 20
    assert witnessed(figure)["pipeline: Other outlets of known ownership"] == 3
    assert "went: State media" not in witnessed(figure)
    for item in figure.evidence:
        word, _, side = item.label.partition(": ")
        assert item.found == found(figure)[word][side != "State media"]
        assert all(word in (witness.sentence or "").lower() for witness in item.witnesses)


def test_what_holds_for_both_charts_is_said_once(tmp_path: Path) -> None:
    paired = *telling("Neva", PAIRED, WORDS[:10]), *telling("Pier", "China, Russia, others agreed", WORDS[10:])
    figures = shown(tmp_path, *paired, *telling("Quay", REST)).figures
    assert [(figure.key, "Monroe" in figure.note) for figure in figures] == [("words", True), ("state-words", False)]
    assert all("Language: en;" in figure.note for figure in figures)


@pytest.mark.parametrize("seed", range(3))
def test_no_word_stands_out_by_chance_however_many_are_compared(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    many = " ".join(WORDS).split()
    texts = [" ".join(word for word in many if chance.random() < 0.4) for _ in range(60)]
    section = shown(tmp_path, *telling("Quay", "China, Russia", texts[:30]), *telling("Pier", "Ships", texts[30:]))
    assert [word for figure in section.figures for word in found(figure) if word in many] == []


def test_few_stories_of_a_side_have_no_words(tmp_path: Path) -> None:
    section = shown(tmp_path, *telling("Quay", PAIRED), *telling("Pier", REST, WORDS[:9]))
    assert section.figures == []
    assert (
        "against all other stories: not compared, for each side must have 10 stories in en (20 stories against 9)."
        in (section.lead)
    )


def test_words_that_do_not_differ_are_told_from_those_not_compared(tmp_path: Path) -> None:
    section = shown(tmp_path, *telling("Quay", "Russia, China"), *telling("Pier", ""))
    assert section.figures == []
    assert "no word differs clearly (20 stories against 20)" in section.lead


def test_longer_stories_of_one_side_do_not_make_words_of_the_other(tmp_path: Path) -> None:
    """What nearly all stories of both sides have stands out on neither."""
    common = "ports open"
    longer = [f"{own} {own.replace(' ', 'x ')} {own.replace(' ', 'z ')} early" for own in WORDS]
    short = *telling("Pier", common, WORDS[:18]), *telling("Wharf", "ships", WORDS[18:])
    (figure,) = shown(tmp_path, *telling("Quay", f"China, Russia {common}", longer), *short).figures
    assert not set(common.split()) & set(found(figure))
    assert found(figure)["early"] == (20, 0)
