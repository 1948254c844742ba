"""What each section of a report says, held against the macros that answer the same."""

import csv
import io
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from etl import warehouse
from etl.lake import Partition
from etl.report import coverage, events, outlets, speakers
from etl.report.composition import compose
from etl.report.figures import Inquiry
from etl.report.page import page
from etl.report.subject import Subject, unit
from tests.records import mention, sentence
from tests.report.conftest import PAIR, SINGLE
from tests.sql.lakes import build as build_articles
from tests.sql.lakes import printed
from tests.sql.stories import build, story
from tests.sql.test_macros import BOTH, PARSED, QUESTION, STORIES

APART = ((0, "Russia", "RUS"), (2, "China", "CHN"))
NAMES = {"RUS": "Russia", "CHN": "China", "NOR": "Norway"}


def test_a_week_without_an_article_has_no_data_and_one_without_the_pair_has_none(inquiry: Inquiry) -> None:
    (figure,) = coverage.section(inquiry).figures
    assert [(row["when"], row["articles"]) for row in figure.rows] == [
        ("28 April 2025", 2),
        ("5 May 2025", None),
        ("12 May 2025", 1),
        ("19 May 2025", 0),
    ]
    assert "1 week of 4 without any article" in figure.note


def test_what_may_be_incomplete_is_said_and_why(tmp_path: Path) -> None:
    file = build(tmp_path, STORIES)
    with duckdb.connect(file) as connection:
        connection.execute("insert into gaps (source, run_date, is_silent) values ('tass', '2025-05-13', true)")
    since = Subject(PAIR.first, PAIR.second, since=date(2025, 5, 2))
    with warehouse.connect(file) as connection:
        inquiry = Inquiry(connection, since, "week", "en")
        (figure,), (acts,) = coverage.section(inquiry).figures, events.section(inquiry).figures
    told = (
        "Cut by the period: week of 28 April 2025 (4 days outside). Under a band: 2 weeks that may be incomplete (4 "
        "days outside the period; 1 time that a source was not read on a day, or nothing came)."
    )
    assert figure.note.endswith(told)
    assert figure.summary.endswith(told)
    rows = csv.DictReader(io.StringIO(figure.answer.csv))
    columns = ("outside_days", "silent_days", "silent_outlets", "is_incomplete")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("4", "0", "0", "True"),
        ("0", "0", "0", "False"),
        ("0", "1", "0", "True"),
        ("0", "0", "0", "False"),
    ]
    assert "Under a band: 1 week that may be incomplete, as the chart of articles says." in acts.summary


def test_the_methods_say_on_how_many_days_a_source_was_read_before_the_period_too(tmp_path: Path) -> None:
    """A source of the web is read on a Tuesday, is silent on the next day and not run on two, and is read again."""
    file = build(tmp_path, STORIES)
    with duckdb.connect(file) as connection:
        ((source,),) = connection.execute("select distinct source from articles").fetchall()
        for day, is_silent in ((12, False), (13, False), (14, True), (17, False)):
            values = (source, date(2025, 5, day), is_silent, None if is_silent else 0)
            connection.execute("delete from data_quality_by_day where source = ? and run_date = ?", values[:2])
            connection.execute("insert into gaps (source, run_date, is_silent) values (?, ?, ?)", values[:3])
            connection.execute(
                "insert into data_quality_by_day (source, run_date, is_silent, pages) values (?, ?, ?, ?)", values
            )
    with warehouse.connect(file) as connection:
        subject = Subject(PAIR.first, PAIR.second, since=date(2025, 5, 20))
        (row,) = Inquiry(connection, subject, "week", "en").ask("sources").rows
    assert (row["days_read"], row["days_silent"], row["days_not_run"]) == (3, 1, 2)


def test_a_week_that_the_period_cuts_is_not_one_without_any_article(file: Path) -> None:
    """The corpus has articles of 1, 2, 13 and 20 May: two of the weeks that the period cuts have none in it."""
    part = Subject(PAIR.first, PAIR.second, since=date(2025, 5, 3), until=date(2025, 5, 19))
    with warehouse.connect(file) as connection:
        inquiry = Inquiry(connection, part, "week", "en")
        (figure,), (acts,) = coverage.section(inquiry).figures, events.section(inquiry).figures
    assert [(row["articles"], row["outside_days"]) for row in figure.rows] == [(None, 5), (None, 0), (1, 0), (None, 6)]
    assert figure.note.endswith(
        "Shaded: 3 weeks of 4 without any article of the corpus in the period, so no data, not zero. "
        "Cut by the period: week of 28 April 2025 (5 days outside) and week of 19 May 2025 (6 days outside)."
    )
    assert "Shaded: 4 weeks of which no model read an article of the period" in acts.note


