"""The page: what is written in articles stays text, and the same warehouse gives the same bytes."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from etl import lexicons, warehouse
from etl.report import charts, coverage, drawing
from etl.report.composition import KEYS, compose
from etl.report.figures import Inquiry
from etl.report.page import link, page
from etl.report.subject import Country, Subject
from tests.report.conftest import PAIR, SINGLE
from tests.sql.lakes import build as build_articles
from tests.sql.stories import build, story
from tests.sql.test_macros import BOTH

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def written(file: Path, subject: Subject = PAIR) -> str:
    with warehouse.connect(file) as connection:
        return page(compose(connection, subject))


@pytest.fixture(scope="module")
def pages(file: Path) -> dict[Subject, str]:
    """The page on a pair, and the one on a single country."""
    return {subject: written(file, subject) for subject in (PAIR, SINGLE)}


@pytest.fixture(params=[PAIR, SINGLE], ids=["pair", "single"])
def text(pages: dict[Subject, str], request: pytest.FixtureRequest) -> str:
    """Either of them."""
    return pages[request.param]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of an article whose every text is hostile."""
    root = tmp_path_factory.mktemp("hostile")
    build(root, [story(SCRIPT, SCRIPT, f"Russia and China {SCRIPT}", named=BOTH, country="RUS", tones={"China": 0.5})])
    return written(root / "warehouse.duckdb")


def test_what_articles_say_is_no_markup(hostile: str) -> None:
    elements = Elements(hostile).found
    assert not {"script", "img"} & {tag for tag, _ in elements}
    assert [name for _, attributes in elements for name in attributes if name.startswith("on")] == []
    assert "&lt;script&gt;" in hostile


def test_a_page_fetches_nothing_and_no_link_tells_where_it_stands(text: str) -> None:
    for tag, attributes in Elements(text).found:
        assert not {"src", "style", "srcset", "action"} & set(attributes), tag
        address = attributes.get("href") or "#"
        assert address.startswith(("#", "data:text/csv", "https://")), tag
        if address.startswith("https"):
            assert attributes["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//quay.example/a", "quay.example", "http://[quay.example/a"]
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert link(address) is None
    assert link("https://quay.example/a") == "https://quay.example/a"


def test_the_policy_admits_the_style_of_the_page_and_nothing_else(text: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.S)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text


def test_the_same_warehouse_gives_the_same_bytes(file: Path, pages: dict[Subject, str]) -> None:
    assert written(file) == pages[PAIR]


def test_headings_have_an_order_and_every_chart_a_text(text: str) -> None:
    elements = Elements(text).found
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    charts = [attributes for _, attributes in elements if attributes.get("role") == "img"]
    assert len(charts) >= 5
    for chart in charts:
        assert chart["tabindex"] == "0"
        title, _, summary = (chart["aria-label"] or "").partition(". ")
        assert title
        assert summary


def test_ids_are_unique_and_what_is_pointed_at_is_there(text: str) -> None:
    elements = [attributes for _, attributes in Elements(text).found]
    ids = [attributes["id"] for attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    pointed = {
        (attributes.get("href") or "")[1:] for attributes in elements if (attributes.get("href") or "")[:1] == "#"
    }
    assert pointed <= set(ids)


def test_nothing_about_the_pair_is_a_page_that_says_so(file: Path) -> None:
    text = written(file, Subject(Country("PER", "Peru"), Country("NOR", "Norway")))
    assert "None of 4 articles of the period names both Peru and Norway." in text
    assert "How this was made" in text
    assert "Peru and Norway. That says nothing of the world" in " ".join(text.split())


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (None, "Without a date: 1 of the articles, counted except over time and among events."),
        (date(2025, 5, 1), "Left out for want of a date: 1 article on the subject."),
        (date(2025, 5, 2), "Left out for want of a date: 1 article on the subject."),
    ],
    ids=["no period", "a period", "a period without any"],
)
def test_articles_without_a_date_are_told(tmp_path: Path, since: date | None, told: str) -> None:
    texts = {1: "China is here for Russia", None: "Russia bought ships of China"}
    file = build(tmp_path, [story("Quay News", None, text, day=day, named=BOTH) for day, text in texts.items()])
    assert told in written(file, replace(PAIR, since=since))


def test_an_empty_warehouse_is_a_page_that_says_so(tmp_path: Path) -> None:
    text = written(build_articles(tmp_path))
    assert "The corpus has no article of the period." in text
    tables = re.findall(r"<tbody>(.*?)</tbody>", text, re.S)
    assert len(tables) == 1  # of measured accuracy
    assert all("<tr>" in table for table in tables)


def test_a_picture_says_what_it_shows_of_what_and_when(file: Path) -> None:
    with warehouse.connect(file) as connection:
        report = compose(connection, PAIR)
    assert report.period == "1 May 2025 to 20 May 2025"
    figures = [figure for section in report.sections for figure in section.figures]
    assert {figure.key for figure in figures} <= set(KEYS)
    for figure in figures:
        if figure.draw:
            chart = charts.titled(figure.draw(charts.PICTURE), figure.title, report.period, charts.PICTURE)
            texts = re.findall(r">([^<>]+)</text>", drawing.svg(chart))
            assert {figure.title, report.period} <= set(texts)


def test_times_without_data_are_hatched_in_a_picture_too(file: Path) -> None:
    with warehouse.connect(file) as connection:
        (figure,) = coverage.section(Inquiry(connection, PAIR, "week", "en")).figures
    assert figure.draw
    chart = figure.draw(charts.PICTURE)
    hatched, plain = (
        len(drawing.png(chart, style)) for style in (charts.PICTURE, replace(charts.PICTURE, quiet="none"))
    )
    assert hatched > plain


def test_measured_accuracy_is_what_the_readme_states() -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in README.splitlines() if line[:2] == "| "]
    stated = {(row[0], row[2].strip("*")) for row in rows if len(row) == 4}
    measured = [(what, value) for what, _, value in lexicons.rows("etl.report", "accuracy.tsv")]
    assert len(measured) >= 9
    assert {"tone towards a country: right / as its opposite"} <= {what for what, _ in measured}
    assert set(measured) - stated == set()
