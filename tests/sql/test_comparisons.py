"""The questions that compare outlets, countries of outlets, weeks and months: small cases worked out by hand."""

from datetime import date
from math import log, sqrt
from pathlib import Path
from typing import Any

import pytest

from etl import warehouse
from etl.warehouse import Publisher
from tests.records import mention, quote, sentence
from tests.sql.lakes import answers, build, printed

PUBLISHERS = [
    Publisher("neva.example", "neva", "Neva", "RUS", "state", "en"),
    Publisher("quay.example", "quay", "Quay", "NOR", "private", "en"),
    Publisher("pier.example", "pier", "Pier", "NOR", "private", "en"),
]
BOTH = ("Russia", "RUS"), ("China", "CHN")


def writing(name: str, outlet: str, *, text: str = "Russia, China", day: int | None = 1, **fields: Any) -> list[Any]:
    """An article of an outlet; the countries that its text names are mentions, each of the tone given for it."""
    tones = {country: fields.pop(country, None) for _, country in BOTH}
    named = [
        mention(word, text.index(word), country=country, tone=tones[country], article_id=name)
        for word, country in BOTH
        if word in text
    ]
    host = f"{outlet.lower()}.example"
    one = printed(name, host, outlet=outlet, day=day, text=text, **fields)
    return [one, sentence(0, len(text), article_id=name), *named]


def asked(root: Path, question: str, *articles: list[Any]) -> list[tuple[Any, ...]]:
    """The answer of a question over articles."""
    file = build(root, *(row for article in articles for row in article), publishers=PUBLISHERS)
    return answers(file, (warehouse.SQL / "analysis" / f"{question}.sql").read_text(encoding="utf-8"))


def test_a_week_without_articles_has_no_share_and_one_that_names_neither_has_zero(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        "share_of_coverage_over_time",
        writing("a", "Quay", text="Russia and China agree"),
        writing("b", "Neva", text="Russia and China agree"),
        writing("c", "Quay", text="The ferry is late"),
        writing("d", "Quay", day=20, text="The ferry is later"),
        writing("e", "Quay", day=None, text="Russia and China and a ferry"),
    )
    assert found == [
        (date(2025, 4, 28), 2, 1, 3, 2, 66.7, 50.0),
        (date(2025, 5, 5), None, None, None, None, None, None),
        (date(2025, 5, 12), None, None, None, None, None, None),
        (date(2025, 5, 19), 0, 0, 1, 1, 0.0, 0.0),
    ]


def speaking(name: str, outlet: str, speaker: str, country: str, words: str, **fields: Any) -> list[Any]:
    """An article in which somebody says something of Russia."""
    text = fields.pop("text", f"“{words} of Russia,” said {speaker}.")
    who = {"speaker_id": f"person:/{speaker.lower()}", "speaker_country": country, "article_id": name}
    return [
        *writing(name, outlet, text=text, **fields),
        quote(text, f"{words} of Russia,", speaker, quote_id=f"q{name}", **who),
    ]


def test_outlets_of_a_country_let_speakers_of_countries_speak(tmp_path: Path) -> None:
    """The copy counts once for what was said, and is no story of Norway's own; who speaks of nothing does not count."""
    nine = "We have waited nine winters for a word"
    found = asked(
        tmp_path,
        "whose_speakers_each_country_quotes",
        speaking("a", "Quay", "Ann Roe", "NOR", nine),
        speaking("b", "Neva", "Ann Roe", "NOR", nine),
        speaking("c", "Pier", "Ben Orm", "RUS", "There is no hope"),
        speaking("d", "Pier", "Ben Orm", "RUS", "And there is no bridge"),
        [printed("e"), sentence(0, 5, article_id="e")],
    )
    assert found == [
        ("NOR", "RUS", 1, 2, 2, 2, 2, 2, 67),
        ("NOR", "NOR", 1, 1, 0, 1, 1, 1, 33),
        ("RUS", "NOR", 1, 1, 0, 1, 1, 1, 100),
    ]


def test_a_story_that_another_country_has_without_its_quotation_is_not_of_one_country_alone(tmp_path: Path) -> None:
    quoted = speaking("a", "Quay", "Ann Roe", "NOR", "We have waited nine winters for a word")
    text = quoted[0].text
    uncited = writing("b", "Neva", text=text)
    found = asked(tmp_path, "whose_speakers_each_country_quotes", quoted, uncited)
    assert [(row[0], row[3], row[4]) for row in found] == [("NOR", 1, 0)]


