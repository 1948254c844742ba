"""What the macros for pairs of countries answer: co-mention, events and quotations, each for itself."""

from pathlib import Path

import duckdb
import pytest

from etl.errors import WarehouseError
from tests.sql.stories import build, rows, story

BOTH = {"Russia": "RUS", "China": "CHN"}
PARSED = "en_test-1"
QUESTION = "Russia asked China, and China asked Russia"
STORIES = [
    story(
        "Harbour Post",
        "Xi Jinping",
        QUESTION,
        country="CHN",
        named=BOTH,
        model=PARSED,
        events=[("RUS", "REQUEST", "CHN"), ("RUS", "REQUEST", "CHN"), ("CHN", "AID", "RUS"), ("CHN", "AID", "IND")],
    ),
    story("Quay News", "Ann Roe", "China is a friend", country="RUS", named={"China": "CHN"}, model=PARSED, day=20),
    story("Quay News", "Ann Roe", QUESTION, named=BOTH, day=13),
    story("Quay News", None, QUESTION, named=BOTH, model=PARSED, day=2, events=[("RUS", "ASSAULT", "CHN")]),
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("macros"), STORIES)


@pytest.mark.parametrize("pair", ["'RUS', 'CHN'", "'CHN', 'RUS'"])
def test_dyad_counts_each_signal_in_the_articles_that_name_both(file: Path, pair: str) -> None:
    query = f"select article_id, sentences, events, quotes from dyad({pair})"
    assert rows(file, query) == [("a0", 1, 3, 1), ("a3", 1, 1, 0), ("a2", 1, 0, 0)]


def test_dyads_hold_each_pair_of_an_article_once(tmp_path: Path) -> None:
    """Of a country with itself there is no row, nor of one whose news agency alone is named."""
    named = {"Russia": "RUS", "China": "CHN", "Norway": "NOR", "Tass": "KAZ"}
    text = "Russia told China of Norway, said Tass"
    told = {"named": named, "roles": {"Tass": "MED"}, "events": [("RUS", "REQUEST", "CHN"), ("RUS", "ASSAULT", "RUS")]}
    file = build(tmp_path, [story("Harbour Post", "Ann Roe", text, country="NOR", **told)])
    assert rows(file, "select country_a, country_b, sentences, sentence, events, quotes from dyads") == [
        ("CHN", "NOR", 1, 0, 0, 1),
        ("CHN", "RUS", 1, 0, 1, 0),
        ("NOR", "RUS", 1, 0, 0, 1),
    ]


def test_relations_tell_weeks_without_events_from_weeks_without_data(file: Path) -> None:
    """The second week has an article, but no model read it."""
    query = "select week::varchar, source_country, articles, cooperation, conflict from relations('RUS', 'CHN')"
    assert rows(file, query) == [
        ("2025-04-28", "RUS", 2, 0, 2),
        ("2025-04-28", "CHN", 2, 1, 0),
        ("2025-05-05", "RUS", 0, None, None),
        ("2025-05-05", "CHN", 0, None, None),
        ("2025-05-12", "RUS", 0, None, None),
        ("2025-05-12", "CHN", 0, None, None),
        ("2025-05-19", "RUS", 1, 0, 0),
        ("2025-05-19", "CHN", 1, 0, 0),
    ]


def test_relations_count_a_copied_event_once_a_story_in_its_first_week(tmp_path: Path) -> None:
    """Two outlets print the same text in one week and a third in the next, where a text of its own says the same."""
    asked = {"named": BOTH, "model": PARSED, "events": [("RUS", "REQUEST", "CHN")]}
    copies = [story(f"Quay {day}", "Ann Roe", QUESTION, day=day, **asked) for day in (1, 2, 5)]
    other = story("Harbour Post", "Ben Orm", "China has been asked to help by Russia, to our surprise", day=6, **asked)
    query = (
        "select articles, stories, conflict, printed_conflict from relations('RUS', 'CHN') where source_country = 'RUS'"
    )
    file = build(tmp_path, [*copies, other])
    assert rows(file, query) == [(2, 1, 1, 2), (2, 2, 1, 2)]
    assert rows(file, "select count(*), count(distinct story_id) from dyad('RUS', 'CHN')") == [(4, 2)]


def test_relations_tell_words_from_deeds(file: Path) -> None:
    query = """
        select source_country, conflict, material_conflict, cooperation, material_cooperation
        from relations('CHN', 'RUS')
        limit 2
    """
    assert rows(file, query) == [("CHN", 0, 0, 1, 1), ("RUS", 2, 1, 0, 0)]


def test_said_about_goes_from_the_speakers_country_to_the_one_mentioned(file: Path) -> None:
    query = "select outlet, speaker_name, content, url from said_about({})"
    said = ("Harbour Post", "Xi Jinping", QUESTION, "https://harbour-post.example/0")
    assert rows(file, query.format("'CHN', 'RUS'")) == [said]
    assert [row[1] for row in rows(file, query.format("'RUS', 'CHN'"))] == ["Ann Roe"]


def test_an_utterance_has_one_speaker_in_all_its_copies(tmp_path: Path) -> None:
    """One copy in five names the speaker by less, and one takes the speaker for somebody else's."""
    told = {"country": "RUS", "named": BOTH}
    copies = [story(f"Post {number}", "Ann Roe", QUESTION, **told) for number in range(3)]
    copies += [
        story("Quay", "Roe", QUESTION, **told),
        story("Pier", "Ann Roe", QUESTION, **(told | {"country": "CHN"})),
    ]
    file = build(tmp_path, copies)
    assert rows(file, "from said_about('CHN', 'RUS')") == []
    query = "select speaker_name, count(*), count(distinct utterance_id) from said_about('RUS', 'CHN') group by all"
    assert rows(file, query) == [("Ann Roe", 5, 1)]
    assert rows(file, "select count(*) from quoted(speaker := 'Ann')") == [(5,)]
    query = "select speaker_name, speaker_country, topic, quotations, utterances from quotes_by_week"
    assert rows(file, query) == [("Ann Roe", "RUS", "CHN", 5, 1), ("Ann Roe", "RUS", "RUS", 5, 1)]


NO_COUNTRY = "no country {}: write its ISO code in capitals, such as RUS"


@pytest.mark.parametrize("macro", ["dyad", "about", "relations", "said_about"])
@pytest.mark.parametrize(("pair", "unknown"), [(("rus", "CHN"), "rus"), (("RUS", "XYZ"), "XYZ"), (("zz", "CHN"), "zz")])
@pytest.mark.parametrize("is_empty", [False, True])
def test_an_unknown_country_is_an_error_in_any_client(
    file: Path, tmp_path: Path, macro: str, pair: tuple[str, str], unknown: str, is_empty: bool
) -> None:
    """Also where nothing could be found: not to say so is a wrong answer."""
    with (
        duckdb.connect(build(tmp_path, []) if is_empty else file, read_only=True) as connection,
        pytest.raises(duckdb.InvalidInputException, match=NO_COUNTRY.format(unknown)),
    ):
        connection.execute(f"from {macro}(?, ?)", pair).fetchall()


def test_about_one_unknown_country_is_an_error(file: Path) -> None:
    with pytest.raises(WarehouseError, match=NO_COUNTRY.format("ru")):
        rows(file, "from about('ru')")


def test_an_empty_warehouse_has_no_relations(tmp_path: Path) -> None:
    assert rows(build(tmp_path, []), "from relations('RUS', 'CHN')") == []
