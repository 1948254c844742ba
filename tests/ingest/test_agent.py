"""What newslake says of itself, and how long a host that asks for time is given."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from etl.errors import InputError
from etl.ingest.agent import asked_for, user_agent


def test_the_agent_says_how_to_reach_who_asks() -> None:
    assert user_agent("desk@harbour-post.example").endswith(" (+desk@harbour-post.example)")
    assert user_agent("desk@harbour-post.example").startswith("newslake/")
    with pytest.raises(InputError, match="set NEWSLAKE_CONTACT"):
        user_agent(None)


@pytest.mark.parametrize(
    ("stated", "seconds"), [("7", 7), ("", None), ("soon", None), ("-3", None), ("9" * 5_000, 999_999_999), ("²", None)]
)
def test_retry_after_states_seconds(stated: str, seconds: float | None) -> None:
    assert asked_for(stated) == seconds


@pytest.mark.parametrize(("minutes", "at_least"), [(2, 100), (-2, 0)])
def test_retry_after_states_a_date(minutes: int, at_least: float) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)
    seconds = asked_for(at)
    assert seconds is not None
    assert at_least <= seconds <= max(0, minutes * 60)
