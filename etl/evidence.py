"""An article in the terminal, with what was found in it marked, and below each paragraph how it was found."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Row = Mapping[str, Any]
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of a table are marked: the letter of their labels, the signs around them, their style, their rule.

    The signs tell the kinds apart where there are no colours. `place` stands before the names of the offsets.
    """

    letter: str
    signs: tuple[str, str]
    style: str
    rule: Callable[[Row], str]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a text: offsets, the kind, its label, and the rules of the rows that lie there."""

    start: int
    end: int
    kind: Kind
    label: str
    rules: Sequence[str]


def _mention(row: Row) -> str:
    tone = None if row["tone"] is None else f"tone {row['tone']:+.2f}"
    return _stated(row["label"], row["entity_name"], row["entity_id"], row["country"], row["role"], tone)


def _quote(row: Row) -> str:
    if row["speaker"] is None:
        return _stated(row["kind"], "no speaker")
    name = row["speaker_name"] or "unknown"
    speaker = name if row["speaker"] == name else f"{name}, here “{row['speaker']}”"
    cue = row["cue"] and f"cue “{row['cue']}”"
    confidence = row["confidence"] and f"confidence {row['confidence']}"
    return _stated(
        row["kind"], speaker, row["speaker_country"], row["speaker_role"], cue, f"by {row['resolution']}", confidence
    )


def _event(row: Row) -> str:
    source, target = (_party(row, part) for part in ("source", "target"))
    flags = [flag for flag in ("is_negated", "is_hypothetical", "in_quote") if row[flag]]
    doubts = (flag.removeprefix("is_").replace("_", " ") for flag in flags)
    kind = f"{row['event_type']} ({row['mode']})" if row["mode"] else row["event_type"]
    return _stated(kind, f"{source} → {target}", f"intensity {row['intensity']:+.1f}", *doubts, f"by {row['rule']}")


def _party(row: Row, part: str) -> str:
    name = row[f"{part}_country"] or row[f"{part}_id"] or "unknown"
    return f"{name} “{row[f'{part}_text']}”"


def _stated(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))


KINDS = {
    "mentions": Kind("m", ("[", "]"), "cyan", _mention),
    "quotes": Kind("q", ("«", "»"), "yellow", _quote),
    "events": Kind("e", ("{", "}"), "bold magenta", _event, place="trigger_"),
}


def show(article: Row, found: Mapping[str, Sequence[Row]], console: Console) -> None:
    """Print what is known of an article, and its paragraphs with their marks and the rule of each.

    `found` has the rows of `mentions`, `quotes` and `events`, each in the order of the text.
    """
    _print_head(article, console)
    marks = sorted(_marks(found), key=lambda mark: (mark.start, -mark.end))
    for paragraph in _PARAGRAPH.finditer(article["text"]):
        first, last = (bisect_left(marks, place, key=attrgetter("start")) for place in paragraph.span())
        console.print(_marked(article["text"], paragraph.span(), marks[first:last]))
        _print_rules(marks[first:last], console)
        console.print()
    legend = (
        f"{kind.signs[0]}{kind.letter}{kind.signs[1]} {name}: {len(found[name]):,}" for name, kind in KINDS.items()
    )
    console.print(Text(", ".join(legend), style="dim"))


def _marks(found: Mapping[str, Sequence[Row]]) -> Iterator[Mark]:
    for name, kind in KINDS.items():
        place = itemgetter(f"{kind.place}start_char", f"{kind.place}end_char")
        for number, ((start, end), rows) in enumerate(groupby(found[name], key=place), 1):
            yield Mark(start, end, kind, f"{kind.letter}{number}", [kind.rule(row) for row in rows])


def _marked(text: str, span: tuple[int, int], marks: Sequence[Mark]) -> Text:
    """A paragraph with signs around what is marked; what goes on behind its end is closed there."""
    start, end = span
    ends = [min(mark.end, end) for mark in marks]
    closings = ((ends[n], False, -mark.start, -n) for n, mark in enumerate(marks))
    openings = ((mark.start, True, -ends[n], n) for n, mark in enumerate(marks))
    shown = Text()
    opened: dict[int, int] = {}
    styled: dict[int, tuple[int, int]] = {}
    for place, is_opening, _, number in sorted([*closings, *openings]):
        mark = marks[abs(number)]
        shown.append(text[start:place])
        start = place
        if is_opening:
            opened[number] = len(shown)
            shown.append(f"{mark.kind.signs[0]}{mark.label} ")
        else:
            shown.append(mark.kind.signs[1])
            styled[-number] = opened[-number], len(shown)
    shown.append(text[start:end])
    for number, mark in enumerate(marks):  # the inner style over the outer one
        shown.stylize(mark.kind.style, *styled[number])
    return shown


def _print_head(article: Row, console: Console) -> None:
    day = article["published_at"] and f"{article['published_at']:%Y-%m-%d} by {article['date_evidence']}"
    console.print(Text(article["title"] or "untitled", style="bold"))
    about = (article["outlet"], day or "undated", article["language"], article["model"], article["article_id"])
    console.print(Text(_stated(*about), style="dim"))
    if article["address"]:
        console.print(Text(article["address"], style="blue"), soft_wrap=True)
    console.print()


def _print_rules(marks: Sequence[Mark], console: Console) -> None:
    rules = Table.grid(padding=(0, 1))
    rules.add_column(no_wrap=True, justify="right")
    rules.add_column(overflow="fold")
    for mark in marks:
        for rule in mark.rules:
            rules.add_row(Text(mark.label, style=mark.kind.style), Text(rule, style="dim"))
    if marks:
        console.print(Padding(rules, (0, 0, 0, 2)))