def test_words_are_weighed_by_log_odds_with_a_prior_of_all_words(tmp_path: Path) -> None:
    """Neva has peace twice and war once, Quay the reverse; of 14 words each is 3, so the prior is 500 · 3/14."""
    found = asked(
        tmp_path,
        "framing_words_of_state_media",
        writing("a", "Neva", text="Russia China peace peace war"),
        writing("b", "Quay", text="Russia China war war peace"),
        writing("c", "Quay", text="Russia China war war peace", day=2),
        writing("d", "Quay", text="Russia China bridge", language="de"),
        writing("e", "Unknown", text="Russia China bridge"),
        writing("f", "Quay", text="Russia ferry ferry"),
        writing("g", "Quay", text="Russia China ferry ferry"),
    )
    prior = 500 * 3 / 14
    log_odds = log((2 + prior) / (505 - 2 - prior)) - log((1 + prior) / (509 - 1 - prior))
    z = log_odds / sqrt(1 / (2 + prior) + 1 / (1 + prior))
    top = {row[1]: row for row in found}
    assert top["peace"] == ("state media", "peace", 2, 1, 1, 1, 4000.0, 1111.1, round(log_odds, 3), round(z, 2))
    assert top["war"][:6] == ("others", "war", 1, 2, 1, 1)
    assert top.keys() == {"peace", "war", "russia", "china"}


def test_tone_is_the_mean_of_stories_with_its_standard_error(tmp_path: Path) -> None:
    """Two stories of Norway with 0.5 (told twice, as 0.4 and 0.6) and −0.1, and one that judges nothing."""
    found = asked(
        tmp_path,
        "tone_towards_both_by_outlet_country",
        writing("a", "Quay", text="Russia is told of in words", RUS=0.4),
        writing("b", "Pier", text="Russia is told of in words", RUS=0.6),
        writing("c", "Quay", text="Russia has another winter", RUS=-0.1),
        writing("d", "Quay", text="Russia exists and that is that"),
        writing("e", "Neva", text="Russia and China again", RUS=0.2),
    )
    assert found == [
        ("CHN", "RUS", 1, 1, 1, 0, 0, None, None),
        ("RUS", "NOR", 4, 3, 4, 3, 2, 0.2, 0.3),
        ("RUS", "RUS", 1, 1, 1, 1, 1, 0.2, None),
    ]


def test_a_change_is_divided_into_what_outlets_do_and_who_they_are(tmp_path: Path) -> None:
    """Quay has one of two in both months; Pier comes in the second with two of two, and Neva left with none of two.

    Shares are 1/4 and 3/4, their average 1/2. Quay keeps share and weight, Pier adds 1/2 · (1 − 1/2), and Neva's
    leaving −1/2 · (0 − 1/2).
    """
    both, june = "Russia and China", {"day": 36}
    month = date(2025, 5, 1), date(2025, 6, 1)
    found = asked(
        tmp_path,
        "what_outlets_that_come_and_go_change",
        writing("a", "Quay", text=both),
        writing("b", "Quay", text="Ferries"),
        writing("c", "Neva", text="Ferries go"),
        writing("d", "Neva", text="Ferries come"),
        writing("e", "Quay", text=f"{both} once", **june),
        writing("f", "Quay", text="Ferries sink", **june),
        writing("g", "Pier", text=f"{both} once", **june),
        writing("h", "Pier", text=f"{both} twice and more", **june),
    )
    assert found == [
        (month[0], 2, 1, 1, 4, 25.0, 1, 50.0, None, None, None, None, None),
        (month[1], 2, 3, 2, 4, 75.0, 1, 50.0, 50.0, 0.0, 0.0, 25.0, 25.0),
    ]


def test_no_change_is_printed_as_zero_without_a_sign(tmp_path: Path) -> None:
    """Neva leaves with the share that all have."""
    *_, last = asked(
        tmp_path,
        "what_outlets_that_come_and_go_change",
        writing("a", "Quay", text="Russia and China"),
        writing("b", "Quay", text="Ferries"),
        writing("c", "Neva", text="Russia and China again"),
        writing("d", "Neva", text="Ferries come"),
        writing("e", "Quay", text="Russia and China once", day=36),
        writing("f", "Quay", text="Ferries sink", day=36),
    )
    assert repr(last[-5:]) == "(0.0, 0.0, 0.0, 0.0, 0.0)"


@pytest.mark.parametrize("question", ["who_leads_and_who_follows", "framing_words_of_state_media"])
def test_too_little_to_compare_is_no_answer(tmp_path: Path, question: str) -> None:
    assert asked(tmp_path, question, writing("a", "Quay")) == []
