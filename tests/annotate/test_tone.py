"""Tone of sentences, and of what they say of one whom they name."""

from collections import Counter
from pathlib import Path

import pytest

from etl.annotate.annotation import annotate_articles
from etl.records import Mention, Sentence
from tests.annotate.work import calls
from tests.records import article

RULES = ("en=rules",)
# Of the sentences labelled in `tone.tsv`, how many must be read as their label says.
FLOOR = 52


def sentences(text: str, language: str | None = "en", models: tuple[str, ...] = RULES) -> list[float | None]:
    found = annotate_articles([article(text, language=language)], models=models)
    return [row.tone for row in found if isinstance(row, Sentence)]


def towards(text: str, models: tuple[str, ...] = ()) -> dict[str, float | None]:
    """Name → what its last mention has said of it."""
    found = annotate_articles([article(text)], models=models)
    return {row.text: row.tone for row in found if isinstance(row, Mention)}


def sign(tone: float | None) -> str:
    return "0" if not tone else "+" if tone > 0 else "-"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The war was horrible.", "-"),
        ("The rescue was a success.", "+"),
        ("The weather was not horrible.", "+"),
        ("It wasn’t a success.", "-"),
        ("The ship left at nine.", "0"),
        ("Some 40 people (8 of them sailors) were on board.", "0"),
        ("The United Nations and the United States wrote to Great Britain.", "0"),
        ("Countries like China watch interest rates well.", "0"),
    ],
)
def test_a_sentence_is_as_kind_as_its_words(text: str, expected: str) -> None:
    (tone,) = sentences(text, models=())
    assert sign(tone) == expected


def test_degree_counts() -> None:
    plain, stronger = sentences("The war was horrible. The war was extremely horrible.")
    assert -1 < (stronger or 0) < (plain or 0) < 0


@pytest.mark.parametrize("language", ["de", "zh", "xx"])
def test_no_other_language_has_a_tone(language: str) -> None:
    assert sentences("Der horrible war.", language) == [None]


def test_an_article_of_no_stated_language_is_read_as_english() -> None:
    assert sentences("The war was horrible.", None) != [None]


def test_what_is_said_of_a_name_is_told_from_what_is_said_beside_it() -> None:
    """The floor below which the rules must not fall; and what they miss is silence, never the opposite."""
    lines = Path(__file__).with_name("tone.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    found = Counter((label, sign(towards(text).get(name))) for label, name, text in rows)
    assert sum(count for (label, read), count in found.items() if label == read) >= FLOOR
    assert not found["+", "-"] + found["-", "+"]


def test_listed_names_share_what_is_said_of_them() -> None:
    assert towards("Germany and France failed miserably.") == {"Germany": -0.7506, "France": -0.7506}


def test_what_is_said_of_an_attribute_of_a_name_is_said_of_the_name() -> None:
    found = towards("Horrible crimes were committed by Russian soldiers, and German engineers won the prize.")
    assert {name: sign(tone) for name, tone in found.items()} == {"Russian": "-", "German": "+"}


def test_without_a_parse_nothing_is_said_of_a_name() -> None:
    assert towards("The minister condemned Russia.", RULES) == {"Russia": None}


@pytest.mark.parametrize("text", ["Russia, ", "good Russia and bad China of ", "Russia failed to fail to "])
def test_names_without_end_are_read_in_linear_time(text: str) -> None:
    towards(text)
    assert calls(towards, text * 600) <= 3 * calls(towards, text * 300)
