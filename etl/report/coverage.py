"""How much is written, over time."""

from collections.abc import Sequence
from functools import partial

from etl.report import timelines
from etl.report.figures import Figure, Inquiry, Row, Section, counted, gather, span


def section(inquiry: Inquiry) -> Section:
    """Articles and stories by day, week or month."""
    unit, answer, evidence = inquiry.unit, inquiry.ask("coverage"), inquiry.ask("coverage_evidence")
    lead = _lead(answer.rows, unit)
    figure = Figure(
        key="coverage",
        title=f"Articles and stories per {unit}",
        summary=f"Bars for {counted(len(answer.rows), unit)}. {lead}",
        note=_note(answer.rows, unit),
        answer=answer,
        heads={
            "when": "Week of" if unit == "week" else unit.capitalize(),
            "articles": "Articles",
            "stories": "Stories",
            "corpus_articles": "All articles of the corpus",
            "corpus_stories": "All stories of the corpus",
            "silent_days": "Days on which a source did not answer",
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


def _note(rows: Sequence[Row], unit: str) -> str:
    blank = sum(row["articles"] is None for row in rows)
    silent = sum(row["silent_days"] for row in rows)
    parts = [
        f"The broad bar counts articles, the narrow one stories: copies of one text are one, and count once a {unit}.",
        f"Shaded: {counted(blank, unit)} of {len(rows):,} without any article of the corpus, so no data, not zero."
        if blank
        else f"The corpus has articles of every {unit}, so where a bar is missing it is a true zero.",
    ]
    if silent:
        parts.append(
            f"On {counted(silent, 'day')} a source did not answer (see the table): these {unit}s are incomplete."
        )
    return " ".join(parts)


def _apart(row: Row) -> str:
    return "" if row["sentence"] else "named in different sentences"
