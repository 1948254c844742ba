"""Place or government, by the parse and by the words around: a capital in a sentence in, which of the two out."""

import pytest
import spacy

from etl.annotate import model
from etl.annotate.actors import government

ACTS = [
    "Yesterday {Moscow} warned the West.",
    "{Moscow} said that it would answer.",
    "Ties with {Beijing} have grown.",
    "Sanctions against {Tehran} stay in place.",
    "The sanctions on {Moscow} hurt.",
    "They signed an agreement with {Hanoi} on Monday.",
    "Talks between {Moscow} and Beijing failed.",
    "Talks between Moscow and {Beijing} failed.",
    "{Beijing}'s stance is clear.",
    "The minister accused {Kyiv} of delay.",
    "Aid to {Kyiv} was cut.",
    "{Moscow}-backed rebels fled.",
]
IS_A_PLACE = [
    "He was born in {Moscow} in 1970.",
    "The trains to {Beijing} were late.",
    "She flew from {Tehran} to Oslo.",
    "The road between {Moscow} and Minsk was closed.",
    "{Kyiv}'s streets were empty.",
    "{Beijing}-based firms closed.",
    "The mayor of {Paris} resigned.",
    "They met near {Hanoi} on Monday.",
    "{Moscow}, June 3 (Harbour News) - The bridge opened on Monday.",
    "A photo.\n\n{Paris} — The bridge opened on Monday.",
]


def span(marked: str) -> tuple[str, tuple[int, int]]:
    start, end = marked.index("{"), marked.index("}") - 1
    return marked.replace("{", "").replace("}", ""), (start, end)


def by_parse(marked: str) -> bool:
    text, place = span(marked)
    return government.acts(model.parse(model.load("en_newslake", "en"), text), text, place)


def by_words(marked: str) -> bool:
    text, place = span(marked)
    return government.acts(spacy.blank("en")(text), text, place)


@pytest.mark.parametrize("marked", ACTS)
def test_a_capital_that_acts_is_a_government(marked: str) -> None:
    assert by_parse(marked)
    assert by_words(marked)


@pytest.mark.parametrize("marked", IS_A_PLACE)
def test_a_capital_where_something_is_is_a_place(marked: str) -> None:
    assert not by_parse(marked)
    assert not by_words(marked)


@pytest.mark.parametrize(
    "marked", ["{Kyiv} was hit by a storm.", "{Moscow} is cold in winter.", "Missiles hit {Kyiv} at night."]
)
def test_what_befalls_a_city_is_told_by_the_parse(marked: str) -> None:
    assert not by_parse(marked)


@pytest.mark.parametrize(
    ("marked", "is_where"),
    [("They met in the {Kremlin} today.", True), ("They met at {Whitehall}.", True), ("{Kremlin} aides met.", False)],
)
def test_a_seat_may_be_where_something_happens(marked: str, is_where: bool) -> None:
    assert government.is_where(*span(marked)) == is_where
