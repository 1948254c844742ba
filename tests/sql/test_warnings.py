"""What a build warns of: lakes in, findings out."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from etl import lake, warehouse
from etl.checks import Finding
from etl.lake import Partition
from etl.records import Article, Page, Visit
from tests.records import page, sentence
from tests.sql.lakes import answers, build, printed

JUNE = Partition("harbour", date(2025, 6, 1))


def warned(file: Path) -> dict[str, Finding]:
    return {finding.check: finding for finding in warehouse.warnings(file)}


def outlet(name: str, *days: int) -> list[Article]:
    return [printed(f"{name}{day}", outlet=name, day=day) for day in days]


@pytest.mark.parametrize(
    ("days", "is_silent"),
    [((1, 5, 9), True), ((1, 5, 24), True), ((1, 5, 25), False), ((1, 5), False), ((5, 5, 9), False)],
)
def test_an_outlet_that_falls_silent_is_told_while_others_go_on(
    tmp_path: Path, days: Sequence[int], is_silent: bool
) -> None:
    articles = [*outlet("Pier", 1, 5, 9, 31), *(printed(f"q{n}", outlet="Quay", day=d) for n, d in enumerate(days))]
    found = warned(build(tmp_path, *articles, partition=JUNE)).get("outlets_keep_publishing")
    last = f"outlet=Quay, last_day=2025-05-{max(days):02}, corpus_last_day=2025-05-31"
    assert found == (Finding("outlets_keep_publishing", 1, last) if is_silent else None)


def test_an_article_dated_to_the_future_silences_nobody(tmp_path: Path) -> None:
    articles = [*outlet("Pier", 1, 5, 9), *outlet("Quay", 1, 5, 9, 31)]
    file = build(tmp_path, *articles, partition=Partition("harbour", date(2025, 5, 9)))
    assert "outlets_keep_publishing" not in warned(file)


@pytest.mark.parametrize(("articles", "undated", "is_told"), [(20, 5, True), (20, 4, False), (19, 19, False)])
def test_a_source_of_many_undated_articles_is_told(tmp_path: Path, articles: int, undated: int, is_told: bool) -> None:
    made = [printed(f"a{number}", day=None if number < undated else 1) for number in range(articles)]
    found = warned(build(tmp_path, *made)).get("articles_are_dated")
    assert found == (Finding("articles_are_dated", 1, "source=harbour, articles=20, undated=5") if is_told else None)


@pytest.mark.parametrize(
    ("counts", "is_told"),
    [([8] * 7 + [1], True), ([8] * 7 + [2], False), ([8] * 6 + [1], False), ([7] * 8 + [1], False)],
)
def test_a_thin_day_is_told(tmp_path: Path, counts: Sequence[int], is_told: bool) -> None:
    for day, count in enumerate(counts, 1):
        partition = Partition("harbour", date(2025, 5, day))
        articles = [printed(f"d{day}n{number}") for number in range(count)]
        file = build(tmp_path, *articles, partition=partition) if day == len(counts) else None
        if not file:
            store(tmp_path, partition, articles)
    found = warned(tmp_path / "warehouse.duckdb").get("days_are_as_full_as_usual")
    example = "source=harbour, run_date=2025-05-08, articles=1, median=8.0"
    assert found == (Finding("days_are_as_full_as_usual", 1, example) if is_told else None)


def store(root: Path, partition: Partition, articles: Sequence[Article]) -> None:

    pages = [page("x", page_id=one.page_id, url=one.url) for one in articles]
    lake.replace(root, partition, [Page, Article], [*pages, *articles])


ANSWERED = Visit("https://quay.example/rss", "feed", (), "read")
SILENT = Visit("https://quay.example/rss", "feed", (), "failed", "timeout")


def visit(number: int, *, failed: bool) -> Visit:
    outcome: tuple[Any, ...] = ("failed", "http_404") if failed else ("unchanged",)
    return Visit(f"https://quay.example/{number}", "page", ("feed",), *outcome)


TEN = [ANSWERED, *(visit(number, failed=number < 1) for number in range(10))]
NINE = [ANSWERED, *(visit(number, failed=number < 1) for number in range(9))]


@pytest.mark.parametrize(
    ("days", "example"),
    [
        ({1: TEN, 2: TEN}, None),
        ({1: TEN, 3: TEN}, "days_not_run=1, days_silent=0, expected=20, failed=2"),
        ({1: TEN, 2: [SILENT]}, "days_not_run=0, days_silent=1, expected=10, failed=1"),
        ({1: NINE}, "days_not_run=0, days_silent=0, expected=9, failed=1"),
    ],
)
def test_a_source_with_gaps_is_told(tmp_path: Path, days: dict[int, list[Visit]], example: str | None) -> None:
    for day, visits in days.items():
        lake.replace(tmp_path, Partition("harbour", date(2025, 5, 1) + timedelta(days=day - 1)), [Page, Visit], visits)
    found = warned(build(tmp_path, partition=Partition("other", date(2025, 5, 1)))).get("sources_are_complete")
    assert (found and found.example) == (example and f"source=harbour, {example}")


def test_articles_of_another_model_or_of_none_are_told(tmp_path: Path) -> None:
    models = {"a": "en_test-2", "b": "en_test-2", "c": "en_test-1"}
    read = [sentence(0, 3, article_id=name, model=model) for name, model in models.items()]
    found = warned(build(tmp_path, *(printed(name) for name in "abcd"), *read))
    assert found["articles_are_annotated"].example.startswith("source=harbour, articles=1")
    assert found["languages_have_one_model"].example == (
        "language=en, other_model=en_test-1, articles=1, model=en_test-2"
    )


def test_what_is_in_order_has_no_warnings(tmp_path: Path) -> None:
    file = build(tmp_path, printed("a"), sentence(0, 3, article_id="a"))
    assert answers(file, "from warnings") == []
    assert warehouse.warnings(tmp_path / "none.duckdb") == []
