"""Where sentences end: stops, abbreviations, numbers, quotations, line breaks, and scripts of their own."""

import pytest
import spacy

from etl.annotate import sentences


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences.split(text, language)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The port opened.", "It was busy."],
        ["Is it open?", "Yes!", "It is …", "Good."],
        ["Dr. Lin met Sen. Ana Vidal at St. Mark's.", "They spoke."],
        ["The U.S. Navy came at 9 a.m. on Monday.", "It left."],
        ["He works for the U.S.", "The port is his."],
        ["J. R. Lin spoke.", "So did A. Vidal."],
        ["See No. 3 on p. 12.", "It costs 3.50 dollars."],
        ["It opened in 2019.", "Ships came."],
        ["“The port is open.”", "Lin left."],
        ["“Is it open?” he asked.", "It was."],
        ["(It rained.)", "Lin left."],
        ["One,", "“Two.”"],
    ],
)
def test_sentences_of_english(parts: list[str]) -> None:
    separator = "\n\n" if parts == ["One,", "“Two.”"] else " "
    assert split(separator.join(parts)) == parts


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("de", ["Am 3. Mai kam Dr. Roth.", "Es regnete."]),
        ("fr", ["M. Morel est venu.", "Il pleuvait."]),
        ("es", ["El Sr. Vidal vino.", "Llovía."]),
        ("ru", ["Порт открыт.", "Шёл дождь в 2019 г. и позже."]),
    ],
)
def test_abbreviations_of_other_languages(language: str, parts: list[str]) -> None:
    assert split(" ".join(parts), language) == parts


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("zh", ["港口开放。", "下雨了！", "“好吗？”", "好。"]),
        ("ja", ["港は開いた。", "「雨です。」", "はい。"]),
        ("hi", ["बंदरगाह खुला है।", "बारिश हुई।"]),
    ],
)
def test_wide_stops_need_no_space(language: str, parts: list[str]) -> None:
    assert split("".join(parts), language) == parts


def test_a_blank_line_ends_a_sentence_and_a_line_break_may_not() -> None:
    assert split("A headline\n\nthe port\nis open\nToday") == ["A headline", "the port\nis open", "Today"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert split(text) == []


def test_marks_are_set_on_a_document() -> None:
    doc = sentences.mark(spacy.blank("en")("Dr. Lin came. It rained.\n\nthen it stopped"))
    assert [sentence.text.strip() for sentence in doc.sents] == ["Dr. Lin came.", "It rained.", "then it stopped"]


def test_paragraphs_bound_the_sentences_of_a_model() -> None:
    doc = sentences.mark_paragraphs(spacy.blank("en")("A headline\n\nThe port\nis open."))
    assert [token.text for token in doc if token.is_sent_start] == ["The"]
