"""The README's commands, run as they stand there."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer import Typer

from infra.sample.generate import generate

ROOT = Path(__file__).parents[1]
# The front door, and what it leads to.
README = "".join((ROOT / path).read_text(encoding="utf-8") for path in ("README.md", "etl/annotate/README.md"))
BLOCKS = re.findall(r"<!-- run -->\n```\n(.*?)```", README, re.S)
COMMANDS = [command for block in BLOCKS for command in block.replace("\\\n", " ").splitlines() if command.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader stands: beside a corpus, in a clone."""
    folder = tmp_path_factory.mktemp("readme")
    generate(folder / "corpus")
    (folder / "sql").symlink_to(ROOT / "sql")
    return folder


def test_every_command_of_the_readme_works(folder: Path) -> None:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "120"}
    assert len(COMMANDS) >= 8
    for command in COMMANDS:
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout.strip(), command


def test_every_command_of_newslake_is_in_the_readme() -> None:
    from etl.cli import app

    names = list(commands(app, "newslake"))
    assert "newslake model list" in names
    assert [name for name in names if name not in README] == []


def commands(app: Typer, before: str) -> Iterator[str]:
    """The commands of an app, those of its groups included, as a user types them."""
    for command in app.registered_commands:
        if command.callback:
            yield f"{before} {command.name or command.callback.__name__}"
    for group in app.registered_groups:
        if group.typer_instance:
            yield from commands(group.typer_instance, f"{before} {group.name}")
