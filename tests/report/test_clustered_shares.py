"""Shares of what comes several to a story: stories in, the number of independent cases out."""

import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest

from etl import warehouse
from etl.records import Record
from etl.report.answers import Row
from etl.report.figures import Inquiry
from etl.report.headlines import headlines
from etl.report.subject import Subject
from tests.records import mention, quote, sentence
from tests.report.conftest import NOTHING, PAIR, SINGLE
from tests.sql.lakes import build as build_articles
from tests.sql.lakes import printed
from tests.sql.stories import Story, build, story
from tests.sql.test_macros import BOTH, PARSED

GOOD, BAD = ("AGREE", "AID", "CONSULT"), ("REQUEST", "ACCUSE", "REJECT")
# Five words for each story, and none of them in another.
WORDS = [" ".join(a + b + c for c in "aeiou") for a, b in product("bdfg", "rlwym")]


def telling(words: str, good: int, bad: int) -> Story:
    """A story of so many types of cooperation and of conflict, all of Russia towards China."""
    events = [("RUS", kind, "CHN") for kind in (*GOOD[:good], *BAD[:bad])]
    return story("Quay News", None, f"Russia, China {words}", named=BOTH, model=PARSED, events=events)


def asked(file: Path, subject: Subject = PAIR) -> Sequence[Row]:
    with warehouse.connect(file) as connection:
        return Inquiry(connection, subject, "week", "en").ask("clustered_shares").rows


@pytest.mark.parametrize(
    ("stories", "counted"),
    [
        pytest.param([(1, 0), (1, 0), (1, 0), (0, 1)], (1, 4, 4, 4.0), id="one each: as many as there are"),
        pytest.param([(2, 0), (0, 2)], (2, 4, 2, 2.0), id="two each: as many as there are stories"),
        pytest.param([(1, 1), (1, 1)], (2, 4, 2, 2.0), id="whatever their kind"),
        pytest.param([(2, 0), (0, 2), (1, 0), (0, 1)], (3, 6, 4, 3.6), id="of unequal size: fewer than stories"),
        pytest.param([(3, 3), (0, 1)], (4, 7, 2, 1.3), id="a large one: hardly more than one"),
        pytest.param([(2, 1)], (1, 3, 1, 1.0), id="one story: one"),
    ],
)
def test_events_of_a_story_count_as_of_one_piece(
    tmp_path: Path, stories: Sequence[tuple[int, int]], counted: tuple[int, int, int, float]
) -> None:
    (row,) = asked(build(tmp_path, [telling(words, *kinds) for words, kinds in zip(WORDS, stories, strict=False)]))
    assert (row["unit"], row["is_first"]) == ("events", True)
    assert (row["found"], row["total"], row["stories"], row["independent"]) == counted


def quoting(name: str, day: int, *said: str) -> list[Record]:
    """An article of its own words that quotes Ann Roe of Russia, and names China where she does and after it."""
    own = WORDS[5 * day : 5 * day + 5]
    text = " ".join([*(f"“{one}”, said Ann Roe." for one in said), *own, "Russia and China."])
    named = [("Russia", "RUS", text.rindex("Russia"))]
    named += [("China", "CHN", found.start()) for found in re.finditer("China", text)]
    return [
        printed(name, text=text, day=day),
        sentence(0, len(text), article_id=name),
        *(mention(word, start, country=code, article_id=name) for word, code, start in named),
        *(
            quote(text, one, "Ann Roe", speaker_country="RUS", article_id=name, quote_id=f"{name}-{number}")
            for number, one in enumerate(said)
        ),
    ]


def test_an_utterance_is_of_the_first_story_that_has_it(tmp_path: Path) -> None:
    """The first has two on China, the second one of fishermen; the bridge, quoted there too, is no case of its own."""
    bridge, harbour = (
        "China will build us the bridge over the river",
        "Nobody but China has ever asked for this harbour",
    )
    articles = [
        *quoting("a", 1, bridge, harbour),
        *quoting("b", 2, "Our fishermen went home early because of the storm", bridge),
    ]
    (row,) = asked(build_articles(tmp_path, *articles))
    assert (row["unit"], row["is_first"]) == ("utterances", True)
    assert (row["found"], row["total"], row["stories"], row["independent"]) == (2, 3, 2, 1.8)


@pytest.mark.parametrize("subject", [PAIR, SINGLE], ids=["pair", "single"])
def test_they_are_as_many_as_the_charts_show(file: Path, subject: Subject) -> None:
    rows = {(row["unit"], row["is_first"]): (row["found"], row["total"]) for row in asked(file, subject)}
    with warehouse.connect(file) as connection:
        inquiry = Inquiry(connection, subject, "week", "en")
        done, said = (inquiry.ask(name).rows for name in ("events", "speakers"))
    for is_first in (True, False):
        good, bad = (_sum(done, kind, is_first) for kind in ("cooperation", "conflict"))
        assert rows.get(("events", is_first), (0, 0)) == (bad, good + bad)
        on_other, utterances = (_sum(said, kind, is_first) for kind in ("on_other", "utterances"))
        assert rows.get(("utterances", is_first), (0, 0)) == (on_other, utterances)


def _sum(rows: Sequence[Row], column: str, is_first: bool) -> int:
    return sum(row[column] or 0 for row in rows if row["is_first"] is is_first)


def test_headlines_have_the_intervals_of_independent_cases() -> None:
    row = {"unit": "events", "is_first": True, "found": 3, "total": 12, "interval": {"low": 0.06, "high": 0.64}}
    assert headlines(PAIR, NOTHING, [row], [], [])[2].interval.endswith("interval 6\u2060–\u206064\N{NO-BREAK SPACE}%")
