"""What robots.txt says."""

import pytest
from protego import Protego

from etl.ingest.politeness import Rules

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
