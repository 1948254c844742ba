"""What a report is made of: figures with their numbers and their evidence, in sections."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import isclose
from typing import TYPE_CHECKING, Any

from etl.report.answers import Answer, ask

if TYPE_CHECKING:
    import altair as alt
    import duckdb

    from etl.report.charts import Style
    from etl.report.subject import Subject

Row = Mapping[str, Any]
# Pieces of evidence that are shown of each number.
SHOWN = 5
# Rows of a table, bars of a panel: what is left out is counted.
MOST_ROWS = 200
MOST_BARS = 12
# Of fewer stories no mean is judged and no word compared: the normal approximation would make intervals too narrow.
MIN_STORIES = 10
# What stands where an article states no outlet.
NO_OUTLET = "no known outlet"
# Between a number and its sign, and between two numbers, where no line breaks.
_SPACE = "\N{NO-BREAK SPACE}"
_DASH = "\N{WORD JOINER}–\N{WORD JOINER}"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A subject, the warehouse that is asked about it, the unit of time, and the language of most of its articles."""

    connection: "duckdb.DuckDBPyConnection"
    subject: "Subject"
    unit: str
    language: str

    def ask(self, question: str, **more: Any) -> Answer:
        """The answer to a question of `sql/report`."""
        stated = {"unit": self.unit, "language": self.language, "limit": SHOWN, "min_stories": MIN_STORIES}
        return ask(self.connection, question, {**self.subject.parameters, **stated, **more})


@dataclass(frozen=True, slots=True)
class Witness:
    """A sentence or quotation as it was published; `triggers` are the words in it that count, `note` says as what."""

    sentence: str | None
    triggers: Sequence[str]
    day: date | None
    outlet: str
    title: str | None
    url: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one number: some witnesses of so many `found`."""

    label: str
    found: int
    witnesses: Sequence[Witness]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its numbers and evidence; `summary` says in words what it shows, `note` how it is to be read.

    Without numbers nothing is drawn.
    """

    key: str
    title: str
    summary: str
    note: str
    answer: Answer
    heads: Mapping[str, str]
    rows: Sequence[Row]
    draw: "Callable[[Style], alt.TopLevelMixin] | None"
    evidence: Sequence[Evidence] = ()
    evidence_sql: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Figures on one question, after a sentence that answers it."""

    key: str
    title: str
    lead: str
    figures: Sequence[Figure]


def gather(
    rows: Sequence[Row], label: Callable[[Row], str], note: Callable[[Row], str] = lambda _row: ""
) -> list[Evidence]:
    """Evidence by its label, in the order of the rows."""
    groups = [(name, list(some)) for name, some in groupby(rows, key=label)]
    return [Evidence(name, some[0]["found"], [_witness(row, note(row)) for row in some]) for name, some in groups]


def apart(row: Row) -> str:
    """What is noted of an article that names the countries in different sentences."""
    return "named in different sentences" if row["is_apart"] else ""


def ordered(evidence: Sequence[Evidence], labels: Sequence[str]) -> list[Evidence]:
    """Evidence of the numbers that have these labels, in their order."""
    found = {item.label: item for item in evidence}
    return [found[label] for label in labels if label in found]


def _witness(row: Row, note: str) -> Witness:
    outlet, trigger = row["outlet"] or NO_OUTLET, row.get("trigger") or []
    triggers = [trigger] if isinstance(trigger, str) else trigger
    return Witness(row["sentence"], triggers, row["day"], outlet, row["title"], row["url"], note)


def span(day: date, unit: str) -> str:
    """A day, week, month or year in words, as 2 June 2025."""
    if unit == "year":
        return str(day.year)
    if unit == "month":
        return f"{day:%B %Y}"
    return f"{'week of ' if unit == 'week' else ''}{written(day)}"


def written(day: date) -> str:
    """A day in words."""
    return f"{day.day} {day:%B %Y}"


def counted(n: int, word: str, words: str = "") -> str:
    """A number and its word, as 1 story, 2 stories."""
    return f"{n:,} {word if n == 1 else words or word + 's'}"


def signed(tone: float) -> str:
    """A tone with its sign; adding 0 takes it from −0."""
    return f"{round(tone, 2) + 0.0:+.2f}".replace("-", "−")


def ratio(odds: float) -> str:
    """An odds ratio, as 3.4 or 21, and 1/3.4 where it is less than one."""
    if odds < 1:
        return f"1/{ratio(1 / odds)}"
    return f"{odds:.1f}" if odds < 9.95 else f"{odds:,.0f}"


def percent(share: float) -> str:
    """A share in whole per cent, as 4 %; one that is small is no zero, and one of nearly all not all."""
    if 0 < share < 0.005 or 0.995 < share < 1:
        return f"under{_SPACE}1{_SPACE}%" if share < 0.5 else f"over{_SPACE}99{_SPACE}%"
    return f"{100 * share:.0f}{_SPACE}%"


def between(low: float, high: float) -> str:
    """An interval of shares, as 50–77 %, with the digits that its ends need to differ, also from 0 and from 100 %."""
    ends = (low, high)
    for digits in range(3):
        shown = [f"{100 * end:.{digits}f}" for end in ends]
        wrong = {
            f"{limit:.{digits}f}"
            for limit in (0, 100)
            if not any(isclose(100 * end, limit, abs_tol=1e-4) for end in ends)
        }
        if len({*shown}) == 2 and not wrong & {*shown}:
            break
    return f"{_DASH.join(shown)}{_SPACE}%"
