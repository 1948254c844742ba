"""How well events are found in the sentences of `gold.tsv`, by the model that ships: a floor that may only rise."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from etl.annotate.annotation import annotate_articles
from etl.records import Event
from tests.records import article

Triple = tuple[str | None, str | None, str]
FLAGS = ("not", "maybe")


def lines() -> Iterator[tuple[str, dict[Triple, set[str]]]]:
    """The sentences, and their events with the flags behind them."""
    for line in (Path(__file__).parent / "gold.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            text, cell = line.split("\t")
            stated: dict[Triple, set[str]] = {}
            for event in cell.split("; ") if cell != "-" else ():
                source, ways, target, kind, *flags = event.split()
                stated[source, target, kind] = set(flags)
                if ways == "=":
                    stated[target, source, kind] = set(flags)
            yield text, stated


@cache
def found() -> list[tuple[dict[Triple, set[str]], dict[Triple, set[str]]]]:
    """Gold and found events of each sentence, each an article of its own."""
    pairs = []
    for text, stated in lines():
        events = [row for row in annotate_articles([article(text)]) if isinstance(row, Event)]
        pairs.append((stated, {key(row): flags(row) for row in events}))
    return pairs


def key(row: Event) -> Triple:
    return row.source_country, row.target_country, row.event_type


def flags(row: Event) -> set[str]:
    return {flag for flag, is_set in zip(FLAGS, (row.is_negated, row.is_hypothetical), strict=True) if is_set}


def f1(gold: list[set[tuple[object, ...]]], answers: list[set[tuple[object, ...]]]) -> float:
    both = sum(len(one & other) for one, other in zip(gold, answers, strict=True))
    return 2 * both / (sum(map(len, gold)) + sum(map(len, answers)))


def test_pairs_of_countries_are_found_in_their_direction() -> None:
    gold: list[set[tuple[object, ...]]] = [{triple[:2] for triple in stated} for stated, _ in found()]
    answers: list[set[tuple[object, ...]]] = [{triple[:2] for triple in answer} for _, answer in found()]
    assert f1(gold, answers) >= 0.975


def test_pairs_have_their_type() -> None:
    assert f1([set(stated) for stated, _ in found()], [set(answer) for _, answer in found()]) >= 0.97


def test_negation_and_possibility_are_marked() -> None:
    both = [(stated[one], answer[one]) for stated, answer in found() for one in stated.keys() & answer.keys()]
    assert sum(gold == answer for gold, answer in both) / len(both) >= 0.98


@pytest.mark.parametrize("kind", sorted({kind for _, stated in lines() for _, _, kind in stated}))
def test_no_type_is_neglected(kind: str) -> None:
    gold = [{one for one in stated if one[2] == kind} for stated, _ in found()]
    answers = [{one for one in answer if one[2] == kind} for _, answer in found()]
    assert sum(map(len, gold)) >= 15
    assert f1([set(one) for one in gold], [set(one) for one in answers]) >= 0.85
