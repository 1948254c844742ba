"""Intervals around shares and means."""

import pytest

from etl.report.intervals import normal, wilson


@pytest.mark.parametrize(
    ("found", "of", "interval"),
    [
        (0, 10, (0.0, 0.2775)),
        (5, 10, (0.2366, 0.7634)),
        (10, 10, (0.7225, 1.0)),
        (1, 1, (0.2065, 1.0)),
    ],
)
def test_a_share_has_an_interval_whatever_it_is(found: int, of: int, interval: tuple[float, float]) -> None:
    assert wilson(found, of) == pytest.approx(interval, abs=5e-5)


def test_cases_that_are_not_independent_widen_it() -> None:
    assert wilson(3, 12, 12.0) == wilson(3, 12) == pytest.approx((0.0889, 0.5323), abs=5e-5)
    assert wilson(3, 12, 6.0) == pytest.approx((0.0600, 0.6352), abs=5e-5)


def test_a_mean_of_few_stories_has_none() -> None:
    assert normal(0.2, None) is None


def test_a_mean_has_one_within_the_scale() -> None:
    assert normal(0.0, 0.1) == pytest.approx((-0.196, 0.196), abs=1e-3)
    assert normal(0.9, 0.1) == pytest.approx((0.704, 1.0), abs=1e-3)
