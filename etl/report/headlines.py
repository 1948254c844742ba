"""The first numbers of a report, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.report.answers import Row
from etl.report.figures import MIN_STORIES, between, counted, percent, signed
from etl.report.speakers import kinds
from etl.report.subject import Subject, in_text

_UNREAD = "no model read these articles"


@dataclass(frozen=True, slots=True)
class Headline:
    """A number with its unit, what it counts, a share of it, and the interval of that or why it has none."""

    value: str
    what: str
    share: str
    interval: str


def headlines(
    subject: Subject, totals: Row, shares: Sequence[Row], speakers: Sequence[Row], tones: Sequence[Row]
) -> list[Headline]:
    """Coverage, state media, events in each direction, quotes of each side, tone towards each.

    `shares` are those of events and utterances, of which a story may have several; `speakers` and `tones` are the rows
    of these figures. Where no model read an article there are no data on events and tone, which is not none.
    """
    is_parsed = totals["parsed_articles"] > 0
    return [
        _share(
            counted(totals["stories"], "story", "stories"),
            f"that {subject.name_it}, in {counted(totals['articles'], 'article')}",
            _stories(totals, "stories", "corpus_stories"),
            "of all stories of the period",
        ),
        _state(totals),
        *(_events(subject, shares, is_first=is_first, is_parsed=is_parsed) for is_first in (True, False)),
        *(_quotes(subject, shares, speakers, is_first=is_first) for is_first in (True, False)),
        *(_tone(row, is_parsed=is_parsed) for row in tones if row["level"] == "all"),
    ]


def _stories(totals: Row, found: str, total: str) -> Row:
    return {"found": totals[found], "total": totals[total], "interval": totals[f"interval_of_{found}"]}


def _state(totals: Row) -> Headline:
    what = "of these told by state media"
    if not totals["owned_stories"]:
        return Headline("unknown", what, "", "nobody knows who owns these outlets")
    value = counted(totals["state_stories"], "story", "stories")
    row = _stories(totals, "state_stories", "owned_stories")
    return _share(value, what, row, "of those by outlets of known ownership")


def _events(subject: Subject, shares: Sequence[Row], *, is_first: bool, is_parsed: bool) -> Headline:
    if not is_parsed:
        return Headline("no data", f"events, {subject.direction(is_first=is_first)}", "", _UNREAD)
    row = _of(shares, "events", is_first=is_first)
    return _share(counted(row["total"], "event"), subject.direction(is_first=is_first), row, "of them conflict")


def _quotes(subject: Subject, shares: Sequence[Row], speakers: Sequence[Row], *, is_first: bool) -> Headline:
    row = _of(shares, "utterances", is_first=is_first)
    value = counted(row["total"], "utterance")
    what = f"by speakers for {subject.side(is_first=is_first)}: {kinds(speakers, is_first=is_first)}"
    other = subject.side(is_first=not is_first)
    if not (is_first or subject.second):
        return Headline(value, what, f"all of them mention {other}", "for only such are counted")
    return _share(value, what, row, f"of them mention {other}")


def _of(shares: Sequence[Row], unit: str, *, is_first: bool) -> Row:
    """The share of a side; a side without any unit has no row."""
    rows = (row for row in shares if row["unit"] == unit and row["is_first"] is is_first)
    return next(rows, {"found": 0, "total": 0})


def _share(value: str, what: str, row: Row, of_what: str) -> Headline:
    found, total = row["found"], row["total"]
    if not total:
        return Headline(value, what, "", "no share of nothing")
    interval = f"95\N{NO-BREAK SPACE}% interval {between(**row['interval'])}"
    return Headline(value, what, f"{percent(found / total)} {of_what}", interval)


def _tone(row: Row, *, is_parsed: bool) -> Headline:
    what = f"mean tone towards {in_text(row['target_name'])}"
    if not is_parsed:
        return Headline("no data", what, "", _UNREAD)
    if row["tone_low"] is None and row["judged_stories"] >= MIN_STORIES:
        return Headline(signed(row["mean_tone"]), what, "from −1, harsh, to +1, kind", "no interval: all stories alike")
    if row["tone_low"] is None:
        told = f"only {row['judged_stories']:,}" if row["judged_stories"] else "none"
        return Headline("too few stories", what, f"{told} with anything kind or harsh", f"a mean takes {MIN_STORIES}")
    said = f"95\N{NO-BREAK SPACE}% interval {signed(row['tone_low'])} to {signed(row['tone_high'])}"
    return Headline(signed(row["mean_tone"]), what, "from −1, harsh, to +1, kind", said)
