"""Which articles tell one story, who had it first, and where its text is from."""

from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from etl import lake, warehouse
from etl.clean.fingerprint import fingerprint
from etl.lake import Partition
from etl.records import Article, Page
from tests.records import article, page
from tests.sql.stories import rows

DAY = Partition("harbour", date(2025, 5, 1))
LATER = Partition("harbour", date(2025, 5, 9))
WORDS = [f"word{number}" for number in range(200)]
WIRE = " ".join(WORDS)
CUT = " ".join(WORDS[:150])
HALF = " ".join([*WORDS[:110], *(f"other{number}" for number in range(90))])
REPORT = " ".join([*WORDS[:40], *(f"own{number}" for number in range(160))])


def print_of(text: str, name: str, outlet: str | None = "Quay News", *, day: int = 1, **fields: Any) -> Article:
    """A text as an outlet prints it, on a page of its own."""
    address = fields.pop("address", f"https://{name}.example/")
    at = datetime(2025, 5, day, tzinfo=UTC)
    stated: dict[str, Any] = {
        "article_id": name,
        "page_id": f"p{name}",
        "url": address,
        "canonical_url": address,
        "outlet": outlet,
    }
    stated |= {"published_at": at, "date_evidence": "meta", "fingerprint": fingerprint(text)}
    return article(text, **(stated | fields))


def build(root: Path, *articles: Article, partition: Partition = DAY) -> Path:
    """The warehouse of articles, beside what the lake has of other partitions."""
    pages = [page(page_id=one.page_id, url=one.url) for one in articles]
    lake.replace(root, partition, [Page, Article], [*pages, *articles])
    return warehouse.build(root, root / "warehouse.duckdb").file


def told(root: Path, *articles: Article) -> dict[object, object]:
    """The story of each article."""
    return dict(rows(build(root, *articles), "select article_id, story_id from articles"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (WIRE, True),
        (WIRE.upper() + "!", True),
        (CUT, True),
        (f"{WIRE} " + " ".join(f"more{number}" for number in range(60)), True),
        (" ".join([*WORDS[100:], *WORDS[:100]]), True),
        (REPORT, False),
        (" ".join(WORDS[::-1]), False),
    ],
)
def test_a_copy_tells_the_story_of_the_first(tmp_path: Path, text: str, is_copy: bool) -> None:
    found = told(tmp_path, print_of(WIRE, "a"), print_of(text, "b", day=8))
    assert found == {"a": "a", "b": "a" if is_copy else "b"}


def test_texts_without_words_tell_a_story_each(tmp_path: Path) -> None:
    assert told(tmp_path, print_of("…", "a"), print_of("…", "b")) == {"a": "a", "b": "b"}


def test_a_copy_of_a_copy_alone_begins_a_story_and_its_own_copies_follow_it(tmp_path: Path) -> None:
    """Each shares half with the one before; the third shares a quarter with the first."""
    steps = [" ".join(f"step{number}" for number in range(start, start + 200)) for start in (0, 60, 120, 180)]
    articles = [print_of(text, name, day=day) for day, (text, name) in enumerate(zip(steps, "abcd", strict=True), 1)]
    again = print_of(steps[2] + " indeed", "e", day=9)
    assert told(tmp_path, *articles, again) == {"a": "a", "b": "a", "c": "c", "d": "c", "e": "c"}


def test_boilerplate_that_all_repeat_joins_nobody(tmp_path: Path) -> None:
    """And of those a copy is still found, though many share as much with it as boilerplate goes."""
    notice = " ".join(f"notice{number}" for number in range(60))
    own = [" ".join(f"text{number}x{word}" for word in range(140)) for number in range(30)]
    articles = [print_of(f"{text} {notice}", f"a{number:02}") for number, text in enumerate(own)]
    copies = [print_of(f"{text} {notice} again", f"b{number:02}") for number, text in enumerate(own)]
    assert set(told(tmp_path, *articles, *copies).values()) == {one.article_id for one in articles}


def test_every_order_of_rows_gives_the_same_stories(tmp_path: Path) -> None:
    articles = [print_of(WIRE, "a", day=2), print_of(CUT, "b", day=1), print_of(HALF, "c", day=3)]
    found = [told(tmp_path / str(number), *order) for number, order in enumerate(permutations(articles))]
    assert found == [{"a": "b", "b": "b", "c": "b"}] * len(found)


def test_a_story_keeps_its_name_as_copies_come_in_and_pages_change(tmp_path: Path) -> None:
    """An archive that is loaded later may hold earlier copies, and the first article another version."""
    build(tmp_path, print_of(WIRE, "a", "Harbour Post", day=1, address="https://harbour-post.example/a"))
    edited = print_of(f"{WIRE} Corrected.", "b", "Harbour Post", day=2, address="https://harbour-post.example/a")
    file = build(tmp_path, edited, print_of(CUT, "c", day=1), partition=LATER)
    assert rows(file, "select article_id, story_id from articles order by all") == [("b", "a"), ("c", "a")]
    query = "select story_id, articles, outlets, first_outlet, first_published_at::date::varchar from stories"
    assert rows(file, query) == [("a", 2, 2, "Quay News", "2025-05-01")]


