"""The marts by day and week, and who is named and quoted: articles in, rows out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl import lake
from etl.lake import Partition
from etl.records import Article, Page, Record, Rejection, Run, Visit
from tests.records import event, mention, page, quote, sentence
from tests.sql.lakes import DAY, answers, build, printed

TEXT = "Russia and China met. “India is next,” said Ann Roe, and “China pays.”"
MONDAY, NEXT_MONDAY = date(2025, 4, 28), date(2025, 5, 5)


def may(day: int) -> date:
    return date(2025, 5, day)


def naming(name: str, *countries: str, role: str | None = None, **fields: Any) -> list[Any]:
    """An article whose text is codes of countries, each a mention."""
    text = " ".join(countries) + fields.pop("ending", f" in {name}")
    named = [mention(code, text.index(code), country=code, role=role, article_id=name) for code in countries]
    return [printed(name, text=text, **fields), sentence(0, len(text), article_id=name), *named]


def test_a_type_of_event_is_of_cooperation_or_conflict_by_words_or_deeds(tmp_path: Path) -> None:
    kinds = {
        (False, False): "AGREE CONCEDE CONSULT SUPPORT",
        (False, True): "AID COOPERATE RETREAT",
        (True, False): "ACCUSE REJECT REQUEST THREATEN",
        (True, True): "ASSAULT COERCE MOBILIZE PROTEST SANCTION",
    }
    stated = {(name, *kind) for kind, names in kinds.items() for name in names.split()}
    assert answers(build(tmp_path), "from event_types") == sorted(stated)


def acting(name: str, *done: tuple[str, str, str], **fields: Any) -> list[Any]:
    """An article in which countries act on others."""
    flags = {flag: fields.pop(flag) for flag in ("is_negated", "is_hypothetical") if flag in fields}
    text = fields.setdefault("text", f"They act in {name}, as was expected here.")
    acts = [event(text, "act", *one, article_id=name, **flags) for one in done]
    return [printed(name, **fields), sentence(0, len(text), article_id=name), *acts]


@pytest.mark.parametrize(("flag", "events"), [("in_quote", 1), ("is_negated", 0), ("is_hypothetical", 0)])
def test_a_pair_has_the_events_that_are_stated(tmp_path: Path, flag: str, events: int) -> None:
    text = "CHN RUS in a"
    done = event(text, "in", "RUS", "SANCTION", "CHN", article_id="a", **{flag: True})
    file = build(tmp_path, *naming("a", "CHN", "RUS"), done)
    assert answers(file, "select events from dyads") == [(events,)]


COVERAGE = [
    *naming("a", "CHN", "RUS", day=1, outlet="Quay"),
    *naming("b", "CHN", "RUS", day=2, outlet="Quay", ending=" in a"),
    *naming("c", "CHN", day=2, outlet="Pier"),
    *naming("d", "RUS", "CHN", day=5, outlet="Quay", ending=" quite alone"),
    *naming("e", "RUS", "CHN", day=None, outlet="Quay", ending=" some day"),
    *naming("f", day=9, outlet="Quay", ending="Nobody is named."),
    printed("g", day=3, outlet="Quay", text="Nobody has read this yet."),
]


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("coverage"), *COVERAGE)


def test_a_pair_is_counted_by_outlet_and_day_and_a_country_with_itself(coverage: Path) -> None:
    assert answers(coverage, "from coverage_by_day where day < '2025-05-03'") == [
        (may(1), "Quay", "CHN", "CHN", 1, 1),
        (may(1), "Quay", "CHN", "RUS", 1, 1),
        (may(1), "Quay", "RUS", "RUS", 1, 1),
        (may(2), "Pier", "CHN", "CHN", 1, 1),
        (may(2), "Quay", "CHN", "CHN", 1, 1),
        (may(2), "Quay", "CHN", "RUS", 1, 1),
        (may(2), "Quay", "RUS", "RUS", 1, 1),
    ]


def test_copies_are_one_story_of_a_week(coverage: Path) -> None:
    assert answers(coverage, "from coverage_by_week where country_a <> country_b") == [
        (MONDAY, "Quay", "CHN", "RUS", 2, 1),
        (NEXT_MONDAY, "Quay", "CHN", "RUS", 1, 1),
    ]


def test_an_outlet_has_a_row_for_the_days_and_weeks_it_has_articles_of(coverage: Path) -> None:
    """On the ninth it names nobody, which is zero; of the third, whose article is not annotated, nothing is known."""
    assert answers(coverage, "from outlets_by_day where outlet = 'Quay'") == [
        (may(day), "Quay", 1, 1) for day in (1, 2, 5, 9)
    ]
    assert answers(coverage, "from outlets_by_week") == [
        (MONDAY, "Pier", 1, 1),
        (MONDAY, "Quay", 2, 1),
        (NEXT_MONDAY, "Quay", 2, 2),
    ]


def test_a_news_agency_does_not_count_for_its_country(tmp_path: Path) -> None:
    file = build(tmp_path, *naming("a", "RUS", role="MED"), *naming("b", "CHN", role="GOV"))
    assert answers(file, "from article_countries") == [("b", "CHN", 1)]


def test_an_act_counts_once_an_article_and_first_in_the_first_dated_one(tmp_path: Path) -> None:
    asks, copied = ("RUS", "REQUEST", "CHN"), "They act in all outlets alike, word for word."
    rows = [
        *acting("a", asks, text=copied, day=None),
        *acting("b", asks, asks, text=copied, day=9),
        *acting("c", asks, ("CHN", "AID", "RUS"), text=copied, day=2),
        *acting("d", asks, is_negated=True),
        *acting("e", asks, is_hypothetical=True),
    ]
    file = build(tmp_path, *rows)
    query = "select article_id, event_type, is_conflict, is_material, is_first from acts order by all"
    assert answers(file, query) == [
        ("a", "REQUEST", True, False, False),
        ("b", "REQUEST", True, False, False),
        ("c", "AID", False, True, True),
        ("c", "REQUEST", True, False, True),
    ]
    assert answers(file, "from events_by_day") == [
        (may(2), "CHN", "RUS", "AID", False, True, 1, 1),
        (may(2), "RUS", "CHN", "REQUEST", True, False, 1, 1),
        (may(9), "RUS", "CHN", "REQUEST", True, False, 0, 1),
    ]
    assert answers(file, "from events_by_week") == [
        (MONDAY, "CHN", "RUS", "AID", False, True, 1, 1),
        (MONDAY, "RUS", "CHN", "REQUEST", True, False, 1, 1),
        (NEXT_MONDAY, "RUS", "CHN", "REQUEST", True, False, 0, 1),
    ]


def quoting(name: str, speaker_id: str | None, *, country: str | None = None, **fields: Any) -> list[Any]:
    """An article that quotes somebody on India and, in a second piece, on China."""
    ids = {"article_id": name, "quote_id": f"q{name}"}
    who = {"speaker_id": speaker_id, "speaker_country": country, "speaker_name": speaker_id and "Ann Roe"}
    said = [quote(TEXT, piece, "Ann Roe", **ids, **who) for piece in ("India is next,", "China pays.")]
    named = [
        mention(place, TEXT.rindex(place), country=code, article_id=name)
        for place, code in (("India", "IND"), ("China", "CHN"))
    ]
    return [printed(name, text=TEXT, **fields), sentence(0, len(TEXT), article_id=name), *said, *named]


def test_a_speaker_has_the_country_most_quotations_state(tmp_path: Path) -> None:
    ann = "person:/ann roe"
    rows = [*quoting("a", ann, country="NOR"), *quoting("b", ann, country="DNK"), *quoting("c", ann, country="NOR")]
    nobody = quoting("d", None)
    file = build(tmp_path, *rows, *nobody)
    assert answers(file, "from speakers") == [(ann, "Ann Roe", "NOR", None, 3, 1, 3, 1, 1)]


@pytest.mark.parametrize("countries", [("UKR", "RUS", "CHN"), ("CHN", "UKR", "RUS")])
def test_events_of_one_place_have_one_order(tmp_path: Path, countries: tuple[str, ...]) -> None:
    text = "Delegations of three meet in Paris."
    meetings = [event(text, "meet", country, "CONSULT", "FRA", article_id="a") for country in countries]
    file = build(tmp_path, printed("a", text=text), sentence(0, len(text), article_id="a"), *meetings)
    assert answers(file, "select source_country from events") == [("CHN",), ("RUS",), ("UKR",)]


def test_quotations_are_counted_by_week_speaker_and_each_country_they_mention(tmp_path: Path) -> None:
    ann = "person:/ann roe"
    rows = [*quoting("a", ann), *quoting("b", ann, day=2), *quoting("c", ann, day=9), *quoting("d", ann, day=None)]
    plain = "“It is late,” said Ann Roe."
    rows += [printed("e", text=plain), sentence(0, len(plain), article_id="e")]
    rows += [quote(plain, "It is late,", article_id="e", quote_id="qe")]
    file, counts = build(tmp_path, *rows), "speaker_id, topic, quotations, utterances, articles, stories"
    assert answers(file, f"select day, {counts} from quotes_by_day where speaker_id = '{ann}'") == [
        (may(day), ann, topic, 1, 1, 1, 1) for day in (1, 2, 9) for topic in ("CHN", "IND")
    ]
    assert answers(file, f"select week, {counts} from quotes_by_week") == [
        (MONDAY, ann, "CHN", 2, 1, 2, 1),
        (MONDAY, ann, "IND", 2, 1, 2, 1),
        (MONDAY, None, None, 1, 1, 1, 1),
        (NEXT_MONDAY, ann, "CHN", 1, 1, 1, 1),
        (NEXT_MONDAY, ann, "IND", 1, 1, 1, 1),
    ]


def test_who_is_not_named_is_counted_for_each_country_apart(tmp_path: Path) -> None:
    countries = {"It is late": "UKR", "We wait": "UKR", "No ship came": "NOR", "All is well": None}
    rows: list[Record] = []
    for name, (said, country) in zip("abcd", countries.items(), strict=True):
        text = f"“{said},” an official said."
        rows += [printed(name, text=text), sentence(0, len(text), article_id=name)]
        known = {"speaker_name": None, "speaker_country": country}
        rows += [quote(text, f"{said},", "an official", article_id=name, quote_id=name, **known)]
    file = build(tmp_path, *rows)
    for table in ("quotes_by_week", "quotes_by_day"):
        assert answers(file, f"select speaker_name, speaker_country, quotations, utterances from {table}") == [
            (None, "NOR", 1, 1),
            (None, "UKR", 2, 2),
            (None, None, 1, 1),
        ]


QUALITY = """
    select
        run_date, pages, articles, stories, rejections, reasons,
        undated_share, truncated_share, not_annotated, without_model
    from data_quality_by_day
