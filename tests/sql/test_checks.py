"""Checks of what a build makes itself: they find the rows that are changed afterwards."""

from pathlib import Path

import duckdb
import pytest

from etl import warehouse
from tests.sql.stories import build, story

LONG = "We have waited nine winters for this bridge, and we will never accept another delay"


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("countries_are_valid", "update quotes set speaker_country = 'XYZ'"),
        ("actors_are_known", "update quotes set speaker_id = 'country:XYZ'"),
        ("actors_are_known", "update quotes set speaker_id = 'Ann Roe'"),
        ("utterances_have_one_speaker", "update utterances set speaker_name = 'Ben Roe'"),
        ("utterances_have_one_speaker", "update utterances set speaker_name = null"),
        ("utterances_hold_every_quotation", "update quotes set utterance_id = null where quote_id = 'q1'"),
        ("utterances_hold_every_quotation", "update utterances set quotations = 3"),
        ("utterances_hold_every_quotation", "delete from quotes"),
        ("stories_hold_every_article", "update stories set articles = articles + 1"),
        ("stories_hold_every_article", "delete from articles where article_id = 'a1'"),
        ("stories_have_their_first_article", "update story_articles set story_id = 'a1' where article_id = 'a0'"),
        ("stories_have_their_first_article", "update story_articles set similarity = 0.2"),
    ],
)
def test_a_change_is_found(tmp_path: Path, check: str, change: str) -> None:
    file = build(tmp_path, [story("Harbour Post", "Ann Roe", LONG), story("Quay News", "Roe", LONG)])
    query = warehouse.queries("checks/stop")[check]
    with duckdb.connect(file) as connection:
        assert connection.execute(query).fetchall() == []
        connection.execute(change)
        assert connection.execute(query).fetchall() != []
