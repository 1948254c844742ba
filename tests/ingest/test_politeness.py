"""What robots.txt says, and how long a host that asks for time is given."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from protego import Protego
from scrapy.http import Response

from etl.ingest.politeness import Rules, asked_for

ROBOTS = """User-agent: *
Disallow: /private/

User-agent: newslake
Disallow: /archive/
Allow: /archive/open/
"""
SITE = "https://harbour-post.example"


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/a", None), ("/private/a", None), ("/archive/a", "robots"), ("/archive/open/a", None)],
)
def test_the_rules_for_this_agent_go_before_those_for_all(path: str, reason: str | None) -> None:
    assert Rules("allowed", Protego.parse(ROBOTS)).refusal(SITE + path) == reason


def test_without_robots_all_is_allowed_and_while_it_is_out_of_reach_nothing() -> None:
    assert Rules("absent").refusal(SITE) is None
    assert Rules("robots_unreachable").refusal(SITE) == "robots_unreachable"
    assert Rules("tls").refusal(SITE) == "tls"


@pytest.mark.parametrize(
    ("stated", "seconds"), [("7", 7), ("", None), ("soon", None), ("-3", None), ("9" * 5_000, 999_999_999), ("²", None)]
)
def test_retry_after_states_seconds(stated: str, seconds: float | None) -> None:
    assert asked_for(Response(SITE, headers={"Retry-After": stated})) == seconds


@pytest.mark.parametrize(("minutes", "at_least"), [(2, 100), (-2, 0)])
def test_retry_after_states_a_date(minutes: int, at_least: float) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)
    seconds = asked_for(Response(SITE, headers={"Retry-After": at}))
    assert seconds is not None
    assert at_least <= seconds <= max(0, minutes * 60)
