"""Who is quoted for each side."""

from collections.abc import Mapping, Sequence
from functools import partial

from etl.report import charts
from etl.report.figures import MOST_BARS, Figure, Inquiry, Row, Section, counted, gather
from etl.report.subject import Subject

_NOTE = """
An utterance is what a speaker said once, however often it is quoted; indirect speech is in it. The narrow bar counts
those that mention the other side. Speakers count for the country of their office, or for the one the article gives
them; who has neither is left out. Governments and ministries speak too.
"""


def section(inquiry: Inquiry, names: Mapping[str, str]) -> Section:
    """Speakers of each side, how much they say and how much of it on the other, with the quotes."""
    answer, evidence = inquiry.ask("speakers"), inquiry.ask("speakers_evidence")
    rows = [_named(row, inquiry.subject, names) for row in answer.rows]
    shown = [row for is_first in (True, False) for row in [r for r in rows if r["is_first"] is is_first][:MOST_BARS]]
    drawn = {(row["group"], row["label"]) for row in shown}
    cut = (
        f" Of each side the first {MOST_BARS} are drawn, the table has all {len(rows):,}."
        if len(shown) < len(rows)
        else ""
    )
    quotes = [_named(row, inquiry.subject, names) for row in evidence.rows]
    figure = Figure(
        key="speakers",
        title="Utterances by speaker",
        summary=", ".join(f"{row['label']} {row['utterances']:,}" for row in shown),
        note=_NOTE.strip() + cut,
        answer=answer,
        heads={
            "group": "Side",
            "label": "Speaker",
            "utterances": "Utterances",
            "on_other": "Utterances on the other side",
            "quotations": "Quotations",
            "stories": "Stories",
        },
        rows=rows,
        draw=partial(charts.bars, shown, ("utterances", "on the other side"), "utterances") if shown else None,
        evidence=gather(
            [row for row in quotes if (row["group"], row["label"]) in drawn],
            lambda row: f"{row['group']}: {row['label']}",
            lambda row: f"{row['kind']} quotation{', on the other side' if row['is_on_other'] else ''}",
        ),
        evidence_sql=evidence.sql,
    )
    return Section("speakers", "Who is quoted?", _lead(rows, inquiry.subject), [figure])


def _named(row: Row, subject: Subject, names: Mapping[str, str]) -> Row:
    """The row as it is shown: among speakers of other countries, each with the country."""
    is_ours = row["is_first"] or subject.second
    label = row["speaker"] if is_ours else f"{row['speaker']} ({names.get(row['country'], row['country'])})"
    group = f"For {subject.side(is_first=row['is_first'])}"
    return {**row, "label": label, "group": group, "on the other side": row.get("on_other")}


def _lead(rows: Sequence[Row], subject: Subject) -> str:
    if not rows:
        return "Nobody of either side is quoted."
    sums = {side: sum(row["utterances"] for row in rows if row["is_first"] is side) for side in (True, False)}
    told = " and ".join(f"{counted(n, 'utterance')} for {subject.side(is_first=side)}" for side, n in sums.items())
    return f"{told}, by {counted(len(rows), 'speaker')}."
