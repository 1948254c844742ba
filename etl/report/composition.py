"""A report put together: its subject, its first numbers, its sections, and what it stands on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.report import coverage, events, outlets, speakers, tone, words
from etl.report.answers import Row, ask, used
from etl.report.figures import Inquiry, Section, written
from etl.report.headlines import Headline, headlines
from etl.report.methods import Methods, methods
from etl.report.subject import Subject, unit

if TYPE_CHECKING:
    import duckdb


# The figures that a report may have.
KEYS = (
    "coverage",
    "outlets",
    "outlet-shares",
    "outlet-countries",
    "events",
    "speakers",
    "tone",
    "words",
    "state-words",
)


@dataclass(frozen=True, slots=True)
class Report:
    """All that a page shows. Where no article is about the subject, it has no headlines and no sections.

    The `undated` articles on the subject are in none of its numbers if it has a period, and else in those of no time.
    """

    subject: Subject
    totals: Row
    undated: int
    headlines: Sequence[Headline]
    sections: Sequence[Section]
    methods: Methods
    command: str

    @property
    def period(self) -> str:
        """The first and the last day that it covers, in words."""
        first, last = self.subject.since or self.totals["first_day"], self.subject.until or self.totals["last_day"]
        return f"{written(first)} to {written(last)}" if first and last else "undated"


# What most questions begin with is looked up once: in this connection these stand before the macros of the same names.
_KEEP = (
    "create temp table kept_published as from published(since := $since, until := $until)",
    "create temp table kept_about as from about($a, $b, since := $since, until := $until)",
    "create temp macro published(since := null, until := null) as table from kept_published",
    "create temp macro about(a, b := null, since := null, until := null) as table from kept_about",
)


def compose(connection: "duckdb.DuckDBPyConnection", subject: Subject) -> Report:
    """The report on a subject; the connection serves no other after it."""
    (undated,) = ask(connection, "undated", subject.parameters).rows  # of all times, so before those of one are kept
    for query in _KEEP:
        connection.execute(query, used(query, subject.parameters))
    (totals,) = ask(connection, "totals", subject.parameters).rows
    inquiry = Inquiry(connection, subject, _unit(subject, totals), _language(connection, subject))
    sections = _sections(inquiry) if totals["articles"] else []
    made = methods(inquiry)
    rows = {figure.key: figure.rows for section in sections for figure in section.figures}
    first = headlines(subject, totals, made.shares.rows, rows["speakers"], rows["tone"]) if sections else []
    return Report(subject, totals, undated["articles"], first, sections, made, _command(subject))


def _sections(inquiry: Inquiry) -> list[Section]:
    names = dict(inquiry.connection.execute("select country, name from countries").fetchall())
    return [
        coverage.section(inquiry),
        outlets.section(inquiry, names),
        events.section(inquiry),
        speakers.section(inquiry, names),
        tone.section(inquiry, names),
        words.section(inquiry),
    ]


def _unit(subject: Subject, totals: Row) -> str:
    first, last = subject.since or totals["first_day"], subject.until or totals["last_day"]
    return unit(first, last) if first and last else "week"


def _language(connection: "duckdb.DuckDBPyConnection", subject: Subject) -> str:
    """The language of most articles on the subject."""
    articles: Counter[str] = Counter()
    for row in ask(connection, "languages", subject.parameters).rows:
        if row["language"] != "unknown":
            articles[row["language"]] += row["on_subject"]
    return articles.most_common(1)[0][0] if articles else "en"


def _command(subject: Subject) -> str:
    """The command that writes the report."""
    period = [f"--{name} {day}" for name, day in (("since", subject.since), ("until", subject.until)) if day]
    return " ".join(["newslake report", *subject.codes, *period])
