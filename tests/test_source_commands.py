"""`newslake sources`, as a user runs it."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl.cli import app
from etl.ingest import catalogue

FEED = "https://harbour-post.example/rss"
ENTRY = ("--title", "Harbour Post", "--country", "NOR", "--language", "en", "--ownership", "private", "--feed", FEED)


def sources(*arguments: str) -> tuple[int, str, BaseException | None]:
    done = CliRunner().invoke(app, ["sources", *arguments], env={"COLUMNS": "160"})
    return done.exit_code, done.stdout, done.exception


def test_no_source_is_tested_without_a_contact() -> None:
    assert "set NEWSLAKE_CONTACT" in str(sources("check", "tass")[2])


def test_the_list_has_every_source() -> None:
    code, printed, _ = sources("list")
    assert code == 0
    assert len(printed.splitlines()) == len(catalogue.load()) + 1


def test_what_is_shown_can_be_put_into_a_catalogue() -> None:
    _, printed, _ = sources("show", "interfax")
    assert catalogue.source("interfax", tomllib.loads(printed)["interfax"], "shown") == catalogue.find("interfax")


def test_adding_prints_the_entry_and_touches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLAKE_SOURCES", str(tmp_path / "own.toml"))
    code, printed, _ = sources("add", "harbour", *ENTRY)
    assert (code, tomllib.loads(printed)["harbour"]["feeds"]) == (0, [FEED])
    assert list(tmp_path.iterdir()) == []


def test_adding_appends_to_the_users_file_when_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.toml"
    own.write_text("# mine\n[tass]\ndelay = 4\n")
    monkeypatch.setenv("NEWSLAKE_SOURCES", str(own))
    assert sources("add", "harbour", *ENTRY, "--delay", "7", "--write")[0] == 0
    assert own.read_text().startswith("# mine\n[tass]\ndelay = 4\n\n[harbour]\n")
    assert catalogue.find("harbour", own).delay == 7
    assert "there is a source 'harbour' already" in str(sources("add", "harbour", *ENTRY, "--write")[2])


def test_a_wrong_entry_is_not_added() -> None:
    assert "new entry, [harbour]: delay must be" in str(sources("add", "harbour", *ENTRY, "--delay", "-1")[2])
    assert "NEWSLAKE_SOURCES names: set it" in str(sources("add", "harbour", *ENTRY, "--write")[2])
