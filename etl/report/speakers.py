"""Who is quoted for each side."""

from collections.abc import Mapping, Sequence
from functools import partial

from etl.report import charts
from etl.report.figures import MOST_BARS, Figure, Inquiry, Row, Section, counted, gather, ordered
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
    cut = (
        f" Of each side the first {MOST_BARS} are drawn, the table has all {len(rows):,}."
        if len(shown) < len(rows)
        else ""
    )
    quotes = [_marked(_named(row, inquiry.subject, names)) for row in evidence.rows]
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
        evidence=ordered(gather(quotes, _side, _kind), [_side(row) for row in shown]),
        evidence_sql=evidence.sql,
    )
    return Section("speakers", "Who is quoted?", _lead(rows, inquiry.subject), [figure])


def _named(row: Row, subject: Subject, names: Mapping[str, str]) -> Row:
    """The row as it is shown: among speakers of other countries, each with the country."""
    is_ours = row["is_first"] or subject.second
    label = row["speaker"] if is_ours else f"{row['speaker']} ({names.get(row['country'], row['country'])})"
    group = f"For {subject.side(is_first=row['is_first'])}"
    return {**row, "label": label, "group": group, "on the other side": row.get("on_other")}


def _marked(row: Row) -> Row:
    """A direct quotation in marks; the words of others are not the speaker's alone."""
    return {**row, "sentence": f"“{row['sentence']}”"} if row["kind"] == "direct" else row


def _side(row: Row) -> str:
    return f"{row['group']}: {row['label']}"


def _kind(row: Row) -> str:
    return f"{row['kind']} quotation{', mentions the other side' if row['is_on_other'] else ''}"


def _lead(rows: Sequence[Row], subject: Subject) -> str:
    if not rows:
        return "Nobody of either side is quoted."
    sums = {side: sum(row["utterances"] for row in rows if row["is_first"] is side) for side in (True, False)}
    told = " and ".join(f"{counted(n, 'utterance')} for {subject.side(is_first=side)}" for side, n in sums.items())
    return f"{told}, by {counted(len(rows), 'speaker')}."
