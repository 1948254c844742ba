"""Which quotations are one utterance, however outlets name its speaker and cut it."""

from itertools import permutations
from pathlib import Path

import pytest

from etl.records import Record
from tests.records import quote, sentence
from tests.sql.lakes import build as build_articles
from tests.sql.lakes import printed
from tests.sql.stories import Story, build, rows, story

LONG = "We have waited nine winters for this bridge, and we will never accept another delay from the capital"
OTHER = "The ferry sank, the insurance is gone, and we will never accept another delay from the capital or its banks"
CUT = "we will never accept another delay"
ANN, BEN = "Ann Roe", "Ben Roe"


def utterances(root: Path, *stories: Story) -> list[list[str]]:
    """The quotations of each utterance, in order."""
    found = rows(build(root, stories), "select quote_ids from utterances order by quote_ids")
    return [ids for (ids,) in found if isinstance(ids, list)]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ((ANN, LONG), (ANN, LONG), True),
        ((ANN, LONG), (ANN, CUT), True),
        ((ANN, LONG), (ANN, LONG.replace("nine", "ten").replace("’", "'") + "!"), True),
        ((ANN, LONG), (ANN, OTHER), False),
        ((ANN, LONG), (ANN, LONG.replace("another delay from the capital", "one more word of their ministers")), False),
        ((ANN, LONG), (BEN, LONG), False),
        ((ANN, LONG), (BEN, CUT), False),
        ((ANN, LONG), ("Roe", CUT), True),
        (("Roe", LONG), (ANN, CUT), True),
        ((ANN, LONG), ("ANN RÖE", CUT), True),
        ((ANN, LONG), (None, LONG), True),
        ((None, LONG), (ANN, LONG[: LONG.index(" from")]), True),
        ((ANN, LONG), (None, CUT), False),
        ((None, LONG), (None, LONG), True),
        ((None, LONG), (None, LONG.replace("nine", "ten")), False),
        ((None, "It is over"), (None, "Now it is over"), False),
        ((ANN, "It is over"), (ANN, "It is over,"), True),
        ((ANN, "It is over"), (ANN, "Now it is over"), False),
        ((ANN, "It is over"), ("Roe", "It is over"), False),
        ((ANN, "They sank 47 boats in the strait off the cape last night"),) * 2 + (True,),
        (
            (ANN, "They sank 47 boats in the strait off the cape last night"),
            (ANN, "They sank 48 boats in the strait off the cape last night"),
            False,
        ),
        ((ANN, "我们不会接受任何延误，大桥必须今年完工"), (ANN, "大桥必须今年完工"), True),
    ],
)
def test_two_quotations_are_one_utterance_where_words_and_speaker_agree(
    tmp_path: Path, one: tuple[str | None, str], other: tuple[str | None, str], is_same: bool
) -> None:
    found = utterances(tmp_path, story("Harbour Post", *one), story("Quay News", *other))
    assert found == ([["q0", "q1"]] if is_same else [["q0"], ["q1"]])


def test_pieces_are_compared_as_one_quotation(tmp_path: Path) -> None:
    first, _, second = LONG.partition(" and ")
    pieces = story("Quay News", ANN, first, "and " + second)
    assert utterances(tmp_path, story("Harbour Post", ANN, LONG), pieces) == [["q0", "q1"]]


def test_a_short_cut_does_not_join_two_long_ones(tmp_path: Path) -> None:
    stories = [story("Harbour Post", ANN, LONG), story("Quay News", ANN, OTHER), story("Pier Daily", ANN, CUT)]
    assert utterances(tmp_path, *stories) == [["q0"], ["q1", "q2"]]


def test_one_who_is_not_named_joins_no_two_speakers(tmp_path: Path) -> None:
    stories = [story("Harbour Post", ANN, LONG), story("Quay News", None, LONG), story("Pier Daily", BEN, LONG)]
    assert utterances(tmp_path, *stories) == [["q0", "q1"], ["q2"]]


def test_one_who_is_not_named_is_whoever_is_named_in_full(tmp_path: Path) -> None:
    names = ("Roe", ANN, None)
    stories = [story("Quay News", name, LONG, day=day) for day, name in enumerate(names, start=1)]
    assert utterances(tmp_path, *stories) == [["q0", "q1", "q2"]]


def test_an_utterance_says_who_where_how_often_and_in_what_words(tmp_path: Path) -> None:
    stories = [story("Quay News", "Roe", CUT, day=2), story("Harbour Post", ANN, LONG, day=3)]
    file = build(tmp_path, [*stories, story("Quay News", None, LONG, day=4)])
    query = """
        select
            * exclude (speaker_id, speaker_country, speaker_role, first_published_at, whole_id),
            first_published_at::date::varchar
        from utterances
    """
    assert rows(file, query) == [("q0", ANN, LONG, 3, 3, 2, 2, ["q0", "q1", "q2"], "2025-05-02")]


