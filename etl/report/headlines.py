"""The first numbers of a report, each with its interval."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.report.answers import Row
from etl.report.figures import between, counted, percent, signed
from etl.report.intervals import normal, wilson
from etl.report.subject import Subject


@dataclass(frozen=True, slots=True)
class Headline:
    """A number with its unit, what it counts, a share of it, and the interval of that or why it has none."""

    value: str
    what: str
    share: str
    interval: str


def headlines(subject: Subject, totals: Row, rows: Mapping[str, Sequence[Row]]) -> list[Headline]:
    """Coverage, state media, events in each direction, quotes of each side, tone towards each.

    `rows` are those of the figures, by their keys.
    """
    return [
        _share(
            counted(totals["stories"], "story", "stories"),
            f"{subject.name_it}, in {counted(totals['articles'], 'article')}",
            (totals["stories"], totals["corpus_stories"]),
            "of all stories of the period",
        ),
        _share(
            counted(totals["state_stories"], "story", "stories"),
            "of these told by state media",
            (totals["state_stories"], totals["owned_stories"]),
            "of those by outlets of known ownership",
        ),
        *(_events(subject, rows["events"], is_first=is_first) for is_first in (True, False)),
        *(_quotes(subject, rows["speakers"], is_first=is_first) for is_first in (True, False)),
        *_tones(rows["tone"]),
    ]


def _events(subject: Subject, rows: Sequence[Row], *, is_first: bool) -> Headline:
    some = [row for row in rows if row["is_first"] is is_first]
    good, bad = (sum(row[kind] or 0 for row in some) for kind in ("cooperation", "conflict"))
    return _share(
        counted(good + bad, "event"), subject.direction(is_first=is_first), (bad, good + bad), "of them conflict"
    )


def _quotes(subject: Subject, rows: Sequence[Row], *, is_first: bool) -> Headline:
    some = [row for row in rows if row["is_first"] is is_first]
    of, found = (sum(row[kind] for row in some) for kind in ("utterances", "on_other"))
    other = subject.side(is_first=not is_first)
    what = f"by speakers for {subject.side(is_first=is_first)}"
    if not (is_first or subject.second):
        return Headline(counted(of, "utterance"), what, f"all of them mention {other}", "for only such are counted")
    return _share(counted(of, "utterance"), what, (found, of), f"of them mention {other}")


def _share(value: str, what: str, shares: tuple[int, int], of_what: str) -> Headline:
    found, of = shares
    if not of:
        return Headline(value, what, "", "no share of nothing")
    return Headline(
        value, what, f"{percent(found / of)} {of_what}", f"95\N{NO-BREAK SPACE}% interval {between(wilson(found, of))}"
    )


def _tones(rows: Sequence[Row]) -> Iterator[Headline]:
    for row in rows:
        if row["level"] == "all":
            yield _tone(row)


def _tone(row: Row) -> Headline:
    what, judged = f"mean tone towards {row['target_name']}", row["judged_stories"]
    few = f"no interval: only {counted(judged, 'story says', 'stories say')} anything kind or harsh"
    if not judged:
        return Headline("none", what, "", few)
    interval = normal(row["mean_tone"], row["standard_error"], judged)
    said = f"95\N{NO-BREAK SPACE}% interval {signed(interval[0])} to {signed(interval[1])}" if interval else few
    return Headline(signed(row["mean_tone"]), what, "from −1, harsh, to +1, kind", said)
