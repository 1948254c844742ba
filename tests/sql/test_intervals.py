"""Intervals around shares."""

from pathlib import Path

import pytest

from etl import warehouse
from tests.sql.lakes import build


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("empty"))


def wilson(file: Path, arguments: str) -> dict[str, float] | None:
    """What the macro answers."""
    with warehouse.connect(file) as connection:
        ((interval,),) = connection.execute(f"select wilson({arguments})").fetchall()
    return interval  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("arguments", "low", "high"),
    [
        ("0, 10", 0.0, 0.2775),
        ("5, 10", 0.2366, 0.7634),
        ("10, 10", 0.7225, 1.0),
        ("1, 1", 0.2065, 1.0),
        ("3, 12", 0.0889, 0.5323),
        ("3, 12, independent := 12.0", 0.0889, 0.5323),
        ("3, 12, independent := 6.0", 0.0600, 0.6352),
    ],
)
def test_a_share_has_an_interval_whatever_it_is(file: Path, arguments: str, low: float, high: float) -> None:
    assert wilson(file, arguments) == pytest.approx({"low": low, "high": high}, abs=5e-5)


@pytest.mark.parametrize("arguments", ["0, 0", "null, null", "null, 3", "5, 3"])
def test_a_share_of_nothing_has_none(file: Path, arguments: str) -> None:
    assert wilson(file, arguments) is None
