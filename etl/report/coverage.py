"""How much is written, over time."""

from collections.abc import Sequence
from functools import partial

from etl.report import timelines
from etl.report.figures import Figure, Inquiry, Row, Section, apart, counted, gather, span

# Why data may be incomplete, by the column that counts it: a word to count, and what is the matter with it.
_REASONS = {
    "outside_days": ("day", "outside the period"),
    "missing_days": ("day", "without an article though ten are usual"),
    "silent_days": ("time", "that a source was not read on a day, or nothing came"),
    "silent_outlets": ("silence", "of an outlet that usually has ten articles"),
}


def section(inquiry: Inquiry) -> Section:
    """Articles and stories by day, week, month or year."""
    unit, answer, evidence = inquiry.unit, inquiry.ask("coverage"), inquiry.ask("coverage_evidence")
    lead, gaps = _lead(answer.rows, unit), _gaps(answer.rows, unit)
    figure = Figure(
        key="coverage",
        title=f"Articles and stories per {unit}",
        summary=f"Bars for {counted(len(answer.rows), unit)}. {lead} {gaps}",
        note="The broad bar counts articles, the narrow one stories: copies of one text are one, and count once a "
        f"{unit}. {gaps}",
        answer=answer,
        heads={
            "when": "Week of" if unit == "week" else unit.capitalize(),
            "articles": "Articles",
            "stories": "Stories",
            "corpus_articles": "All articles of the corpus",
            "corpus_stories": "All stories of the corpus",
            "outside_days": "Days outside the period",
            "missing_days": "Days missing",
            "silent_days": "Days of sources silent or not run",
            "silent_outlets": "Silent outlets",
        },
        rows=[{**row, "when": span(row["time"], unit).removeprefix("week of ")} for row in answer.rows],
        draw=partial(timelines.coverage, answer.rows, unit),
        evidence=gather(evidence.rows, lambda row: span(row["time"], unit), apart),
        evidence_sql=evidence.sql,
    )
    return Section("coverage", "How much is written, and when?", lead, [figure])


def _lead(rows: Sequence[Row], unit: str) -> str:
    peak = max(rows, key=lambda row: row["stories"] or 0)
    if not peak["stories"]:
        return "No article on the subject bears a date."
    alike = sum(row["stories"] == peak["stories"] for row in rows)
    if alike > 1:
        told = counted(peak["stories"], "story", "stories")
        return f"At most {told} a {unit}: in {alike:,} of {counted(len(rows), unit)}."
    told = f"{counted(peak['stories'], 'story', 'stories')} in {counted(peak['articles'], 'article')}"
    preposition = {"day": "on", "week": "in the", "month": "in", "year": "in"}[unit]
    return f"Most is reported {preposition} {span(peak['time'], unit)}: {told}."


def _gaps(rows: Sequence[Row], unit: str) -> str:
    """Which times have no data, which are cut by the period, and which may be incomplete, for what reasons."""
    return " ".join(filter(None, (_blank(rows, unit), _cut(rows, unit), _part(rows, unit))))


def _blank(rows: Sequence[Row], unit: str) -> str:
    blank = [row for row in rows if row["articles"] is None]
    if not blank:
        return f"The corpus has articles of every {unit}, so where a bar is missing none of them is on the subject."
    period = " in the period" if any(row["outside_days"] for row in blank) else ""
    told = f"Shaded: {counted(len(blank), unit)} of {len(rows):,} without any article of the corpus{period}"
    return f"{told}, so no data, not zero."


def _cut(rows: Sequence[Row], unit: str) -> str:
    cut = [
        f"{span(row['time'], unit)} ({counted(row['outside_days'], 'day')} outside)"
        for row in rows
        if row["outside_days"]
    ]
    return f"Cut by the period: {' and '.join(cut)}." if cut else ""


def _part(rows: Sequence[Row], unit: str) -> str:
    part = [row for row in rows if row["is_incomplete"]]
    sums = {column: sum(row[column] for row in part) for column in _REASONS}
    reasons = [f"{counted(sums[column], word)} {what}" for column, (word, what) in _REASONS.items() if sums[column]]
    return f"Under a band: {counted(len(part), unit)} that may be incomplete ({'; '.join(reasons)})." if part else ""
