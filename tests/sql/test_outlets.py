"""Which outlets there are, and who publishes them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.warehouse import Publisher
from tests.sql.lakes import answers, build, printed

QUAY = Publisher("quay.example", "quay", "Quay News", "NOR", "state", "en")
QUAY_RU = Publisher("quay.example", "quay-ru", "Причал", "RUS", "private", "ru")
OPINION = Publisher("opinion.quay.example", "opinion", "Quay Opinion", "DNK", "public", "en")


def test_an_outlet_is_what_the_catalogue_says_of_its_host(tmp_path: Path) -> None:
    articles = [
        printed("a", outlet="Quay", day=4),
        printed("b", outlet="Quay", day=2, text="A text"),
        printed("c", outlet="Quay", day=None, text="A text"),
        printed("d", "pier.example", outlet="Pier Daily"),
        printed("e", canonical_url=None, outlet=None),
    ]
    assert answers(build(tmp_path, *articles, publishers=[QUAY]), "select * from outlets") == [
        ("Pier Daily", "pier.example", None, None, None, None, None, 1, 1, date(2025, 5, 1), date(2025, 5, 1)),
        ("Quay", "quay.example", "quay", "NOR", "state", True, "en", 3, 2, date(2025, 5, 2), date(2025, 5, 4)),
    ]


def test_its_host_is_that_of_most_articles_in_whatever_languages(tmp_path: Path) -> None:
    languages = {"quay.example": ("en", "en", "ru", "ru"), "pier.example": ("en", "en", "en")}
    articles = [
        printed(f"{host}-{number}", host, outlet="Quay", language=language)
        for host, some in languages.items()
        for number, language in enumerate(some)
    ]
    assert answers(build(tmp_path, *articles, publishers=[QUAY]), "select host, source from outlets") == [
        ("quay.example", "quay")
    ]


@pytest.mark.parametrize(
    ("host", "language", "source"),
    [
        ("quay.example", "en", "quay"),
        ("www.quay.example", "en", "quay"),
        ("sport.quay.example", "en", "quay"),
        ("opinion.quay.example", "en", "opinion"),
        ("opinion.quay.example", "ru", "opinion"),
        ("quay.example", "ru", "quay-ru"),
        ("quay.example", "de", "quay"),
        ("quay.example", None, "quay"),
        ("notquay.example", "en", None),
        ("example", "en", None),
    ],
)
def test_a_host_belongs_to_the_nearest_source_above_it_in_its_language(
    tmp_path: Path, host: str, language: str | None, source: str | None
) -> None:
    one = printed("a", host, outlet="Some Name", language=language)
    file = build(tmp_path, one, publishers=[QUAY, QUAY_RU, OPINION])
    assert answers(file, "select source from outlets") == [(source,)]


@pytest.mark.parametrize(
    ("other", "outlet"),
    [
        ({}, "Quay News"),
        ({"outlet": "The Quay"}, "The Quay"),
        ({"host": "pier.example", "outlet": "The Quay"}, "Quay News"),
    ],
)
def test_a_page_that_names_no_outlet_is_of_what_its_host_is_called_on_others_else_in_the_catalogue(
    tmp_path: Path, other: dict[str, Any], outlet: str
) -> None:
    file = build(tmp_path, printed("a"), printed("b", **other), publishers=[QUAY])
    assert answers(file, "select outlet from articles where article_id = 'a'") == [(outlet,)]


def test_an_outlet_stands_where_most_of_its_articles_do(tmp_path: Path) -> None:
    hosts = ["pier.example", "quay.example", "quay.example"]
    articles = [printed(str(number), host, outlet="Quay") for number, host in enumerate(hosts)]
    without = [printed(f"x{number}", canonical_url=None, outlet="Quay") for number in range(5)]
    file = build(tmp_path, *articles, *without, publishers=[QUAY])
    assert answers(file, "select host, is_state_media, articles from outlets") == [("quay.example", True, 8)]
