"""Which outlet leads and which follows: shares by day in, pairs out, over series made by chance from a seed."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

import duckdb

from etl import warehouse

QUESTION = warehouse.queries("analysis")["who_leads_and_who_follows"]
TABLES = """
    create table outlets_by_day (outlet varchar, day date, articles bigint, stories bigint);
    create table coverage_by_day (
        outlet varchar, day date, country_a varchar, country_b varchar, articles bigint, stories bigint
    )
"""
COUNTED = (
    "select $outlet as outlet, date '2025-01-01' + number::integer as day, {} from range(len($stories)) as days(number)"
)
ALL = COUNTED.format("10 as articles, 10 as stories")
NAMING = COUNTED.format("'CHN', 'RUS', $articles[number + 1] as articles, $stories[number + 1] as stories")
DAYS = 230
# Of ten stories that an outlet has each day, how many name both countries.
Series = Sequence[int]


class Pair(NamedTuple):
    """A row of the answer."""

    outlet_a: str
    outlet_b: str
    leader: str | None
    lag: int
    days: int
    correlation: float
    of_articles: float
    same_day: float
    noise: float | None


def answer(stories: Mapping[str, Series], articles: Mapping[str, Series] | None = None) -> list[Pair]:
    """The answer over series of stories, each printed once where nothing else is said of articles."""
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        for outlet, counts in stories.items():
            values = {"outlet": outlet, "stories": counts}
            connection.execute(f"insert into outlets_by_day {ALL}", values)
            values |= {"articles": (articles or stories)[outlet]}
            connection.execute(f"insert into coverage_by_day {NAMING}", values)
        return [Pair(*row) for row in connection.execute(QUESTION).fetchall()]


def by_chance(chance: Random, often: Sequence[float] = (0.2,), days: int = DAYS) -> list[int]:
    """How many of ten name both, each as often as it is usual on that day of the week."""
    return [sum(chance.random() < often[day % len(often)] for _ in range(10)) for day in range(days)]


def test_an_outlet_that_has_the_same_two_days_later_follows() -> None:
    chance = Random(0)
    first, other = by_chance(chance), by_chance(chance)
    follower = [*other[:2], *first[:-2]]
    pair, *others = answer({"Neva": first, "Quay": follower, "Pier": other})
    assert pair[:5] == ("Neva", "Quay", "Neva", 2, DAYS - 2)
    assert pair.correlation > 0.9 > 0.5 > (pair.noise or 1) > 0
    assert [one.leader for one in others] == [None, None]


def test_the_second_outlet_of_a_pair_may_lead() -> None:
    first = by_chance(Random(0))
    ((*names, leader, lag), *_) = [pair[:4] for pair in answer({"Quay": first, "Neva": [*first[-3:], *first[:-3]]})]
    assert (names, leader, lag) == (["Neva", "Quay"], "Quay", -3)


def test_who_agrees_most_on_the_same_day_has_no_leader() -> None:
    first = by_chance(Random(0))
    ((*_, leader, lag, _, correlation, _, same_day, _),) = answer({"Neva": first, "Quay": first})
    assert (leader, lag, correlation, same_day) == (None, 0, 1, 1)


def test_stories_decide_and_articles_stand_beside() -> None:
    chance = Random(0)
    first = by_chance(chance)
    stories = {"Neva": first, "Quay": [0, *first[:-1]]}
    (pair,) = answer(stories, {"Neva": by_chance(chance), "Quay": by_chance(chance)})
    assert (pair.leader, pair.lag) == ("Neva", 1)
    assert abs(pair.of_articles) < 0.3


def test_a_rhythm_of_the_week_that_both_have_is_no_lead() -> None:
    chance = Random(0)
    workdays, later = [0.6] * 5 + [0.05] * 2, [0.05] + [0.6] * 5 + [0.05]
    (pair,) = answer({"Neva": by_chance(chance, workdays), "Quay": by_chance(chance, later)})
    assert pair.leader is None
    assert pair.correlation < 0.3


def test_a_growth_that_all_have_is_no_lead() -> None:
    chance = Random(0)
    growing = [0.05 + 0.6 * day / DAYS for day in range(DAYS)]
    found = answer({outlet: by_chance(chance, growing) for outlet in ("Neva", "Quay", "Pier")})
    assert [(pair.leader, pair.correlation < 0.3) for pair in found] == [(None, True)] * 3


def test_outlets_that_have_nothing_to_do_with_each_other_seldom_lead() -> None:
    """One answer in twenty may name a leader by chance; each looks at six pairs and fifteen shifts."""
    chance = Random(1)
    answers = [answer({outlet: by_chance(chance) for outlet in "ABCD"}) for _ in range(20)]
    assert [len(found) for found in answers] == [6] * 20
    assert sum(any(pair.leader for pair in found) for found in answers) <= 1


def test_of_five_months_nothing_tells_what_chance_does() -> None:
    first = by_chance(Random(0), days=150)
    (pair,) = answer({"Neva": first, "Quay": [0, *first[:-1]]})
    assert (pair.lag, pair.leader, pair.noise) == (1, None, None)