"""
READ = Visit("https://quay.example/rss", "feed", (), "read")
SILENT = replace(READ, outcome="failed", reason="timeout")
CLEANED = Run("clean", "000", "1", None, None, 4, 3, 1, 0.1, "ok")


def test_a_day_says_how_complete_it_is(tmp_path: Path) -> None:
    copied = "The text of both and nothing else."
    articles = [printed("a"), printed("b", day=None, is_truncated=True)]
    articles += [printed("c", day=None, text=copied), printed("d", text=copied)]
    lake.replace(tmp_path, DAY, [Rejection], [Rejection("px", None, None, "clean", "too_short")])
    found = answers(build(tmp_path, *articles, sentence(0, 3, article_id="a")), QUALITY)
    assert found == [(DAY.run_date, 4, 4, 3, 1, {"too_short": 1}, 0.5, 0.25, 3, 1)]


def test_what_was_not_looked_at_is_not_zero(tmp_path: Path) -> None:
    """Pages that nobody cleaned, a day without articles, one on which a source was silent, and one with nothing new."""
    days = [Partition("harbour", may(day)) for day in (1, 2, 3, 4)]
    lake.replace(tmp_path, days[0], [Page], [page("x")])
    lake.replace(tmp_path, days[1], [Page], [page("y", page_id="p2")])
    lake.replace(tmp_path, days[1], [Article], [])
    lake.replace(tmp_path, days[1], [Rejection], [Rejection("p2", None, None, "clean", "too_short")])
    lake.replace(tmp_path, days[1], [Run], [CLEANED])
    lake.replace(tmp_path, days[2], [Page, Visit], [SILENT])
    lake.replace(tmp_path, days[3], [Page, Visit], [READ])
    lake.replace(tmp_path, days[3], [Run], [CLEANED])
    nothing = (None,) * 4
    empty = Partition("other", may(9))
    assert answers(build(tmp_path, partition=empty), QUALITY) == [
        (may(1), 1, None, None, None, None, *nothing),
        (may(2), 1, 0, 0, 1, {"too_short": 1}, None, None, 0, 0),
        (may(3), None, None, None, None, None, *nothing),
        (may(4), 0, 0, 0, 0, None, None, None, 0, 0),
    ]


def test_a_source_of_the_web_says_what_it_was_expected_to_have(tmp_path: Path) -> None:
    address = "https://quay.example/"
    visits = [
        Visit(address + "rss", "feed", (), "read"),
        Visit(address + "a", "page", ("feed",), "stored", page_id="pa"),
        Visit(address + "b", "page", ("feed",), "unchanged", page_id="pb"),
        Visit(address + "c", "page", ("feed",), "failed", "timeout"),
        Visit(address + "d", "page", ("feed",), "refused", "robots"),
    ]
    lake.replace(tmp_path, DAY, [Visit], visits)
    query = "select expected, fetched, refused, failed, is_silent from data_quality_by_day"
    assert answers(build(tmp_path, printed("a")), query) == [(4, 2, 1, 1, False)]


def test_days_of_a_source_have_no_holes_and_those_without_data_no_counts(tmp_path: Path) -> None:
    """A source of the web is read on a Thursday and on the Monday after, silent on Friday, and not run on two days."""
    stored = Visit("https://quay.example/a", "page", ("feed",), "stored", page_id="pa")
    lake.replace(tmp_path, Partition("quay", may(1)), [Page, Visit], [page("x", page_id="pa"), READ, stored])
    lake.replace(tmp_path, Partition("quay", may(2)), [Page, Visit], [SILENT])
    lake.replace(tmp_path, Partition("quay", may(5)), [Page, Visit], [READ])
    lake.replace(tmp_path, Partition("quay", may(5)), [Run], [CLEANED])
    lake.replace(tmp_path, Partition("files", may(9)), [Page], [page("y", page_id="py")])
    file = build(tmp_path, *naming("a"), *naming("b", ending=" in a"))
    nothing = (None,) * 5
    days = "select source, run_date, state, expected, fetched, pages, articles, stories from collection_days"
    assert answers(file, days) == [
        ("files", may(9), "loaded", None, None, 1, None, None),
        ("harbour", may(1), "loaded", None, None, 2, 2, 1),
        ("quay", may(1), "read", 1, 1, 1, None, None),
        ("quay", may(2), "silent", *nothing),
        ("quay", may(3), "not run", *nothing),
        ("quay", may(4), "not run", *nothing),
        ("quay", may(5), "read", 0, 0, 0, 0, 0),
    ]
    weeks = "select source, week, days, silent_days, days_not_run, expected, pages, articles, stories"
    assert answers(file, f"{weeks} from data_quality_by_week") == [
        ("files", NEXT_MONDAY, 1, 0, 0, None, 1, None, None),
        ("harbour", MONDAY, 1, 0, 0, None, 2, 2, 1),
        ("quay", MONDAY, 1, 1, 2, 1, 1, None, None),
        ("quay", NEXT_MONDAY, 1, 0, 0, 0, 0, 0, 0),
    ]


def test_a_week_of_a_source_sums_its_days(tmp_path: Path) -> None:
    """Copies of two days are one story of the week."""
    copied = "The text of both and nothing else."
    build(tmp_path, printed("a", day=None, text=copied), printed("b", is_truncated=True))
    lake.replace(tmp_path, DAY, [Rejection], [Rejection("px", None, None, "clean", "too_short")])
    next_day = Partition(DAY.source, may(2))
    file = build(tmp_path, printed("c", text=copied), sentence(0, 3, article_id="c"), partition=next_day)
    query = """
        select
            days, pages, articles, stories, rejections,
            undated, truncated, not_annotated, without_model, undated_share
        from data_quality_by_week
    """
    assert answers(file, query) == [(2, 3, 3, 2, 1, 1, 1, 2, 1, 1 / 3)]


def test_an_entity_has_the_name_and_label_most_mentions_have(tmp_path: Path) -> None:
    text = "China met the Chinese, then China left; nobody else came."
    called = {"entity_id": "country:CHN", "entity_name": "China", "country": "CHN"}
    places = [("China", 0, "GPE"), ("Chinese", text.index("Chinese"), "NORP"), ("China", text.rindex("China"), "GPE")]
    named = [mention(words, at, label=label, article_id="a", **called) for words, at, label in places]
    again = [mention("China", 0, article_id=name, **called) for name in ("b", "c")]
    nobody = mention("nobody", text.index("nobody"), article_id="a")
    articles = [printed("a", text=text, day=3), printed("b", text=text, day=9), printed("c", text=text, day=None)]
    sentences = [sentence(0, len(text), article_id=name) for name in "abc"]
    file = build(tmp_path, *articles, *sentences, *named, *again, nobody)
    assert answers(file, "from entities") == [("country:CHN", "China", "GPE", "CHN", None, 5, 3, 1, may(3), may(9))]
