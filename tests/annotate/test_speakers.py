"""Attributions beside a quotation, and the full names of who is called by less."""

import pytest

from etl.annotate import speakers


def following(text: str, language: str = "en") -> tuple[str, str] | None:
    """Cue and speaker of the attribution behind the mark at "|"."""
    place = text.index("|")
    text = text.replace("|", "")
    return parts(text, speakers.after(text, place, language))


def leading(text: str, language: str = "en") -> tuple[str, str] | None:
    """Cue and speaker of the attribution that ends at the end of the text."""
    return parts(text, speakers.before(text, 0, len(text), language))


def parts(text: str, said: speakers.Attribution | None) -> tuple[str, str] | None:
    return (text[slice(*said.cue)], text[slice(*said.speaker)]) if said else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| said Wei Lin.", ("said", "Wei Lin")),
        ("| Wei Lin said.", ("said", "Wei Lin")),
        ("|, Wei Lin said.", ("said", "Wei Lin")),
        ("| she said.", ("said", "she")),
        ("| said the minister.", ("said", "the minister")),
        ("| said the minister of ports.", ("said", "the minister")),
        ("| said Minister Wei Lin.", ("said", "Minister Wei Lin")),
        ("| said port director Wei Lin.", ("said", "Wei Lin")),
        ("| said Ludwig van der Berg.", ("said", "Ludwig van der Berg")),
        ("| Wei Lin, head of the port, later added.", ("added", "Wei Lin")),
        ("| Wei Lin (57) said.", ("said", "Wei Lin")),
        ("| according to Wei Lin.", ("according to", "Wei Lin")),
        ("| — said Wei Lin.", ("said", "Wei Lin")),
        ("| was painted on the wall.", None),
        ("| and left.\nWei Lin said.", None),
        ("|", None),
    ],
)
def test_attributions_behind_a_quotation(text: str, found: tuple[str, str] | None) -> None:
    assert following(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wei Lin said: ", ("said", "Wei Lin")),
        ("On Monday Wei Lin told reporters: ", ("told", "Wei Lin")),
        ("But the minister said that ", ("said", "the minister")),
        ("She has also said that ", ("said", "She")),
        ("Ana Vidal left. Wei Lin said ", ("said", "Wei Lin")),
        ("Wei Lin said so. Ana Vidal left. ", None),
        ("Wei Lin said one two three four five six seven eight nine ten eleven twelve thirteen ", None),
        ("Wei Lin left the ", None),
        ("", None),
    ],
)
def test_attributions_before_a_quotation(text: str, found: tuple[str, str] | None) -> None:
    assert leading(text) == found


@pytest.mark.parametrize("language", ["zz", "zh", "ar"])
def test_a_language_without_verbs_has_no_attributions(language: str) -> None:
    assert following("| said Wei Lin.", language) is leading("Wei Lin said: ", language) is None
