"""The questions about quotations: stories in, answers out."""

from datetime import date
from pathlib import Path

import pytest

from etl import warehouse
from tests.sql.stories import build, rows, story

LONG = "We have waited nine winters for this bridge, and we will never accept another delay"
CUT = "we will never accept another delay"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    stories = [
        story("Harbour Post", "Ann Roe", LONG, country="NOR"),
        story("Quay News", "Ann Roe", CUT, day=2),
        story("Quay News", "Ben Orm", "The bridge is safe,", "and it was safe all along", country="DNK", day=3),
        story("Quay News", None, "Nobody asked those of us who live under it", day=4),
    ]
    return build(tmp_path_factory.mktemp("analysis"), stories)


def answer(file: Path, name: str) -> list[tuple[object, ...]]:
    return rows(file, (warehouse.SQL / "analysis" / f"{name}.sql").read_text())


def test_the_most_repeated_come_with_each_cut(file: Path) -> None:
    found = [(*row[:5], *row[7:]) for row in answer(file, "most_repeated_quotes")]
    assert found == [
        ("Ann Roe", 2, 2, 1, "Harbour Post", 100, LONG),
        ("Ann Roe", 2, 2, 1, "Quay News", 40, CUT),
        ("Ben Orm", 1, 1, 1, "Quay News", 100, "The bridge is safe, … and it was safe all along"),
        (None, 1, 1, 1, "Quay News", 100, "Nobody asked those of us who live under it"),
    ]


def test_an_outlet_quotes_each_speaker_so_much(file: Path) -> None:
    assert answer(file, "which_outlet_quotes_whom") == [
        ("Harbour Post", "Ann Roe", 1, 1, 1, 1, 100),
        ("Quay News", "Ann Roe", 1, 1, 1, 1, 50),
        ("Quay News", "Ben Orm", 1, 1, 1, 1, 50),
    ]


def test_a_country_is_spoken_for_by_those_an_article_says_are_its(file: Path) -> None:
    assert answer(file, "who_speaks_for_each_country") == [
        ("DNK", "Ben Orm", 1, 1, 1, 1, 1),
        ("NOR", "Ann Roe", 1, 2, 2, 1, 2),
    ]


def test_speakers_of_no_known_country_are_answered_for_together(tmp_path: Path) -> None:
    file = build(tmp_path, [story("Harbour Post", "Ann Roe", LONG)])
    assert answer(file, "who_speaks_for_each_country") == [(None, "Ann Roe", 1, 1, 1, 1, 1)]


BOTH = {"Russia": "RUS", "China": "CHN"}
QUESTION = "Russia asked China, and China asked Russia"


@pytest.fixture(scope="module")
def relations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    asks, helps = ("RUS", "REQUEST", "CHN"), ("CHN", "AID", "RUS")
    stories = [
        story("Harbour Post", "Xi Jinping", QUESTION, country="CHN", named=BOTH, events=[asks, asks, helps]),
        story("Quay News", "Xi Jinping", QUESTION, country="CHN", named=BOTH, events=[asks], tones={"Russia": -0.5}),
        story("Quay News", "Ann Roe", QUESTION, country="RUS", named=BOTH, tones={"Russia": 0.3}),
    ]
    return build(tmp_path_factory.mktemp("relations"), stories)


def test_countries_act_on_each_other_once_a_story(relations: Path) -> None:
    """The first two articles are copies."""
    assert answer(relations, "which_countries_act_on_whom") == [
        ("RUS", "CHN", 0, 1, "REQUEST", 1, 2),
        ("CHN", "RUS", 1, 0, "AID", 1, 1),
    ]


def test_no_type_is_the_foremost_where_several_are_as_frequent(tmp_path: Path) -> None:
    asks, helps = ("RUS", "REQUEST", "CHN"), ("RUS", "AID", "CHN")
    file = build(tmp_path, [story("Quay News", "Ann Roe", QUESTION, events=[asks, helps])])
    assert answer(file, "which_countries_act_on_whom") == [("RUS", "CHN", 1, 1, None, 1, 1)]


def test_an_outlet_has_its_balance_of_cooperation_and_conflict(relations: Path) -> None:
    assert answer(relations, "how_outlets_balance_cooperation_and_conflict") == [
        ("Harbour Post", 1, 1, 1, 1, 50),
        ("Quay News", 1, 1, 0, 1, 100),
    ]


def test_copies_of_an_outlet_are_articles_of_one_story(tmp_path: Path) -> None:
    """The copy adds an act, and what it repeats of the first counts once."""
    asks, helps = ("RUS", "REQUEST", "CHN"), ("CHN", "AID", "RUS")
    done = ([asks], [asks, helps])
    stories = [story("Quay News", "Ann Roe", QUESTION, named=BOTH, events=events) for events in done]
    assert answer(build(tmp_path, stories), "how_outlets_balance_cooperation_and_conflict") == [
        ("Quay News", 2, 1, 1, 1, 50)
    ]


def test_speakers_of_a_country_mention_others(relations: Path) -> None:
    assert answer(relations, "who_speaks_about_whom") == [
        ("CHN", "RUS", 1, 1, 2, 2, 1, 2),
        ("RUS", "CHN", 1, 1, 1, 1, 1, 1),
    ]


def test_who_is_quoted_on_a_pair_is_counted_under_the_fullest_name(tmp_path: Path) -> None:
    stories = [
        story("Harbour Post", "Xi Jinping", QUESTION, named=BOTH),
        story("Quay News", "Xi", QUESTION, named=BOTH),
        story("Quay News", "Ann Roe", LONG),
    ]
    assert answer(build(tmp_path, stories), "who_is_quoted_on_russia_and_china") == [
        ("Xi Jinping", 1, 2, 1, 2, QUESTION)
    ]


def test_an_outlet_has_a_tone_where_it_says_something(relations: Path) -> None:
    assert answer(relations, "tone_towards_russia_by_outlet") == [
        ("Quay News", 2, 1, 2, 2, -0.1, None, 50),
        ("Harbour Post", 1, 1, 1, 0, None, None, None),
    ]


def test_those_who_act_for_a_country_are_told_by_role(tmp_path: Path) -> None:
    named = {"Ann Roe": "RUS", "Tass": "RUS", "Russia": "RUS"}
    told = {"country": "RUS", "named": named, "roles": {"Ann Roe": "GOV", "Tass": "MED"}}
    stories = [
        story("Harbour Post", "Ann Roe", "Russia asked Tass", **told),
        story("Quay News", "Ann Roe", "Russia told Tass", **told),
    ]
    assert answer(build(tmp_path, stories), "who_acts_for_russia_and_china") == [
        ("RUS", "GOV", "Ann Roe", 1, 2, 2, 2),
        ("RUS", "MED", "Tass", 1, 2, 2, 0),
    ]


def test_a_story_goes_round_that_stands_in_several_outlets(tmp_path: Path) -> None:
    stories = [
        story("Harbour Post", "Ann Roe", QUESTION),
        story("Quay News", "Ann Roe", QUESTION, day=2),
        story("Quay News", "Ben Orm", LONG),
    ]
    found = answer(build(tmp_path, stories), "which_stories_go_round")
    assert found == [(date(2025, 5, 1), "Harbour Post", None, 2, 2, "A pact")]
