"""How each country is spoken of."""

from collections.abc import Mapping
from functools import partial

from etl.report import charts
from etl.report.figures import MIN_STORIES, Figure, Inquiry, Row, Section, counted, gather, signed
from etl.report.subject import in_text

_NOTE = """
The tone of a mention is that of the words its clause says of the country, or of who acts for it, from −1 (harsh) to
+1 (kind). Most clauses say nothing of the kind. Words are counted, irony is not heard; English only.
"""
_NOTE_OF_CHART = f"""
In brackets stands how many mentions have a tone. Stories are the units: what one says in all its copies is one value,
means are of these values, and lines are their 95 % intervals. A mean of fewer than {MIN_STORIES} stories, or of
such as are all alike, is a hollow circle without a line: nothing can be read from it.
"""


def section(inquiry: Inquiry, names: Mapping[str, str]) -> Section:
    """Mean tone towards each country: in all, by ownership, by country of the outlets."""
    answer, evidence = inquiry.ask("tone"), inquiry.ask("tone_evidence")
    rows = [_named(row, names) for row in answer.rows]
    lead = " ".join(_told(row) for row in rows if row["level"] == "all")
    shown = [row for row in rows if row["judged"]]
    figure = Figure(
        key="tone",
        title="Mean tone towards each country",
        summary=", ".join(f"{row['group']} {row['label']}: {signed(row['mean_tone'])}" for row in shown),
        note=f"{_NOTE.strip()} {_NOTE_OF_CHART.strip()}" if shown else _NOTE.strip(),
        answer=answer,
        heads={
            "target_name": "Towards",
            "outlets": "Outlets",
            "stories": "Stories",
            "mentions": "Mentions",
            "judged": "Judged mentions",
            "judged_stories": "Stories with judged ones",
            "mean": "Mean tone",
            "interval": "95 % interval",
        },
        rows=rows,
        draw=partial(charts.tones, shown) if shown else None,
        evidence=gather(
            evidence.rows,
            lambda row: f"Towards {in_text(names[row['target']])}, {'harsh' if row['is_harsh'] else 'kind'}",
            lambda row: f"tone {signed(row['tone'])}",
        ),
        evidence_sql=evidence.sql,
    )
    title = "How are they spoken of?" if inquiry.subject.second else "How is it spoken of?"
    return Section("tone", title, lead, [figure])


def _named(row: Row, names: Mapping[str, str]) -> Row:
    outlets = f"of {in_text(names.get(row['label'], row['label']))}" if row["level"] == "country" else row["label"]
    target = names[row["target"]]
    label = f"{outlets} ({row['judged']:,})"
    shown = {"target_name": target, "group": f"Towards {in_text(target)}", "outlets": outlets, "label": label}
    mean = signed(row["mean_tone"]) if row["judged"] else "–"
    interval = f"{signed(row['tone_low'])} to {signed(row['tone_high'])}" if _is_judged(row) else _why_not(row)
    return {**row, **shown, "mean": mean, "interval": interval}


def _is_judged(row: Row) -> bool:
    """Whether there are stories enough for the mean to be read, and they differ."""
    return row["standard_error"] is not None


def _why_not(row: Row) -> str:
    return "too few stories" if row["judged_stories"] < MIN_STORIES else "all stories alike"


def _told(row: Row) -> str:
    few = f"too few for a mean: they stand in {counted(row['judged_stories'], 'story', 'stories')}"
    mean = f"on average {signed(row['mean_tone'])}" if row["judged_stories"] >= MIN_STORIES else few
    judged = f"{row['judged']:,} {'says' if row['judged'] == 1 else 'say'}"
    mentions = counted(row["mentions"], "mention")
    told = f"Of {mentions} of {in_text(row['target_name'])}, {judged} something kind or harsh"
    return f"{told}, {mean}." if row["judged"] else f"{told}."