def test_events_are_those_of_relations(inquiry: Inquiry) -> None:
    (figure,) = events.section(inquiry).figures
    query = """
        select week, source_country = 'RUS', cooperation, conflict, material_cooperation, material_conflict
        from relations('RUS', 'CHN')
    """
    kinds = ("time", "is_first", "cooperation", "conflict", "material_cooperation", "material_conflict")
    assert [tuple(row[kind] for kind in kinds) for row in figure.rows] == inquiry.connection.execute(query).fetchall()
    assert [(item.label, item.found) for item in figure.evidence] == [
        ("Russia → China, conflict", 2),
        ("China → Russia, cooperation", 1),
    ]


def test_events_without_a_date_are_in_no_number(tmp_path: Path) -> None:
    """One of a story without a date, and one of a story of which one copy of two bears a date."""
    asked = {"named": BOTH, "model": PARSED, "events": [("RUS", "REQUEST", "CHN")]}
    other = "Russia wants China to buy more of its barley"
    stories = [story("Quay News", None, QUESTION, day=None, **asked)]
    stories += [story(f"Quay {day}", None, other, day=day, **asked) for day in (None, 9)]
    with warehouse.connect(build(tmp_path, stories)) as connection:
        inquiry = Inquiry(connection, PAIR, "day", "en")
        (figure,) = events.section(inquiry).figures
        (share,) = inquiry.ask("clustered_shares").rows
    assert [(row["when"], row["conflict"]) for row in figure.rows if row["conflict"]] == [("9 May 2025", 1)]
    (item,) = figure.evidence
    assert (item.found, [witness.outlet for witness in item.witnesses]) == (1, ["Quay 9"])
    assert share["total"] == 1


def test_events_of_one_country_are_those_with_any_other(file: Path) -> None:
    with warehouse.connect(file) as connection:
        section = events.section(Inquiry(connection, SINGLE, "week", "en"))
    sides = {(row["is_first"], row["actor"], row["target"]) for row in section.figures[0].rows}
    assert sides == {(True, "Russia", "other countries"), (False, "other countries", "Russia")}
    assert section.lead == (
        "Russia → other countries: cooperation 0, conflict 2. Other countries → Russia: cooperation 1, conflict 0."
    )


def test_outlets_come_with_the_share_of_their_own_stories(inquiry: Inquiry) -> None:
    figures = {figure.key: figure for figure in outlets.section(inquiry, NAMES).figures}
    rows = [(row["label"], row["group"], row["stories"], row["all_stories"]) for row in figures["outlets"].rows]
    assert rows == [("Quay News", "Ownership unknown", 1, 2), ("Harbour Post", "Ownership unknown", 1, 1)]


def test_speakers_are_counted_by_what_they_said_once(tmp_path: Path) -> None:
    told = {"country": "RUS", "named": BOTH}
    stories = [
        story("Quay News", "Ann Roe", QUESTION, **told),
        story("Harbour Post", "Ann Roe", QUESTION, **told),
        story("Harbour Post", "Ben Orm", "Nobody asked those who live under it", country="NOR"),
    ]
    with warehouse.connect(build(tmp_path, stories)) as connection:
        section = speakers.section(Inquiry(connection, PAIR, "day", "en"), NAMES)
    (row,) = section.figures[0].rows
    assert (row["label"], row["utterances"], row["on_other"], row["quotations"]) == ("Ann Roe", 1, 1, 2)
    assert [(item.label, item.found) for item in section.figures[0].evidence] == [("For Russia: Ann Roe", 1)]
    assert (
        section.lead == "1 utterance for Russia (1 direct, 0 indirect) and 0 utterances for China, by 1 named speaker."
    )