def test_a_story_is_syndicated_in_several_outlets(tmp_path: Path) -> None:
    articles = [
        print_of(WIRE, "a", "Harbour Post", day=2),
        print_of(CUT, "b", "Quay News", day=1, title="No ferries"),
        print_of(REPORT, "c"),
        print_of(REPORT, "d"),
    ]
    query = "select story_id, title, first_outlet, articles, outlets, is_syndicated from stories order by all"
    assert rows(build(tmp_path, *articles), query) == [
        ("b", "No ferries", "Quay News", 2, 2, True),
        ("c", "A pact", "Quay News", 2, 1, False),
    ]


def test_of_two_that_had_it_first_the_outlet_is_the_one_that_is_known(tmp_path: Path) -> None:
    file = build(tmp_path, print_of(WIRE, "a", None), print_of(CUT, "b", "Quay News"))
    assert rows(file, "select story_id, first_outlet, is_syndicated from stories") == [("a", "Quay News", False)]


def moment(day: int, hour: int = 0) -> datetime:
    """An instant of May 2025; midnight where only the day is known."""
    return datetime(2025, 5, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("prints", "first"),
    [
        ([("Quay News", moment(1, 7)), ("Harbour Post", moment(1, 9))], "Quay News"),
        ([("Quay News", moment(1)), ("Harbour Post", moment(1, 9)), ("Pier", moment(1, 10))], None),
        ([("Quay News", moment(1)), ("Quay News", moment(1, 9)), ("Pier", moment(1, 10))], "Quay News"),
        ([(None, moment(1)), ("Quay News", moment(1, 7)), ("Harbour Post", moment(1, 9))], "Quay News"),
        ([("Quay News", moment(1)), ("Harbour Post", moment(2, 9))], "Quay News"),
        ([("Quay News", moment(1)), ("Quay News", moment(1)), ("Harbour Post", moment(2))], "Quay News"),
        ([("Quay News", moment(1)), ("Harbour Post", moment(1))], None),
        ([("Quay News", moment(1, 7)), ("Harbour Post", moment(1, 7))], None),
        ([(None, moment(1, 7)), ("Harbour Post", moment(1, 9))], None),
        ([("Quay News", None), ("Harbour Post", moment(9))], "Harbour Post"),
        ([("Quay News", None), ("Quay News", None)], "Quay News"),
        ([("Quay News", None), ("Harbour Post", None)], None),
    ],
)
def test_the_first_is_told_by_the_day_and_then_by_clocks_alone(
    tmp_path: Path, prints: list[tuple[str | None, datetime | None]], first: str | None
) -> None:
    articles = [
        print_of(WIRE, f"a{number}", outlet, published_at=when, date_evidence=when and "meta")
        for number, (outlet, when) in enumerate(prints)
    ]
    assert rows(build(tmp_path, *articles), "select first_outlet from stories") == [(first,)]


@pytest.mark.parametrize(
    ("fields", "wire", "evidence"),
    [
        ({"text": f"GENEVA, May 1 (Reuters) – {WIRE}"}, "Reuters", "credit"),
        ({"text": f"МОСКВА, 1 мая. /ТАСС/. {WIRE}"}, "TASS", "credit"),
        ({"text": f"{WIRE}\n\nSource: Xinhua"}, "Xinhua", "credit"),
        ({"text": f"{WIRE} (AP)"}, "Associated Press", "credit"),
        ({"text": WIRE, "authors": ("AFP", "Ann Roe")}, "Agence France-Presse", "credit"),
        ({"text": WIRE, "authors": ("Steppe Wire",)}, "Steppe Wire", "credit"),
        ({"text": WIRE, "outlet": "TASS"}, "TASS", "first outlet"),
        ({"text": f"GENEVA (Harbour Post) – {WIRE}", "outlet": "Harbour Post"}, None, None),
        ({"text": f"Reuters said so. {WIRE}"}, None, None),
        ({"text": f"{WIRE} (laughs)"}, None, None),
    ],
)
def test_the_source_of_a_text_is_what_it_credits_or_an_agency_that_had_it_first(
    tmp_path: Path, fields: dict[str, Any], wire: str | None, evidence: str | None
) -> None:
    others = [print_of(REPORT, "z", "Steppe Wire", day=3), print_of(WIRE, "b", day=3)]
    file = build(tmp_path, print_of(name="a", **fields), *others)
    assert rows(file, "select wire, wire_evidence from stories where story_id = 'a'") == [(wire, evidence)]
