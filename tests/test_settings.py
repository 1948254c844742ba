"""What the environment says."""

from pathlib import Path

import pytest

from etl.errors import InputError
from etl.settings import Settings, from_environment


def test_an_empty_environment_gives_the_defaults() -> None:
    assert from_environment() == Settings(lake=Path("lake"), models=(), actors=None)


def test_own_actors_are_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLAKE_ACTORS", "own/actors.tsv")
    assert from_environment().actors == Path("own/actors.tsv")


def test_models_are_set_apart_by_white_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLAKE_MODEL", " ru=ru_core_news_sm\n\tde_core_news_sm ")
    assert from_environment().models == ("ru=ru_core_news_sm", "de_core_news_sm")


def test_reports_are_set_apart_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLAKE_REPORTS", "RUS CHN, UKR  RUS,KAZ,")
    assert from_environment().reports == (("RUS", "CHN"), ("UKR", "RUS"), ("KAZ",))


def test_a_value_that_means_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLAKE_RESERVATIONS", "ignore")
    with pytest.raises(InputError, match="NEWSLAKE_RESERVATIONS is honour or note, not 'ignore'"):
        from_environment()
