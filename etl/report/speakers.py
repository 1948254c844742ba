"""Who is quoted for each side."""

from collections.abc import Mapping, Sequence
from functools import partial

from etl.report import charts
from etl.report.figures import MOST_BARS, Figure, Inquiry, Row, Section, counted, gather, ordered
from etl.report.subject import Subject

# What `said_for` calls a speaker whom nobody names.
_UNNAMED = "unnamed"
_ON_OTHER = "mention the other side"
_NOTE = """
An utterance is what a speaker said once, however often it is quoted; it is direct where some of its words stand
anywhere as they were said, else indirect. The narrow bar and the second number count those that mention the other
side. Speakers count for the country of their office, or for the one that most of the articles give them; who has
neither is left out. Governments and ministries speak too.
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
    quotes = [_named(row, inquiry.subject, names) for row in evidence.rows]
    figure = Figure(
        key="speakers",
        title="Utterances by speaker",
        summary=f"{'; '.join(map(_counted, shown))}.",
        note=_NOTE.strip() + cut,
        answer=answer,
        heads={
            "side": "For",
            "label": "Speaker",
            "utterances": "Utterances",
            "direct": "Direct",
            "indirect": "Indirect",
            "on_other": "On the other side",
            "quotations": "Quotations",
            "stories": "Stories",
        },
        rows=rows,
        draw=partial(charts.bars, shown, ("utterances", _ON_OTHER)) if shown else None,
        evidence=ordered(gather(quotes, _side, _kind), [_side(row) for row in shown]),
        evidence_sql=evidence.sql,
    )
    return Section("speakers", "Who is quoted?", _lead(rows, inquiry.subject), [figure])


def kinds(rows: Sequence[Row], *, is_first: bool) -> str:
    """How many utterances of a side are direct, how many indirect."""
    some = [row for row in rows if row["is_first"] is is_first]
    return f"{sum(row['direct'] for row in some):,} direct, {sum(row['indirect'] for row in some):,} indirect"


def _named(row: Row, subject: Subject, names: Mapping[str, str]) -> Row:
    """The row as it is shown: among speakers of other countries, each with the country."""
    country = names.get(row["country"], row["country"])
    is_clear = row["is_first"] or subject.second or row["speaker"] == country
    label = row["speaker"] if is_clear else f"{row['speaker']} ({country})"
    group = f"For {subject.side(is_first=row['is_first'])}"
    return {**row, "label": label, "group": group, _ON_OTHER: row.get("on_other")}


def _counted(row: Row) -> str:
    return (
        f"{row['label']} {counted(row['utterances'], 'utterance')}, {row['direct']:,} of them direct, "
        f"{row['on_other']:,} mentioning the other side"
    )


def _side(row: Row) -> str:
    return f"{row['group']}: {row['label']}"


def _kind(row: Row) -> str:
    return f"{row['kind']} quotation{', mentions the other side' if row['is_on_other'] else ''}"


def _lead(rows: Sequence[Row], subject: Subject) -> str:
    if not rows:
        return "Nobody of either side is quoted."
    told = " and ".join(_told(rows, subject, is_first=is_first) for is_first in (True, False))
    unnamed = sum(row["speaker"] == _UNNAMED for row in rows)
    countries = sum(map(_is_country, rows))
    others = [*(["countries as such"] if countries else []), *(["speakers without a name"] if unnamed else [])]
    named = len(rows) - countries - unnamed
    beside = f", beside {' and '.join(others)}" if others else ""
    return f"{told}, by {counted(named, 'named speaker')}{beside}."


def _told(rows: Sequence[Row], subject: Subject, *, is_first: bool) -> str:
    of = sum(row["utterances"] for row in rows if row["is_first"] is is_first)
    told = f"{counted(of, 'utterance')} for {subject.side(is_first=is_first)}"
    return f"{told} ({kinds(rows, is_first=is_first)})" if of else told


def _is_country(row: Row) -> bool:
    """Whether a country speaks, by no person or body that is named."""
    return (row["speaker_id"] or "").startswith("country:")
