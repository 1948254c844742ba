"""Who writes about it: articles of outlets in, bars and shares out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from etl import warehouse
from etl.report import outlets
from etl.report.charts import WIDE
from etl.report.figures import Inquiry, Section
from tests.report.conftest import PAIR
from tests.report.test_clustered_shares import WORDS
from tests.sql.lakes import build
from tests.sql.test_comparisons import PUBLISHERS, writing

NAMES = {"RUS": "Russia", "CHN": "China", "NOR": "Norway"}


def shown(root: Path, *articles: list[Any]) -> Section:
    file = build(root, *(row for article in articles for row in article), publishers=PUBLISHERS)
    with warehouse.connect(file) as connection:
        return outlets.section(Inquiry(connection, PAIR, "week", "en"), NAMES)


def telling(n: int, outlet: str, **fields: Any) -> list[Any]:
    """A story of its own on both countries."""
    return writing(str(n), outlet, text=f"Russia, China {WORDS[n]}", **fields)


def test_articles_of_no_known_outlet_are_no_outlet(tmp_path: Path) -> None:
    nobody = [[replace(one, outlet=None), *found] for one, *found in (telling(n, "Wharf") for n in (2, 3))]
    section = shown(tmp_path, telling(0, "Neva"), telling(1, "Quay"), *nobody)
    assert section.lead == "2 outlets, 1 of state media. 2 articles are of no known outlet."
    by_outlet, shares, countries = section.figures
    assert [(row["label"], row["articles"], row["all_stories"], row["percent"]) for row in by_outlet.rows] == [
        ("Neva", 1, 1, "100\N{NO-BREAK SPACE}%"),
        ("Quay", 1, 1, "100\N{NO-BREAK SPACE}%"),
        ("no known outlet", 2, "–", "–"),
    ]
    assert "Wharf" not in by_outlet.summary + shares.summary
    assert "2 outlets" in by_outlet.summary
    assert [(item.label, item.found) for item in by_outlet.evidence] == [
        ("Neva", 1),
        ("Quay", 1),
        ("no known outlet", 2),
    ]
    assert [(row["label"], row["outlets"], row["articles"]) for row in countries.rows] == [
        ("Russia", 1, 1),
        ("unknown", 0, 2),
        ("Norway", 1, 1),
    ]
    drawn = {figure.key: bool(figure.draw) for figure in shown(tmp_path / "nobody", *nobody).figures}
    assert drawn == {"outlets": False, "outlet-shares": False, "outlet-countries": True}


def test_shares_come_with_their_intervals_in_table_and_text(tmp_path: Path) -> None:
    ferry = writing("ferry", "Quay", text=f"The ferry is late {WORDS[9]}")
    figures = {figure.key: figure for figure in shown(tmp_path, telling(0, "Quay"), ferry, telling(1, "Pier")).figures}
    of_outlets, of_countries = (figures[key].rows for key in ("outlet-shares", "outlet-countries"))
    assert [(row["label"], row["percent"], row["interval"]) for row in of_outlets] == [
        ("Pier", "100\u00a0%", "21\u2060–\u2060100\u00a0%"),
        ("Quay", "50\u00a0%", "9\u2060–\u206091\u00a0%"),
    ]
    assert "Quay 50\u00a0% (9\u2060–\u206091\u00a0%)" in figures["outlet-shares"].summary
    assert [row["interval"] for row in of_countries] == ["21\u2060–\u206094\u00a0%"]


def test_each_chart_has_evidence_of_what_it_counts(tmp_path: Path) -> None:
    """Under the share of an outlet stand the stories that are not on the subject; a copy is no other story."""
    ferry = writing("ferry", "Quay", text=f"The ferry is late {WORDS[9]}")
    copy = writing("copy", "Quay", text=f"Russia, {WORDS[0]}")
    section = shown(tmp_path, telling(0, "Quay"), copy, ferry, telling(1, "Pier"), telling(2, "Neva"))
    found = {figure.key: [(item.label, item.found) for item in figure.evidence] for figure in section.figures}
    assert found["outlet-shares"] == [("Quay, other stories", 1)]
    assert found["outlet-countries"] == [
        ("State media: Russia", 1),
        ("Other outlets, and those of unknown ownership: Norway", 2),
    ]
    (witness,) = section.figures[1].evidence[0].witnesses
    assert (witness.sentence or "").startswith("The ferry is late")


def test_both_numbers_stand_beside_a_bar(tmp_path: Path) -> None:
    copy = writing("copy", "Quay", text=f"Russia, China {WORDS[0]} again")
    (figure, *_) = shown(tmp_path, telling(0, "Quay"), copy).figures
    assert figure.draw
    assert "2 · 1" in figure.draw(WIDE).to_json()
