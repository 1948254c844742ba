"""What is in the lake, day by day: what came, what became of it, what is missing."""

from datetime import date
from pathlib import Path

from etl import lake
from etl.lake import Partition
from etl.records import Article, Page, Rejection, Sentence, Visit
from etl.status import Day, days
from tests.records import article, page, sentence

FIRST, LAST = date(1995, 1, 1), date(2025, 1, 1)


def test_days_without_data_are_one_row_however_many(tmp_path: Path) -> None:
    for day in (FIRST, LAST):
        lake.replace(tmp_path, Partition("harbour", day), [Page], [page("x")])
    assert [(found.run_date, found.last_date, found.pages, found.state) for found in days(tmp_path)] == [
        (FIRST, FIRST, 1, "clean to do"),
        (date(1995, 1, 2), date(2024, 12, 31), None, "no data"),
        (LAST, LAST, 1, "clean to do"),
    ]


def test_shards_of_a_day_are_one_row_and_the_least_done_says_its_state(tmp_path: Path) -> None:
    for shard in ("000", "001"):
        partition = Partition("harbour", FIRST, shard)
        lake.replace(tmp_path, partition, [Page], [page("x"), page("y")])
        lake.replace(tmp_path, partition, [Article], [article()])
        lake.replace(tmp_path, partition, [Rejection], [Rejection("p2", None, None, "clean", "too_short")])
    lake.replace(tmp_path, Partition("harbour", FIRST), [Sentence], [sentence(0, 5)])
    assert list(days(tmp_path)) == [Day("harbour", FIRST, FIRST, 4, 2, (("too_short", 2),), "annotate to do")]


def test_what_a_source_of_the_web_missed_is_told_with_its_reasons(tmp_path: Path) -> None:
    partition = Partition("harbour", FIRST)
    visits = [
        Visit("https://harbour-post.example/rss", "feed", (), "failed", "timeout"),
        Visit("https://harbour-post.example/a", "page", ("feed",), "stored", page_id="p1"),
        Visit("https://harbour-post.example/b", "page", ("feed",), "failed", "timeout"),
        Visit("https://harbour-post.example/c", "page", ("feed",), "unchanged", page_id="p0"),
    ]
    lake.replace(tmp_path, partition, [Page, Visit], [page("x"), *visits])
    (found,) = days(tmp_path)
    assert (found.pages, found.expected, found.unchanged, found.missed) == (1, 3, 1, (("timeout", 2),))
