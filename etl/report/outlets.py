"""Who writes: outlets, their countries, and state media apart."""

from collections.abc import Mapping, Sequence
from functools import partial

from etl.report import charts
from etl.report.answers import Answer
from etl.report.figures import (
    MOST_BARS,
    NO_OUTLET,
    Figure,
    Inquiry,
    Row,
    Section,
    apart,
    between,
    counted,
    gather,
    ordered,
    percent,
)

_STATE, _OTHERS, _UNKNOWN = "State media", "Other outlets", "Ownership unknown"
_SERIES = ("articles", "stories")
_OUTLET_HEADS = {
    "label": "Outlet",
    "country_name": "Country",
    "ownership": "Ownership",
    "articles": "Articles",
    "stories": "Stories",
    "all_stories": "All its stories",
    "percent": "Share of them",
    "interval": "95 % interval",
}
_COUNTRY_HEADS = {
    "label": "Country of the outlets",
    "group": "Ownership",
    "outlets": "Outlets",
    "articles": "Articles",
    "stories": "Stories",
    "all_stories": "All their stories",
    "percent": "Share of them",
    "interval": "95 % interval",
}


def section(inquiry: Inquiry, names: Mapping[str, str]) -> Section:
    """How much each outlet has, how much of its own that is, and where outlets are edited."""
    answer = inquiry.ask("outlets")
    rows = _named(answer.rows, names)
    figures = [_outlets(inquiry, answer, rows), _shares(inquiry, answer, rows), _countries(inquiry, names)]
    return Section("outlets", "Who writes about it?", _lead(figures[0].rows), figures)


def _outlets(inquiry: Inquiry, answer: Answer, rows: Sequence[Row]) -> Figure:
    evidence, shown = inquiry.ask("outlets_evidence"), _drawn(rows)
    return Figure(
        key="outlets",
        title="Articles and stories by outlet",
        summary=f"Bars for {counted(len(shown), 'outlet')}: {_listed(shown)}.",
        note="The broad bar and the first number count articles, the narrow one and the second stories. Outlets of "
        f"which the corpus holds more have more: compare the shares below. {_cut(shown, rows)}",
        answer=answer,
        heads=_OUTLET_HEADS,
        rows=rows,
        draw=partial(charts.bars, shown, _SERIES) if shown else None,
        evidence=ordered(gather(evidence.rows, _outlet, apart), [*(row["label"] for row in shown), NO_OUTLET]),
        evidence_sql=evidence.sql,
    )


def _shares(inquiry: Inquiry, answer: Answer, rows: Sequence[Row]) -> Figure:
    evidence, shown = inquiry.ask("outlet_shares_evidence"), _drawn(rows)
    return Figure(
        key="outlet-shares",
        title="Share of each outlet’s own stories",
        summary=f"{counted(len(shown), 'outlet')}: {', '.join(map(_shared, shown))}.",
        note=f"Of 100 stories that the corpus has of an outlet, how many {inquiry.subject.name_it}. Lines are 95 % "
        "intervals (Wilson): long where there are few stories. "
        f"{'The evidence here has the others. ' if evidence.rows else ''}{_cut(shown, rows)}",
        answer=answer,
        heads=_OUTLET_HEADS,
        rows=rows,
        draw=partial(charts.shares, shown, "share of the outlet’s stories") if shown else None,
        evidence=ordered(gather(evidence.rows, _others), [_others(row) for row in shown]),
        evidence_sql=evidence.sql,
    )


def _countries(inquiry: Inquiry, names: Mapping[str, str]) -> Figure:
    answer, evidence = inquiry.ask("outlet_countries"), inquiry.ask("outlet_countries_evidence")
    rows = [
        {**_placed(row, names), **_share(row)} for row in sorted(answer.rows, key=lambda row: not row["is_state_media"])
    ]
    shown = _drawn(rows)
    return Figure(
        key="outlet-countries",
        title="Articles and stories by country of the outlets",
        summary=f"Bars: {_listed(rows)}.",
        note="The country is where an outlet is edited, as the catalogue of sources states it. What several outlets of "
        "a country have is one story of it.",
        answer=answer,
        heads=_COUNTRY_HEADS,
        rows=rows,
        draw=partial(charts.bars, shown, _SERIES),
        evidence=ordered(
            gather([_placed(row, names) for row in evidence.rows], _place, apart), [_place(row) for row in shown]
        ),
        evidence_sql=evidence.sql,
    )


def _named(rows: Sequence[Row], names: Mapping[str, str]) -> list[Row]:
    """The rows in groups, as they are shown; what no known outlet has is none of them, and in no chart."""
    groups = {True: _STATE, False: _OTHERS, None: _UNKNOWN}
    named = [
        {
            **row,
            "label": _outlet(row),
            "group": groups[row["is_state_media"]] if row["outlet"] else NO_OUTLET,
            "ownership": row["ownership"] or "unknown",
            "country_name": names.get(row["country"] or "", "unknown"),
            **_share(row),
        }
        for row in rows
    ]
    return sorted(named, key=lambda row: [*groups.values(), NO_OUTLET].index(row["group"]))


def _outlet(row: Row) -> str:
    return row["outlet"] or NO_OUTLET


def _others(row: Row) -> str:
    return f"{row['outlet']}, other stories"


def _placed(row: Row, names: Mapping[str, str]) -> Row:
    """The row with the name of its country, in its group."""
    group = _STATE if row["is_state_media"] else "Other outlets, and those of unknown ownership"
    return {**row, "label": names.get(row["country"] or "", "unknown"), "group": group}


def _place(row: Row) -> str:
    return f"{row['group']}: {row['label']}"


def _drawn(rows: Sequence[Row]) -> list[Row]:
    """The first of each group."""
    groups = dict.fromkeys(row["group"] for row in rows if row["group"] != NO_OUTLET)
    return [row for group in groups for row in [one for one in rows if one["group"] == group][:MOST_BARS]]


def _cut(shown: Sequence[Row], rows: Sequence[Row]) -> str:
    left_out = len([row for row in rows if row["group"] != NO_OUTLET]) - len(shown)
    return (
        f"Of each group the {MOST_BARS} with most stories are drawn, the table has all {len(rows):,}."
        if left_out
        else ""
    )


def _share(row: Row) -> Row:
    """The share of all stories as it is written, if they are of an outlet."""
    if row["share"] is None:
        return dict.fromkeys(("all_stories", "percent", "interval"), "–")
    return {"percent": percent(row["share"]), "interval": between(row["share_low"], row["share_high"])}


def _shared(row: Row) -> str:
    return f"{row['label']} {row['percent']} ({row['interval']})"


def _listed(rows: Sequence[Row]) -> str:
    return ", ".join(f"{row['label']} {counted(row['stories'], 'story', 'stories')}" for row in rows)


def _lead(rows: Sequence[Row]) -> str:
    groups = [row["group"] for row in rows if row["outlet"]]
    state, unknown = groups.count(_STATE), groups.count(_UNKNOWN)
    among = [f"{state:,} of state media", *([f"{unknown:,} of unknown ownership"] if unknown else [])]
    nobody = sum(row["articles"] for row in rows if not row["outlet"])
    told = [
        f"{counted(len(groups), 'outlet')}, {' and '.join(among)}.",
        f"{counted(nobody, 'article')} {'is' if nobody == 1 else 'are'} of {NO_OUTLET}." if nobody else "",
    ]
    return " ".join(filter(None, told))
