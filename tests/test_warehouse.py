"""The warehouse is a function of the lake: built fresh, checked, swapped in."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from etl import lake, warehouse
from etl.errors import WarehouseError
from etl.lake import Partition
from etl.records import Event, Mention, Quote, Record, Rejection, Run, Sentence, Visit
from tests.records import article, event, mention, page, quote, sentence

TEXT = "Moscow and Beijing signed a pact. China paid. “It is late,” said Ann Roe of Russia."
DAY = Partition("harbour", date(2025, 5, 1))
NEXT_DAY = Partition("harbour", date(2025, 5, 2))
QUOTE = Quote(
    quote_id="q1",
    article_id="a1",
    sentence=2,
    start_char=47,
    end_char=58,
    content="It is late,",
    kind="direct",
    cue="said",
    cue_start_char=60,
    cue_end_char=64,
    speaker="Ann Roe",
    speaker_start_char=65,
    speaker_end_char=72,
    speaker_name="Ann Roe",
    resolution="name",
)
ANNOTATIONS: tuple[Record, ...] = (
    sentence(0, 33),
    sentence(34, 45, sentence=1),
    sentence(46, len(TEXT), sentence=2),
    mention("Moscow", 0, country="RUS"),
    mention("Beijing", 11, country="CHN"),
    mention("China", 34, sentence=1, country="CHN"),
    mention("Russia", TEXT.index("Russia"), sentence=2, country="RUS"),
    QUOTE,
)


def fill(root: Path, partition: Partition, *tables: Sequence[Record]) -> None:
    for rows in tables:
        lake.replace(root, partition, [type(rows[0])], rows)


def fill_day(root: Path, partition: Partition = DAY, text: str = TEXT, **fields: object) -> None:
    one = article(text, **fields)
    fill(root, partition, [page("x", page_id=one.page_id)], [one])
    said = replace(QUOTE, article_id=one.article_id, quote_id=one.article_id.replace("a", "q"))
    others = [replace(row, article_id=one.article_id) for row in ANNOTATIONS if row != QUOTE]  # type: ignore[call-arg]
    lake.replace(root, partition, [Sentence, Mention, Quote], [*others, said])


def build(root: Path) -> Path:
    return warehouse.build(root, root / "warehouse.duckdb").file


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with warehouse.connect(file) as connection:
        return connection.execute(query).fetchall()


def test_an_empty_lake_makes_an_empty_warehouse_with_every_table(tmp_path: Path) -> None:
    file = build(tmp_path)
    assert {name for (name,) in rows(file, "show tables")} == {
        *warehouse.queries("marts"),
        *warehouse.queries("views"),
        "warnings",
    }
    assert rows(file, "select * from dyad('RUS', 'CHN')") == []


@pytest.mark.parametrize(
    ("body", "day", "number", "country", "is_member"),
    [
        ("NATO", "2022-01-01", 30, "FIN", False),
        ("NATO", "2024-04-01", 32, "FIN", True),
        ("EU", "2020-01-31", 28, "GBR", True),
        ("EU", "2020-02-01", 27, "GBR", False),
        ("UN", "1945-12-31", 49, "CHE", False),
        ("UN", "2025-01-01", 193, "CHE", True),
        ("Nobody", "2025-01-01", 0, "CHE", False),
    ],
)
def test_members_are_those_of_the_day(
    tmp_path: Path, body: str, day: str, number: int, country: str, is_member: bool
) -> None:
    on_the_day = f"since <= '{day}' and (until is null or '{day}' < until)"
    found = rows(build(tmp_path), f"select country from members where entity_id = 'org:{body}' and {on_the_day}")
    assert (len(found), (country,) in found) == (number, is_member)


def test_no_lake_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no lake at"):
        build(tmp_path / "nowhere")


def test_dyad_gives_the_first_sentence_that_names_both(tmp_path: Path) -> None:
    fill_day(tmp_path)
    found = rows(build(tmp_path), "select outlet, sentences, sentence, sentence_text from dyad('CHN', 'RUS')")
    assert found == [("Harbour Post", 1, 0, "Moscow and Beijing signed a pact.")]


def test_dyad_counts_no_sentence_where_both_are_named_apart(tmp_path: Path) -> None:
    fill_day(tmp_path)
    apart = [sentence(34, 45, sentence=0), sentence(46, len(TEXT), sentence=1)]
    named = [mention("China", 34, country="CHN"), mention("Russia", TEXT.index("Russia"), sentence=1, country="RUS")]
    lake.replace(tmp_path, DAY, [Sentence, Mention, Quote], [*apart, *named])
    file = build(tmp_path)
    assert rows(file, "select sentences, sentence from dyad('RUS', 'CHN')") == [(0, None)]
    assert rows(file, "select * from dyad('RUS', 'IND')") == []


def test_the_same_text_twice_is_one_article_and_the_later_version_wins(tmp_path: Path) -> None:
    fill_day(tmp_path)
    fill_day(tmp_path, NEXT_DAY)
    assert rows(build(tmp_path), "select count(*), min(run_date) from articles") == [(1, date(2025, 5, 1))]
    assert rows(build(tmp_path), "select count(*) from sentences") == [(3,)]
    fill_day(tmp_path, NEXT_DAY, TEXT + " Corrected.", article_id="a2")
    assert rows(build(tmp_path), "select article_id from articles") == [("a2",)]


def test_the_later_capture_of_one_archive_wins(tmp_path: Path) -> None:
    captured = [datetime(2025, 5, day, tzinfo=UTC) for day in (1, 2)]
    pages = [page("x", page_id=f"p{at.day}", fetched_at=at) for at in captured]
    articles = [article(f"Version {n}", page_id=f"p{n}", article_id=f"a{n}") for n in (1, 2)]
    fill(tmp_path, DAY, pages, articles)
    assert rows(build(tmp_path), "select article_id from articles") == [("a2",)]


@pytest.mark.parametrize(
    ("check", "broken"),
    [
        ("quotes_equal_their_text", replace(QUOTE, content="It was late")),
        ("quotes_equal_their_text", replace(QUOTE, speaker_start_char=66)),
        ("quotes_equal_their_text", replace(QUOTE, cue_end_char=None)),
        ("quotes_equal_their_text", replace(QUOTE, cue=None)),
        ("quotes_equal_their_text", replace(QUOTE, cue="", cue_end_char=QUOTE.cue_start_char)),
        ("quotes_equal_their_text", replace(QUOTE, speaker_start_char=None)),
        ("quotes_equal_their_text", replace(QUOTE, speaker_end_char=None)),
        ("quotes_equal_their_text", replace(QUOTE, end_char=900)),
        ("quotes_do_not_overlap", replace(QUOTE, start_char=50, content="is late,")),
        ("quotes_do_not_overlap", replace(QUOTE, kind="indirect")),
        ("quotes_do_not_overlap", replace(QUOTE, start_char=58, content="")),
        ("mentions_equal_their_text", mention("Moscow", 1, country="RUS")),
        ("mentions_equal_their_text", mention("China", 34, country="CHN")),
        ("annotations_have_their_sentence", replace(QUOTE, sentence=9)),
        ("annotations_have_their_sentence", event(TEXT, "signed", "RUS", "AGREE", "CHN", sentence=9)),
        ("events_equal_their_text", event(TEXT, "signed", "RUS", "AGREE", "CHN", source_start_char=1)),
        ("events_equal_their_text", event(TEXT, "signed", "RUS", "AGREE", "CHN", target_end_char=900)),
        ("sentences_follow_one_another", sentence(10, 12, sentence=3)),
        ("sentences_follow_one_another", sentence(82, 999, sentence=3)),
        ("tones_are_within_bounds", mention("Moscow", 0, tone=-1.5)),
        ("countries_are_valid", mention("Moscow", 0, country="SUN")),
        ("countries_are_valid", replace(QUOTE, speaker_country="RU")),
        ("countries_are_valid", event(TEXT, "signed", "RUS", "AGREE", "China")),
        ("actors_are_mentioned", event(TEXT, "signed", "RUS", "AGREE", "CHN", source_id="org:kremlin")),
        ("actors_are_mentioned", event(TEXT, "signed", "RUS", "AGREE", "CHN", target_id="mil:China")),
        ("event_types_are_known", event(TEXT, "signed", "RUS", "YIELD", "CHN")),
        ("events_equal_their_text", event(TEXT, "signed", "RUS", "AGREE", "CHN", trigger_start_char=20)),
        ("events_equal_their_text", event(TEXT, "signed", "RUS", "AGREE", "CHN", intensity=11.0)),
    ],
)
def test_a_lake_that_breaks_a_rule_is_not_published(tmp_path: Path, check: str, broken: Record) -> None:
    fill_day(tmp_path)
    file = build(tmp_path)
    before = file.read_bytes()
    kept = [row for row in ANNOTATIONS if row != QUOTE or check == "quotes_do_not_overlap"]
    lake.replace(tmp_path, DAY, [Sentence, Mention, Quote, Event], [*kept, broken])
    with pytest.raises(WarehouseError, match=f"check {check} found rows, the old warehouse stays"):
        build(tmp_path)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_page_without_outcome_is_found(tmp_path: Path) -> None:
    fill_day(tmp_path)
    run = Run("clean", "000", "1", None, None, 2, 1, 0, 0.1, "ok")
    fill(tmp_path, DAY, [page("x"), page("y", page_id="p2")], [run])
    with pytest.raises(WarehouseError, match="pages_have_one_outcome"):
        build(tmp_path)
    fill(tmp_path, DAY, [Rejection("p2", None, None, "clean", "too_short")])
    build(tmp_path)


def test_an_address_that_was_visited_twice_a_day_is_found(tmp_path: Path) -> None:
    fill_day(tmp_path)
    visit = Visit("https://harbour-post.example/rss", "feed", (), "read")
    fill(tmp_path, DAY, [visit, replace(visit, kind="section")])
    fill(tmp_path, NEXT_DAY, [visit])
    build(tmp_path)
    fill(tmp_path, DAY, [visit, replace(visit, http_status=200)])
    with pytest.raises(WarehouseError, match="visits_are_unique"):
        build(tmp_path)


@pytest.mark.parametrize(("partition", "page_id"), [(NEXT_DAY, "p1"), (DAY, None), (DAY, "p2")])
def test_a_visit_whose_page_is_missing_is_found(tmp_path: Path, partition: Partition, page_id: str | None) -> None:
    fill_day(tmp_path)
    visit = Visit("https://harbour-post.example/a", "page", ("feed",), "stored", page_id="p1")
    fill(tmp_path, DAY, [visit])
    fill(tmp_path, NEXT_DAY, [replace(visit, outcome="unchanged")])
    build(tmp_path)
    fill(tmp_path, partition, [replace(visit, page_id=page_id)])
    with pytest.raises(WarehouseError, match="stored_visits_have_their_page"):
        build(tmp_path)


def test_a_date_needs_evidence(tmp_path: Path) -> None:
    fill_day(tmp_path, published_at=datetime(2025, 5, 1, tzinfo=UTC))
    with pytest.raises(WarehouseError, match="dates_have_evidence"):
        build(tmp_path)


def test_a_reader_of_the_old_file_is_not_disturbed(tmp_path: Path) -> None:
    fill_day(tmp_path)
    with warehouse.connect(build(tmp_path)) as reader:
        fill_day(tmp_path, NEXT_DAY, TEXT + " Corrected.", article_id="a2")
        build(tmp_path)
        assert reader.execute("select article_id from articles").fetchall() == [("a1",)]
    assert rows(tmp_path / "warehouse.duckdb", "select article_id from articles") == [("a2",)]


def test_whoever_was_killed_while_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    """Neither in the warehouse, nor as a build that had the number which this process has now."""
    fill_day(tmp_path)
    file = build(tmp_path)
    for written in (file, tmp_path / f".{file.name}.{os.getpid()}"):
        script = f"import duckdb, os; it = duckdb.connect({str(written)!r}); it.execute('create table notes (x int)')"
        subprocess.run([sys.executable, "-c", f"{script}; os._exit(1)"], check=False)
        assert written.with_name(f"{written.name}.wal").exists()
    (tmp_path / f".{file.name}.{os.getpid()}.tmp").mkdir()
    assert rows(build(tmp_path), "select count(*) from articles") == [(1,)]
    assert rows(file, "from duckdb_tables() where table_name = 'notes'") == []
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".wal" or path.name.startswith(".")] == []


def test_tables_of_users_with_the_names_of_ours_are_in_nobody_s_way(tmp_path: Path) -> None:
    fill_day(tmp_path)
    file = build(tmp_path)
    with duckdb.connect(file) as connection:
        connection.execute("create schema mine; create table mine.events (story_id varchar)")
        connection.execute("create table mine.articles as select 'a' as article_id, 'q' as quote_id")
    fill_day(tmp_path, NEXT_DAY, TEXT + " Corrected.", article_id="a2")
    assert rows(build(tmp_path), "select article_id from articles") == [("a2",)]
    assert rows(file, "from mine.articles") == [("a", "q")]
    assert rows(file, "select count(comment) from duckdb_columns() where schema_name = 'mine'") == [(0,)]


def test_the_file_stands_alone(tmp_path: Path) -> None:
    fill_day(tmp_path)
    build(tmp_path).rename(tmp_path / "copy.duckdb")
    for table in ("articles", "pages", "sentences", "mentions", "quotes", "rejections", "runs"):
        for path in (tmp_path / table).rglob("*.parquet"):
            path.unlink()
    with duckdb.connect(tmp_path / "copy.duckdb", read_only=True) as connection:
        assert len(connection.execute("select * from dyad('RUS', 'CHN')").fetchall()) == 1


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("select first_day, last_day from entities", (date(2025, 5, 4), date(2025, 5, 4))),
        ("select week from events_by_week", (date(2025, 4, 28),)),
        ("select week, cooperation from relations('RUS', 'CHN') where source_country = 'RUS'", (date(2025, 4, 28), 1)),
        ("select day from about('RUS', since := '2025-05-04', until := '2025-05-04')", (date(2025, 5, 4),)),
        ("select count(*) from quoted(since := '2025-05-04', until := '2025-05-04')", (1,)),
    ],
)
def test_days_are_those_of_utc_wherever_the_file_is_read(
    tmp_path: Path, query: str, answer: tuple[object, ...]
) -> None:
    fill_day(tmp_path, published_at=datetime(2025, 5, 4, 20, tzinfo=UTC), date_evidence="meta")
    moscow = mention("Moscow", 0, country="RUS", entity_id="country:RUS")
    signed = event(TEXT, "signed", "RUS", "AGREE", "CHN")
    read = sentence(0, len(TEXT), model="en_test-1")
    said = replace(QUOTE, sentence=0)
    lake.replace(tmp_path, DAY, [Sentence, Mention, Quote, Event], [read, moscow, said, signed])
    with duckdb.connect(build(tmp_path), read_only=True) as connection:
        connection.execute("set timezone = 'Asia/Tokyo'")
        assert connection.execute(query).fetchall() == [answer]


def test_nothing_in_the_file_refers_to_the_lake(tmp_path: Path) -> None:
    """Neither its views nor its macros name another catalogue or a file."""
    queries = """
        select function_name, macro_definition from duckdb_functions() where not internal
        union all
        select view_name, sql from duckdb_views() where not internal
    """
    with warehouse.connect(build(tmp_path)) as connection:
        made = connection.execute(queries).fetchall()
    assert {"dyad", "quoted", "relations", "said_about", "speakers"} <= {name for name, _ in made}
    outside = re.compile(r"\b(lake|staging)\.|read_\w+\(|\.parquet")
    assert [name for name, query in made if outside.search(query)] == []


def test_equal_lakes_give_equal_rows_in_equal_order(tmp_path: Path) -> None:
    fill_day(tmp_path)
    fill_day(tmp_path, NEXT_DAY, TEXT + " More.", article_id="a2", canonical_url="https://harbour-post.example/b")
    file = build(tmp_path)
    tables = ("articles", "mentions", "quotes", "sentences", "utterances")
    first = [rows(file, f"from {table}") for table in tables]
    assert first == [rows(build(tmp_path), f"from {table}") for table in tables]


def test_a_quote_says_which_countries_it_mentions(tmp_path: Path) -> None:
    """Those inside the words alone, each once and in order; a quote without any has an empty list."""
    text = "China waits. “Russia and China, China first,” said Ann Roe of Norway. “It is late.”"
    places = [("China", 0), *((name, text.index(name, 13)) for name in ("Russia", "China, C", "China f", "Norway"))]
    codes = ("CHN", "RUS", "CHN", "CHN", "NOR")
    named = [mention(name[:6].rstrip(", "), at, country=code) for (name, at), code in zip(places, codes, strict=True)]
    said = quote(text, "Russia and China, China first,", "Ann Roe"), quote(text, "It is late.", quote_id="q2")
    fill(tmp_path, DAY, [page("x")], [article(text)])
    lake.replace(tmp_path, DAY, [Sentence, Mention, Quote], [sentence(0, len(text)), *named, *said])
    assert rows(build(tmp_path), "select countries from quotes") == [(["CHN", "RUS"],), ([],)]


def test_of_reports_that_begin_at_one_place_each_has_its_own_countries(tmp_path: Path) -> None:
    text = "Ann Roe said it was late, which Ben Roe said pleased China."
    reports = [
        quote(text, content, kind="indirect", quote_id=content)
        for content in ("it was late", "it was late, which Ben Roe said pleased China")
    ]
    fill(tmp_path, DAY, [page("x")], [article(text)])
    china = mention("China", text.index("China"), country="CHN")
    lake.replace(tmp_path, DAY, [Sentence, Mention, Quote], [sentence(0, len(text)), china, *reports])
    assert rows(build(tmp_path), "select countries from quotes") == [([],), (["CHN"],)]


@pytest.mark.parametrize("other", ["Ben Roe", None])
def test_pieces_of_a_quotation_by_two_speakers_are_found(tmp_path: Path, other: str | None) -> None:
    fill_day(tmp_path)
    piece = replace(QUOTE, start_char=34, end_char=45, content=TEXT[34:45], sentence=1, speaker_name=other)
    lake.replace(tmp_path, DAY, [Sentence, Mention, Quote], [*ANNOTATIONS, piece])
    with pytest.raises(WarehouseError, match="quotations_have_one_speaker"):
        build(tmp_path)


@pytest.mark.parametrize("name", ["a file", "o'clock"])
def test_a_lake_may_have_any_name(tmp_path: Path, name: str) -> None:
    fill_day(tmp_path / name)
    assert rows(build(tmp_path / name), "select count(*) from articles") == [(1,)]


def test_rows_are_exported(tmp_path: Path) -> None:
    fill_day(tmp_path)
    with warehouse.connect(build(tmp_path)) as connection:
        warehouse.export(connection, "select outlet from articles;", "csv", tmp_path / "rows.csv")
        with pytest.raises(WarehouseError, match="Parquet needs a file"):
            warehouse.export(connection, "select 1", "parquet", None)
    assert (tmp_path / "rows.csv").read_text() == "outlet\nHarbour Post\n"


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_tables_are_exported_whole(tmp_path: Path, suffix: str) -> None:
    fill_day(tmp_path)
    names = warehouse.queries("marts").keys() | warehouse.queries("views").keys() | {"warnings"}
    with warehouse.connect(build(tmp_path)) as connection:
        done = dict(warehouse.export_tables(connection, [], suffix, tmp_path / "tables"))
        mentions = connection.execute("select text, country from mentions").fetchall()
    assert {file.name for file in done} == {f"{name}.{suffix}" for name in names}
    assert done[tmp_path / "tables" / f"mentions.{suffix}"] == 4
    with duckdb.connect() as other:
        query = f"select text, country from '{tmp_path}/tables/mentions.{suffix}'"
        assert other.execute(query).fetchall() == mentions


def test_a_table_that_is_named_twice_is_exported_once(tmp_path: Path) -> None:
    with warehouse.connect(build(tmp_path)) as connection:
        done = list(warehouse.export_tables(connection, ["pages", "articles", "pages"], "csv", tmp_path))
    assert done == [(tmp_path / "pages.csv", 0), (tmp_path / "articles.csv", 0)]


def test_no_table_is_exported_if_one_is_not_there(tmp_path: Path) -> None:
    with (
        warehouse.connect(build(tmp_path)) as connection,
        pytest.raises(WarehouseError, match="no table 'nothing' in the warehouse: there are acts"),
    ):
        list(warehouse.export_tables(connection, ["articles", "nothing"], "csv", tmp_path / "tables"))
    assert not (tmp_path / "tables").exists()


def test_a_long_query_prints_no_progress_among_its_rows(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with warehouse.connect(build(tmp_path)) as connection:
        assert connection.execute("select current_setting('enable_progress_bar')").fetchall() == [(False,)]


def test_a_wrong_query_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="Table with name nothing does not exist") as raised:
        rows(build(tmp_path), "select * from nothing")
    assert "\n" not in str(raised.value)


def test_a_page_that_does_not_name_its_outlet_gets_the_name_its_host_has_elsewhere(tmp_path: Path) -> None:
    fill_day(tmp_path)
    fields = {"article_id": "a2", "outlet": "harbour-post.example", "canonical_url": "https://harbour-post.example/b"}
    fill_day(tmp_path, NEXT_DAY, TEXT + " More.", **fields)
    fields = {"article_id": "a3", "outlet": "quay.example", "canonical_url": "https://www.quay.example/c"}
    fill_day(tmp_path, Partition("quay", DAY.run_date), TEXT + " Less.", **fields)
    outlets = rows(build(tmp_path), "select article_id, outlet from articles order by all")
    assert outlets == [("a1", "Harbour Post"), ("a2", "Harbour Post"), ("a3", "quay.example")]


def test_an_article_that_returns_to_an_earlier_text_is_shown_with_it(tmp_path: Path) -> None:
    address = {"canonical_url": "https://harbour-post.example/a"}
    for day, (name, text) in enumerate((("a1", TEXT), ("a2", TEXT + " More."), ("a1", TEXT)), 1):
        fill_day(
            tmp_path, Partition("harbour", date(2025, 5, day)), text, article_id=name, page_id=f"p{day}", **address
        )
    assert rows(build(tmp_path), "select article_id, run_date from articles") == [("a1", date(2025, 5, 1))]


def test_the_annotated_capture_of_a_text_is_the_one_that_counts(tmp_path: Path) -> None:
    fill(tmp_path, DAY, [page("x")], [article(TEXT)])
    fill_day(tmp_path, NEXT_DAY, page_id="p2")
    fill(tmp_path, NEXT_DAY, [Run("annotate", "000", "1", None, None, 1, 1, 0, 0.1, "ok")])
    assert rows(build(tmp_path), "select count(*) from sentences") == [(3,)]


def test_an_article_says_what_annotated_it(tmp_path: Path) -> None:
    fill_day(tmp_path)
    others = {"canonical_url": "https://harbour-post.example/b", "article_id": "a2", "page_id": "p2"}
    fill(tmp_path, NEXT_DAY, [page("x", page_id="p2")], [article(TEXT + " More.", **others)])
    assert rows(build(tmp_path), "select article_id, model from articles") == [("a1", "rules"), ("a2", None)]
    assert rows(build(tmp_path), "select distinct model from sentences") == [("rules",)]


def test_one_id_for_two_texts_is_found(tmp_path: Path) -> None:
    fill_day(tmp_path)
    fill_day(tmp_path, NEXT_DAY, TEXT + " More.", page_id="p2")
    with pytest.raises(WarehouseError, match="articles_are_unique"):
        build(tmp_path)
