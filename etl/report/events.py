"""What the one does to the other, over time, in both directions."""

from collections.abc import Sequence
from functools import partial

from etl.report import timelines
from etl.report.figures import Figure, Inquiry, Row, Section, counted, gather, span
from etl.report.subject import Subject

_NOTE = """
Upwards cooperation, downwards conflict, in the sixteen types of PLOVER: cooperation is to agree, consult, support,
concede, cooperate, aid or retreat; conflict is to demand, accuse, reject, threaten, protest, sanction, mobilise,
coerce or assault. A type of event counts once a story and direction, when the story first tells it; articles without a
date tell none. What is denied, planned or demanded does not count: the demand itself is an event, what it demands is
not. What goes both ways (“the two met”) counts in both directions. An event is what an article says, not what is
proved, and counts when it is told: so does what happened long ago, where an article looks back.
"""

_UNREAD = "No data: no model read any of these articles, so nobody knows what they say."


def section(inquiry: Inquiry) -> Section:
    """Cooperation and conflict by day, week, month or year."""
    subject, unit = inquiry.subject, inquiry.unit
    answer, evidence = inquiry.ask("events"), inquiry.ask("events_evidence")
    gaps = _gaps(answer.rows, unit)
    lead = " ".join(_told(answer.rows, subject, is_first=is_first) for is_first in (True, False))
    if all(row["cooperation"] is None for row in answer.rows):
        lead = _UNREAD
    figure = Figure(
        key="events",
        title=f"Events per {unit}, in each direction",
        summary=f"Two panels of bars. {lead} {gaps}",
        note=f"{_NOTE.strip()} {gaps}",
        answer=answer,
        heads={
            "when": "Week of" if unit == "week" else unit.capitalize(),
            "direction": "Direction",
            "cooperation": "Cooperation",
            "conflict": "Conflict",
            "material_cooperation": "Cooperation by deeds",
            "material_conflict": "Conflict by deeds",
        },
        rows=[
            {
                **row,
                "when": span(row["time"], unit).removeprefix("week of "),
                "direction": subject.direction(is_first=row["is_first"]),
            }
            for row in answer.rows
        ],
        draw=partial(timelines.events, answer.rows, unit, subject),
        evidence=gather(evidence.rows, partial(_label, subject), _type),
        evidence_sql=evidence.sql,
    )
    title = "What do they do to each other?" if subject.second else "What does it do to others, and what do they to it?"
    return Section("events", title, lead, [figure])


def _told(rows: Sequence[Row], subject: Subject, *, is_first: bool) -> str:
    good, bad = (
        sum(row[kind] or 0 for row in rows if row["is_first"] is is_first) for kind in ("cooperation", "conflict")
    )
    return f"{subject.direction(is_first=is_first)}: cooperation {good:,}, conflict {bad:,}."


def _gaps(rows: Sequence[Row], unit: str) -> str:
    blank = len({row["time"] for row in rows if row["cooperation"] is None})
    part = len({row["time"] for row in rows if row["is_incomplete"]})
    told = [
        f"Shaded: {counted(blank, unit)} of which no model read an article of the period, so no data, not zero."
        if blank
        else "",
        f"Under a band: {counted(part, unit)} that may be incomplete, as the chart of articles says." if part else "",
    ]
    return " ".join(filter(None, told))


def _label(subject: Subject, row: Row) -> str:
    return f"{subject.direction(is_first=row['is_first'])}, {'conflict' if row['is_conflict'] else 'cooperation'}"


def _type(row: Row) -> str:
    return f"{row['event_type']}, {row['source_country']} → {row['target_country']}"
