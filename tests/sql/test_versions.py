"""What stood at an address one after the other, and what changed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from etl import lake
from etl.lake import Partition
from etl.records import Article, Page
from tests.records import page
from tests.sql.lakes import answers, build, printed

FIRST = "The ferry sailed at nine, and the ferry was late."
SECOND = "The ferry sailed at ten, and was late again."


def seen(root: Path, *versions: Article) -> Path:
    """The warehouse of captures of one address, one a day."""
    for day, one in enumerate(versions, 1):
        where: dict[str, Any] = {
            "page_id": f"p{day}",
            "url": "https://quay.example/a",
            "canonical_url": "https://quay.example/a",
        }
        partition = Partition("harbour", date(2025, 5, day))
        at = datetime(2025, 5, day, 6, tzinfo=UTC)
        rows = [page("x", page_id=f"p{day}", fetched_at=at), replace(one, **where)]
        lake.replace(root, partition, [Page, Article], rows)
    return build(root, partition=Partition("other", date(2025, 5, 1)))


A, B = printed("a", text=FIRST), printed("b", text=SECOND)


def test_a_version_says_what_changed_from_the_one_before(tmp_path: Path) -> None:
    """Out go nine, the second "the" and the second "ferry"; in come ten and again."""
    query = "select revision, article_id, is_latest, is_title_changed, words_added, words_removed from article_versions"
    file = seen(tmp_path, A, A, replace(B, title="A delay"))
    assert answers(file, query) == [(1, "a", False, None, None, None), (2, "b", True, True, 2, 3)]
    assert answers(file, "select fetched_at::date, run_date from article_versions") == [
        (date(2025, 5, 1), date(2025, 5, 1)),
        (date(2025, 5, 3), date(2025, 5, 3)),
    ]
    assert answers(file, "select article_id, revision, title from articles") == [("b", 2, "A delay")]


@pytest.mark.parametrize("first", [A, B])
def test_of_versions_that_came_together_the_one_published_last_is_the_latest(tmp_path: Path, first: Article) -> None:
    address: dict[str, Any] = {"url": "https://quay.example/a", "canonical_url": "https://quay.example/a"}
    last = B if first is A else A
    versions = [replace(first, **address), replace(last, published_at=datetime(2025, 5, 3, tzinfo=UTC), **address)]
    assert answers(build(tmp_path, *versions), "select article_id from articles") == [(last.article_id,)]


@pytest.mark.parametrize(
    ("versions", "found"),
    [
        ([A, B, A], [("a", False), ("b", False), ("a", True)]),
        ([A, replace(A, title="A delay")], [("a", False), ("a", True)]),
        ([A, replace(A, published_at=None, date_evidence=None)], [("a", True)]),
    ],
)
def test_a_version_lasts_while_text_and_title_do(tmp_path: Path, versions: list[Article], found: Any) -> None:
    file = seen(tmp_path, *versions)
    assert answers(file, "select article_id, is_latest from article_versions") == found
    assert answers(file, "select revision from articles") == [(len(found),)]


def test_a_changed_headline_is_the_articles(tmp_path: Path) -> None:
    file = seen(tmp_path, A, replace(A, title="A delay"))
    assert answers(file, "select title, words_added, words_removed, similarity from article_versions offset 1") == [
        ("A delay", 0, 0, 1)
    ]
    assert answers(file, "select title from articles") == [("A delay",)]


def test_similarity_is_the_share_of_equal_values_of_the_fingerprints(tmp_path: Path) -> None:
    one = tuple(range(64))
    other = (*range(16), *range(100, 148))
    file = seen(tmp_path, replace(A, fingerprint=one), replace(B, fingerprint=other), replace(A, fingerprint=()))
    assert answers(file, "select similarity from article_versions") == [(None,), (0.25,), (None,)]


def test_characters_are_the_words_of_chinese(tmp_path: Path) -> None:
    file = seen(tmp_path, replace(A, text="大桥今年完工"), replace(B, text="大桥明年完工。"))
    assert answers(file, "select words_added, words_removed from article_versions offset 1") == [(1, 1)]
