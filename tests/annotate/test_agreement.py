"""Names of an article agree: parts of a person's name, introduced letters, one label for one name."""

import pytest

from etl.annotate.agreement import Span, agree
from etl.annotate.countries import Name


def agreed(text: str, *named: tuple[str, str], taken: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What is found where the model named these forms, each at its next occurrence, and the tables took those."""
    found, ends = [], dict.fromkeys([form for form, _ in named], 0)
    for form, label in named:
        start = text.index(form, ends[form])
        ends[form] = start + len(form)
        found.append(Span(start, start + len(form), Name(form, label)))
    tables = [Span(text.index(form), text.index(form) + len(form), Name(form, "GPE")) for form in taken]
    return [(text[span.start : span.end], span.name.label) for span in agree(text, found, tables)]


def test_a_part_of_a_name_is_the_person() -> None:
    text = "Xi Jinping met Oleg Marenko. Xi waved, Marenko did not."
    found = agreed(text, ("Xi Jinping", "PERSON"), ("Oleg Marenko", "PERSON"))
    assert found == [(name, "PERSON") for name in ("Xi Jinping", "Oleg Marenko", "Xi", "Marenko")]


def test_letters_in_brackets_are_what_they_stand_for() -> None:
    text = "The Lena Basin Initiative (LBI) met. The LBI left."
    assert agreed(text, ("Lena Basin Initiative", "ORG")) == [
        ("Lena Basin Initiative", "ORG"),
        ("LBI", "ORG"),
        ("LBI", "ORG"),
    ]


def test_most_of_its_mentions_label_a_name() -> None:
    text = "Nordhafen sank. Nordhafen paid. Nordhafen left."
    found = agreed(text, ("Nordhafen", "ORG"), ("Nordhafen", "LOC"), ("Nordhafen", "ORG"))
    assert found == [("Nordhafen", "ORG")] * 3


def test_labels_that_are_no_names_are_left_alone() -> None:
    text = "They met on Monday. Monday came."
    assert agreed(text, ("Monday", "DATE")) == [("Monday", "DATE")]


def test_every_label_votes() -> None:
    text = "Uyghur met Uyghur and Uyghur."
    assert agreed(text, ("Uyghur", "NORP"), ("Uyghur", "ORG"), ("Uyghur", "NORP")) == [("Uyghur", "NORP")] * 3


def test_an_agency_behind_a_place_is_not_the_place() -> None:
    assert agreed("CHICAGO (AP) - Police told the AP.", ("CHICAGO", "LOC")) == [("CHICAGO", "LOC")]


def test_numbers_of_kings_are_no_persons() -> None:
    text = "John Paul II prayed. World War II ended. Oleg Lin Jr. and Jr. left."
    found = agreed(text, ("John Paul II", "PERSON"), ("Oleg Lin Jr.", "PERSON"))
    assert found == [("John Paul II", "PERSON"), ("Oleg Lin Jr.", "PERSON")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Theresa May left. In May it may rain.", "a word of the text in small letters"),
        ("Oleg Marenko left. Marenko Street is closed.", "another capital follows"),
        ("Oleg Marenko left. Marenkov stayed.", "a part of a word"),
    ],
)
def test_other_words_are_no_names(text: str, why: str) -> None:
    name = " ".join(text.split()[:2])
    assert agreed(text, (name, "PERSON")) == [(name, "PERSON")], why


def test_nothing_is_found_in_names_of_the_tables() -> None:
    assert agreed("Ann Jordan left. Jordan signed.", ("Ann Jordan", "PERSON"), taken=("Jordan signed",)) == [
        ("Ann Jordan", "PERSON")
    ]
