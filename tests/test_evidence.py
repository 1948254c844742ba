"""How an article and what was found in it look in the terminal, with colours and without."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pytest
from rich.console import Console

from etl import evidence
from etl.records import Record
from tests.records import article, event, mention, quote


def shown(text: str, *found: Record, width: int = 100, title: str = "A pact") -> str:
    """What the terminal shows of an article's text and rows."""
    paper = Console(width=width, file=io.StringIO())
    evidence.show(asdict(article(text, title=title)) | {"address": None, "model": "rules"}, tables(found), paper)
    assert isinstance(paper.file, io.StringIO)
    return "\n".join(line.rstrip() for line in paper.file.getvalue().splitlines())


def tables(found: Sequence[Record]) -> dict[str, list[Mapping[str, Any]]]:
    rows: dict[str, list[Mapping[str, Any]]] = {"mentions": [], "quotes": [], "events": []}
    for row in found:
        rows[f"{type(row).__name__.lower()}s"].append(asdict(row))
    return rows


def test_marks_lie_in_one_another() -> None:
    text = "“Russia attacked Ukraine,” said Ann Roe."
    said = quote(text, "Russia attacked Ukraine,", "Ann Roe", confidence=0.9)
    found = (mention("Russia", 1), mention("Ukraine", 17), said, event(text, "attacked", "RUS", "ASSAULT", "UKR"))
    assert "“«q1 [m1 Russia] {e1 attacked} [m2 Ukraine],»” said Ann Roe." in shown(text, *found)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (("Moscow", "Moscow"), "[m1 Moscow] left."),
        (("Moscow", "Moscow left"), "[m2 [m1 Moscow] left]."),
        (("Moscow left", "left."), "[m1 Moscow [m2 left].]"),
    ],
)
def test_marks_may_share_their_places(starts: tuple[str, str], expected: str) -> None:
    text = "Moscow left."
    assert expected in shown(text, *(mention(words, text.index(words)) for words in starts))


def test_rules_stand_below_their_paragraph() -> None:
    text = "Moscow left.\n\nBeijing stayed."
    found = shown(text, mention("Moscow", 0, country="RUS"), mention("Beijing", 14, country="CHN")).splitlines()
    assert found[3:9] == ["[m1 Moscow] left.", "  m1 GPE · RUS", "", "[m2 Beijing] stayed.", "  m2 GPE · CHN", ""]


def test_a_mark_that_goes_on_behind_its_paragraph_is_closed_there() -> None:
    text = "Moscow left.\n\nBeijing stayed."
    assert "[m1 Moscow left.]\n" in shown(text, mention(text, 0))


def test_an_event_says_between_whom_it_is_and_what_makes_it_doubtful() -> None:
    text = "Nobody attacked."
    stated = {"mode": "aerial", "source_text": "Nobody", "is_negated": True, "in_quote": True}
    stated |= {"target_country": None, "target_id": "org:nato"}
    rule = "e1 ASSAULT (aerial) · RUS “Nobody” → org:nato “attacked” · intensity +0.0 · negated · in quote"
    assert f"{rule} · by verb active" in shown(
        text, event(text, "attacked", "RUS", "ASSAULT", "UKR", **stated), width=120
    )


def test_a_speaker_goes_by_the_name_and_by_the_words_that_stand_there() -> None:
    text = "“It is late,” said the minister."
    said = quote(text, "It is late,", "the minister", speaker_name="Ann Roe", resolution="title", confidence=0.5)
    assert "q1 direct · Ann Roe, here “the minister” · by title · confidence 0.5" in shown(text, said)
    assert "q1 direct · no speaker" in shown(text, quote(text, "It is late,"))


def test_what_goes_both_ways_is_one_mark_with_two_rules() -> None:
    text = "Talks ended."
    found = shown(text, event(text, "Talks", "RUS", "CONSULT", "CHN"), event(text, "Talks", "CHN", "CONSULT", "RUS"))
    assert "{e1 Talks} ended." in found
    assert found.count("e1 CONSULT") == 2


def test_a_text_is_no_markup() -> None:
    text = "He wrote [bold]never[/bold] and [link=x]:smile:."
    assert text in shown(text)
    assert "[/red] pact" in shown(text, title="[/red] pact")


def test_a_narrow_terminal_wraps_texts_and_rules() -> None:
    text = "Moscow and Beijing signed a pact on the river that they share. " * 3
    found = shown(text, mention("Moscow", 0, entity_name="Moscow", entity_id="place:RUS/Moscow"), width=30)
    assert max(map(len, found.splitlines())) <= 30