def test_an_utterance_is_of_one_speaker_and_one_side(tmp_path: Path) -> None:
    told = {"country": "RUS", "named": BOTH}
    copies = [story(f"Post {number}", "Ann Roe", QUESTION, **told) for number in range(3)]
    copies += [
        story("Quay", "Roe", QUESTION, **told),
        story("Pier", "Ann Roe", QUESTION, **(told | {"country": "CHN"})),
    ]
    with warehouse.connect(build(tmp_path, copies)) as connection:
        inquiry = Inquiry(connection, PAIR, "day", "en")
        (figure,) = speakers.section(inquiry, NAMES).figures
        (share,) = inquiry.ask("clustered_shares").rows
    (row,) = figure.rows
    assert (row["group"], row["label"], row["utterances"], row["quotations"]) == ("For Russia", "Ann Roe", 1, 5)
    assert [(item.label, item.found) for item in figure.evidence] == [("For Russia: Ann Roe", 1)]
    assert (share["is_first"], share["total"]) == (True, 1)


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("2025-01-01", "day"),
        ("2025-02-14", "day"),
        ("2025-02-15", "week"),
        ("2030-01-01", "month"),
        ("2045-01-01", "month"),
        ("2046-01-01", "year"),
    ],
)
def test_the_unit_of_time_fits_the_period(last: str, shown: str) -> None:
    assert unit(date(2025, 1, 1), date.fromisoformat(last)) == shown


def test_an_event_counts_once_a_story_in_the_period(tmp_path: Path) -> None:
    asked = {"named": BOTH, "model": PARSED, "events": [("RUS", "REQUEST", "CHN")]}
    copies = [story(f"Quay {day}", "Ann Roe", QUESTION, day=day, **asked) for day in (1, 2, 5)]
    since = Subject(PAIR.first, PAIR.second, since=date(2025, 5, 2))
    with warehouse.connect(build(tmp_path, copies)) as connection:
        rows = events.section(Inquiry(connection, since, "day", "en")).figures[0].rows
    assert [(row["when"], row["conflict"]) for row in rows if row["conflict"]] == [("2 May 2025", 1)]


def test_where_no_model_read_an_article_there_are_no_data_on_events_and_tone(tmp_path: Path) -> None:
    """And where nobody knows who owns the outlets, it is unknown how many of them the state owns."""
    stories = [story("Quay News", "Ann Roe", QUESTION, named=BOTH, model="rules")]
    with warehouse.connect(build(tmp_path, stories)) as connection:
        report = compose(connection, PAIR)
    said = {headline.what: (headline.value, headline.share) for headline in report.headlines}
    assert said["events, Russia → China"] == ("no data", "")
    assert said["mean tone towards Russia"] == ("no data", "")
    assert said["of these told by state media"] == ("unknown", "")
    (acts,) = [section for section in report.sections if section.key == "events"]
    assert acts.lead.startswith("No data")


def test_what_is_not_annotated_yet_is_in_no_share(tmp_path: Path) -> None:
    named = story("Quay News", "Ann Roe", QUESTION, named=BOTH, model=PARSED)
    build(tmp_path, [named])
    waiting = printed("waiting", day=20)
    with warehouse.connect(
        build_articles(tmp_path, waiting, partition=Partition("other", date(2025, 5, 20)))
    ) as connection:
        report = compose(connection, PAIR)
    assert (report.totals["stories"], report.totals["corpus_stories"], report.totals["waiting_articles"]) == (1, 1, 1)
    assert "Not yet annotated, and so in no number here: 1 article of the corpus." in page(report)


def test_evidence_of_countries_named_apart_has_a_sentence_of_each(tmp_path: Path) -> None:
    text = "Russia waits for the train. The quay is empty. China has sent it."
    named = [mention(word, text.index(word), sentence=n, country=code, article_id="a") for n, word, code in APART]
    starts = [0, text.index("The quay"), text.index("China"), len(text) + 1]
    read = [sentence(start, end - 1, sentence=n, article_id="a") for n, (start, end) in enumerate(pairwise(starts))]
    with warehouse.connect(build_articles(tmp_path, printed("a", text=text), *read, *named)) as connection:
        (figure,) = coverage.section(Inquiry(connection, PAIR, "week", "en")).figures
    (witness,) = figure.evidence[0].witnesses
    assert witness.sentence == "Russia waits for the train. … China has sent it."
    assert witness.note == "named in different sentences"


def test_the_evidence_of_a_quotation_shows_who_says_it_and_how(tmp_path: Path) -> None:
    """Its pieces are marked in the sentences around them."""
    pieces = story("Quay News", "Ann Roe", "Russia and China", "will never meet", country="RUS", named=BOTH)
    with warehouse.connect(build(tmp_path, [pieces])) as connection:
        report = compose(connection, PAIR)
    assert "“<mark>Russia and China</mark>” said Ann Roe “<mark>will never meet</mark>”" in page(report)
