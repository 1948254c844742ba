"""A small warehouse, and inquiries of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import warehouse
from etl.report.figures import Inquiry
from etl.report.subject import Country, Subject
from tests.sql.stories import build
from tests.sql.test_macros import STORIES

PAIR = Subject(Country("RUS", "Russia"), Country("CHN", "China"))
SINGLE = Subject(Country("RUS", "Russia"))
# The totals of a report on nothing that a model read.
NOTHING = (
    dict.fromkeys(("articles", "stories", "corpus_stories", "state_stories", "owned_stories"), 0)
    | dict.fromkeys(("interval_of_stories", "interval_of_state_stories"))
    | {"parsed_articles": 1}
)


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the stories that the macros are tested with."""
    return build(tmp_path_factory.mktemp("report"), STORIES)


@pytest.fixture
def inquiry(file: Path) -> Iterator[Inquiry]:
    """By week, of articles in English."""
    with warehouse.connect(file) as connection:
        yield Inquiry(connection, PAIR, "week", "en")
