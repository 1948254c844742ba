import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.clean.normalization import normalize

QUOTES_AND_DASHES = "\"'“”„‟‘’‚‛«»‹›「」『』–—―-−"
# What the rules are about, so that chance finds them side by side.
_DEBRIS = "Ã©¨â€™œ\u009d¦\u00a8Â\u00a0»e\u0301\u0303Ae\r\n\u0085\u2028\u2029 \t\u3000\u200b\u200c\u200d\ufeff\u00adاक"


@given(st.text(max_size=60) | st.text(alphabet=_DEBRIS, max_size=30))
def test_a_second_time_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet=QUOTES_AND_DASHES + "ab", min_size=1, max_size=40))
def test_quotation_marks_and_dashes_stay_as_they_are(text: str) -> None:
    assert normalize(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three", "one\ntwo\n\nthree"),
        ("one  \n \n\n\n two", "one\n\ntwo"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("soft\u00adhyphen, zero\u200bwidth, \ufeffmark\x00", "softhyphen, zerowidth, mark"),
        ("cafe\u0301", "café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("no\u200cjoiner", "nojoiner"),
        ("  \n ", ""),
    ],
)
def test_spaces_breaks_and_invisible_characters(text: str, expected: str) -> None:
    assert normalize(text) == expected


@pytest.mark.parametrize(
    "text", ["“It’s über – café”", "“Nous avions assez attendu… à l’île”", "«Ждать» — „nein“", "Порт", "château"]
)
def test_utf_8_read_as_windows_1252_is_repaired(text: str) -> None:
    misread = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    assert normalize(misread) == text


def test_a_letter_bears_no_endless_stack_of_marks() -> None:
    assert normalize("a" + "\u0316\u0301" * 200_000 + "b") == normalize("a" + "\u0316\u0301" * 15 + "b")
    assert normalize("-" * 50 + "!" * 50) == "-" * 50 + "!" * 50


def test_what_was_misread_twice_is_repaired() -> None:
    assert normalize("It’s a café".encode().decode("cp1252").encode().decode("cp1252")) == "It’s a café"


@pytest.mark.parametrize("text", ["The sign “Ã©” means “é”", "PÃ¤rnu – 5 €", "SÃO Tomé", "Â» 漢字", "Ã© é"])
def test_what_is_not_surely_misread_is_let_be(text: str) -> None:
    assert normalize(text) == text
