"""`newslake report` as a user runs it."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.sql.stories import build
from tests.sql.test_macros import STORIES
from tests.test_cli import newslake


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("report")
    build(root, STORIES)
    return root


def test_a_pair_by_name_or_code_is_one_file(lake: Path, tmp_path: Path) -> None:
    pages = [tmp_path / "new" / "names.html", tmp_path / "codes.html"]
    for countries, page in zip((("russia", "China"), ("RUS", "chn")), pages, strict=True):
        done = newslake("report", *countries, "--output", page, lake=lake)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"report {page}: 3 articles in ")
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_programs_are_told_in_json(lake: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = newslake("report", "RUS", "--since", "2025-05-02", "--output", page, "--json", lake=lake)
    size = page.stat().st_size
    assert json.loads(done.stdout) == {"stage": "report", "file": str(page), "articles": 2, "bytes": size}
    assert "newslake report RUS --since 2025-05-02" in page.read_text("utf-8")


def test_charts_are_drawn_as_pictures(lake: Path, tmp_path: Path) -> None:
    newslake("report", "RUS", "CHN", "--format", "png", "--output", tmp_path, lake=lake)
    pictures = {path.stem: path.read_bytes()[:8] for path in tmp_path.glob("*.png")}
    assert {"coverage", "outlets", "events", "speakers"} <= set(pictures)
    assert set(pictures.values()) == {b"\x89PNG\r\n\x1a\n"}


def test_the_longest_period_is_told_in_years(lake: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = newslake("report", "RUS", "--since", "1990-01-01", "--until", "2099-12-31", "--output", page, lake=lake)
    assert done.returncode == 0
    assert "Most is reported in 2025: " in page.read_text("utf-8")
    assert page.stat().st_size < 300_000


def test_a_folder_has_the_pictures_of_one_report(lake: Path, tmp_path: Path) -> None:
    """Those of another before it are gone, and whatever else lies there stays."""
    (tmp_path / "map.png").write_bytes(b"a map")
    newslake("report", "RUS", "CHN", "--format", "png", "--output", tmp_path, lake=lake)
    done = newslake("report", "FJI", "TUV", "--format", "png", "--output", tmp_path, lake=lake)
    assert done.stdout.startswith(f"report {tmp_path}: 0 articles in ")
    assert [path.name for path in tmp_path.iterdir()] == ["map.png"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("RUS", "RUS"), "one country or on two different ones"),
        (("RUS", "CHN", "UKR"), "one country or on two different ones"),
        (("Atlantis",), "no country is called 'Atlantis'"),
        (("RUS", "--since", "2025-05-02", "--until", "2025-05-01"), "--since 2025-05-02 is after --until 2025-05-01"),
        (
            ("RUS", "--since", "0001-01-01"),
            "no article has such a date as --since 0001-01-01: give one from 1990 to 2099",
        ),
        (
            ("RUS", "--until", "9999-12-31"),
            "no article has such a date as --until 9999-12-31: give one from 1990 to 2099",
        ),
    ],
)
def test_a_mistake_is_one_line(lake: Path, arguments: tuple[str, ...], message: str) -> None:
    done = newslake("report", *arguments, lake=lake)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    done = newslake("report", "RUS", lake=tmp_path)
    assert (done.returncode, "newslake build" in done.stderr) == (2, True)


@pytest.mark.parametrize("lost", ["macro table calendar", "table countries", "column"])
def test_of_a_warehouse_of_another_version_it_says_what_to_do(tmp_path: Path, lost: str) -> None:
    file = build(tmp_path, STORIES)
    change = "alter table acts drop column is_material" if lost == "column" else f"drop {lost}"
    with duckdb.connect(file) as connection:
        connection.execute(change)
    done = newslake("report", "RUS", "CHN", "--output", tmp_path / "page.html", lake=tmp_path)
    told = "newslake: another version of newslake built this warehouse: run `newslake build` first\n"
    assert (done.returncode, done.stderr) == (2, told)
