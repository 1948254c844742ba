"""Questions and their answers: as rows, as CSV, and as the SQL that gives them anywhere."""

import csv
import io

import pytest

from etl import warehouse
from etl.report.answers import Answer
from etl.report.figures import Inquiry

MORE = {"contrast": "subject", "words": 12, "chosen": ["asked"]}


@pytest.mark.parametrize("question", sorted(warehouse.queries("report")))
def test_the_sql_beside_a_number_gives_it(inquiry: Inquiry, question: str) -> None:
    answer = inquiry.ask(question, **MORE)
    result = inquiry.connection.execute(answer.sql)
    assert [name for name, *_ in result.description or ()] == answer.columns
    assert [dict(zip(answer.columns, row, strict=True)) for row in result.fetchall()] == answer.rows


DRAWN = {
    "events": {"actor", "target"},
    "speakers": {"side", "direct", "indirect"},
    "outlets": {"share", "share_low", "share_high"},
    "outlet_countries": {"share", "share_low", "share_high"},
    "tone": {"mean_tone", "tone_low", "tone_high"},
    "words": {"odds_ratio", "odds_low", "odds_high"},
}


@pytest.mark.parametrize("question", DRAWN)
def test_the_csv_has_what_the_chart_draws(inquiry: Inquiry, question: str) -> None:
    head, *_ = inquiry.ask(question, **MORE).csv.splitlines()
    assert DRAWN[question] - set(head.split(",")) == set()


def test_the_sql_gives_what_a_limit_leaves_out(inquiry: Inquiry) -> None:
    shown = inquiry.ask("outlets_evidence", limit=0)
    assert shown.rows == []
    assert len(inquiry.connection.execute(shown.sql).fetchall()) == 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum(a1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    answer = Answer(["outlet", "n"], [{"outlet": text, "n": -1}], "")
    rows = list(csv.reader(io.StringIO(answer.csv, newline="")))
    assert rows == [["outlet", "n"], [f"'{text}", "-1"]]


def test_what_is_unknown_is_an_empty_cell() -> None:
    assert Answer(["n"], [{"n": None}, {"n": 0}], "").csv.splitlines() == ["n", '""', "0"]
