"""How much is written, over time."""

from collections.abc import Sequence
from functools import partial

from etl.report import timelines
from etl.report.figures import Figure, Inquiry, Row, Section, counted, gather, span

# Why data may be incomplete, by the column that counts it: a word to count, and what is the matter with it.
_REASONS = {
    "missing_days": ("day", "outside the period, or without an article though ten are usual"),
    "silent_days": ("day", "of a source that was not read or did not answer"),
    "silent_outlets": ("silence", "of an outlet that usually has ten articles"),
}


def section(inquiry: Inquiry) -> Section:
    """Articles and stories by day, week or month."""
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
            "missing_days": "Days missing",
            "silent_days": "Days of silent sources",
            "silent_outlets": "Silent outlets",
        },
        rows=[{**row, "when": span(row["time"], unit).removeprefix("week of ")} for row in answer.rows],
        draw=partial(timelines.coverage, answer.rows, unit),
        evidence=gather(evidence.rows, lambda row: span(row["time"], unit), _apart),
        evidence_sql=evidence.sql,
    )
    return Section("coverage", "How much is written, and when?", lead, [figure])


def _lead(rows: Sequence[Row], unit: str) -> str:
    peak = max(rows, key=lambda row: row["stories"] or 0)
    if not peak["stories"]:
        return "No article on the subject bears a date."
    told = f"{counted(peak['stories'], 'story', 'stories')} in {counted(peak['articles'], 'article')}"
    preposition = {"day": "on", "week": "in the", "month": "in"}[unit]
    return f"Most is reported {preposition} {span(peak['time'], unit)}: {told}."


def _gaps(rows: Sequence[Row], unit: str) -> str:
    """Which times have no data, and which may be incomplete, for what reasons."""
    blank = sum(row["articles"] is None for row in rows)
    told = (
        f"Shaded: {counted(blank, unit)} of {len(rows):,} without any article of the corpus, so no data, not zero."
        if blank
        else f"The corpus has articles of every {unit}, so where a bar is missing none of them is on the subject."
    )
    part = [row for row in rows if row["is_incomplete"]]
    sums = {column: sum(row[column] for row in part) for column in _REASONS}
    reasons = [f"{counted(sums[column], word)} {what}" for column, (word, what) in _REASONS.items() if sums[column]]
    return (
        f"{told} Under a band: {counted(len(part), unit)} that may be incomplete ({'; '.join(reasons)})."
        if part
        else told
    )


def _apart(row: Row) -> str:
    return "" if row["sentence"] else "named in different sentences"