def test_it_has_one_speaker_by_the_fullest_name_of_the_country_most_quotations_state(tmp_path: Path) -> None:
    """A piece of a quotation says no more than the quotation, and nobody's country is no country."""
    articles = [
        *quoting("a", "Ann Roe", "person:NOR/Ann Roe", "NOR"),
        *quoting("b", "Ann Roe", "person:NOR/Ann Roe", "DNK"),
        *quoting("c", "Ann Roe", "person:NOR/Ann Roe", "NOR"),
        *quoting("d", "Roe", "person:/roe", None),
        *quoting("e", None, None, None),
        *quoting("f", None, None, None),
    ]
    file = build_articles(tmp_path, *articles)
    for table in ("utterances", "speakers"):
        query = f"select speaker_id, speaker_name, speaker_country, speaker_role, quotations from {table}"
        assert rows(file, query) == [("person:NOR/Ann Roe", "Ann Roe", "NOR", "GOV", 6)]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ((None, None, "RUS"), (ANN, "person:RUS/Ann Roe", "RUS"), True),
        ((None, None, "RUS"), (ANN, "person:NOR/Ann Roe", "NOR"), False),
        (("Roe", None, "RUS"), (ANN, "person:NOR/Ann Roe", "NOR"), False),
        ((None, None, "RUS"), ("Quay Wire", "org:RUS/Quay Wire", "RUS", "MED"), False),
        (("Wire", None, "RUS", "MED"), ("Quay Wire", "org:RUS/Quay Wire", "RUS", "MED"), True),
    ],
)
def test_nobody_is_named_after_one_of_another_country_or_after_a_news_agency(
    tmp_path: Path, one: tuple[str | None, ...], other: tuple[str | None, ...], is_same: bool
) -> None:
    """What an agency reports is not its own word."""
    file = build_articles(tmp_path, *quoting("a", *one), *quoting("b", *other))
    assert rows(file, "select count(*) from utterances") == [(1 if is_same else 2,)]


def test_what_copies_of_a_text_say_is_said_once_however_short(tmp_path: Path) -> None:
    """In other texts somebody else may say the same."""
    said = "It is over"
    on = {"a": "the quay", "b": "the quay", "c": "a ferry that had left the harbour in the morning"}
    texts = {name: f"“{said},” said somebody on {place}." for name, place in on.items()}
    articles = [
        row
        for name, text in texts.items()
        for row in (
            printed(name, f"{name}.example", text=text),
            sentence(0, len(text), article_id=name),
            quote(text, said, None, article_id=name, quote_id=f"q{name}"),
        )
    ]
    assert rows(build_articles(tmp_path, *articles), "select quote_ids from utterances order by all") == [
        (["qa", "qb"],),
        (["qc"],),
    ]


def quoting(
    name: str, speaker: str | None, actor: str | None, country: str | None, role: str | None = "GOV"
) -> list[Record]:
    """An article that quotes in one piece, or in three where the country is Denmark."""
    text = f"“{LONG},” said {speaker or 'somebody'}."
    known = {"speaker_id": actor, "speaker_country": country, "speaker_role": country and role}
    pieces = LONG.split(", ") if country == "DNK" else [LONG]
    said = [quote(text, piece, speaker, article_id=name, quote_id=f"q{name}", **known) for piece in pieces]
    return [printed(name, f"{name}.example", text=text), sentence(0, len(text), article_id=name), *said]


def test_every_order_of_rows_gives_the_same_utterances(tmp_path: Path) -> None:
    """The ids are those of the first quotation by day, whatever order the articles lie in."""
    stories = [story("Harbour Post", ANN, CUT, day=1), story("Quay News", ANN, LONG, day=2), story("Pier", None, LONG)]
    found = {
        tuple(rows(build(tmp_path / str(number), order), "select first_published_at::date, content from utterances"))
        for number, order in enumerate(permutations(stories))
    }
    assert len(found) == 1


def test_a_phrase_that_all_repeat_joins_nobody(tmp_path: Path) -> None:
    """Each of many says something else, and all add the same courtesy."""
    courtesy = "thank you very much for coming here on such a cold day"
    named = [chr(ord("A") + number) * 3 for number in range(20)]
    stories = [story("Harbour Post", f"Ann {name}", f"{name} of {name} are {name}; {courtesy}") for name in named]
    assert len(utterances(tmp_path, *stories)) == len(stories)


def test_what_somebody_declined_to_say_is_no_utterance(tmp_path: Path) -> None:
    text = "Ann Roe declined to say that the bridge would open."
    unsaid = quote(text, "that the bridge would open", "Ann Roe", article_id="a", kind="indirect", is_negated=True)
    file = build_articles(tmp_path, printed("a", text=text), sentence(0, len(text), article_id="a"), unsaid)
    assert rows(file, "select count(*) from quotes") == rows(file, "select count(*) from utterances") == [(0,)]
