"""The command as a user runs it: real files, real processes, one line for every mistake."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import spacy

from etl import lake as lake_of
from etl.lake import Partition
from etl.records import Page, Visit
from tests.ingest.shelf import Shelf

BODY = (
    "Moscow and Beijing signed a shipping pact on Thursday after two days of talks in Harbin. "
    "“The river must carry more,” said Wei Lin, a harbour master. Officials of both sides "
    "expect traffic on the Amur to double within three years, the ministry said in a statement. "
)
HTML = f"""<html lang="en"><head><title>Pact on the Amur | Harbour Post</title>
<meta property="og:title" content="Pact on the Amur"><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2025-05-01T08:00:00+08:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Pact on the Amur</h1>
{"".join(f"<p>{BODY}So day {n} ended.</p>" for n in range(3))}</article></body></html>"""
KEYS = ("--source", "harbour", "--run-date", "2025-05-01")


def newslake(
    *arguments: str | Path, lake: Path, stdin: str = "", columns: int = 200
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "etl.cli", *map(str, arguments)],
        env=os.environ | {"NEWSLAKE_LAKE": str(lake), "COLUMNS": str(columns)},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake that has taken the whole walk with two pages, one of them no article."""
    root = tmp_path_factory.mktemp("walk")
    folder = root / "pages"
    folder.mkdir()
    (folder / "pact.html").write_text(HTML)
    (folder / "stub.html").write_text("<html><body><p>Soon.</p></body></html>")
    loaded = newslake("load", folder, *KEYS, lake=root / "lake")
    assert (loaded.returncode, loaded.stderr) == (0, "")
    walked = newslake("run", *KEYS, lake=root / "lake")
    assert (walked.returncode, walked.stderr) == (0, "")
    return root / "lake"


def test_the_walk_ends_in_an_answer(lake: Path) -> None:
    answer = newslake("sql", "select outlet, sentences from dyad('RUS', 'CHN')", "--format", "csv", lake=lake)
    assert answer.stdout == "outlet,sentences\nHarbour Post,3\n"
    question = "select distinct speaker_name, cue from quotes where kind = 'direct'"
    spoken = newslake("sql", question, "--format", "json", lake=lake)
    assert json.loads(spoken.stdout) == {"speaker_name": "Wei Lin", "cue": "said"}


def test_status_shows_what_came_and_what_became_of_it(lake: Path) -> None:
    shown = newslake("status", lake=lake).stdout
    row = next(line for line in shown.splitlines() if "harbour" in line)
    assert row.split() == ["harbour", "2025-05-01", "2", "1", "1", "complete"]
    assert "1 too_short" in shown


def test_status_fits_a_narrow_terminal(tmp_path: Path) -> None:
    visits = [
        Visit(f"https://harbour-post.example/{n}", "page", ("feed",), "failed", "connection_refused") for n in (1, 2)
    ]
    for name, day in (("harbour-post", 1), ("harbour-post", 5), ("kyiv-independent", 1)):
        partition = Partition(name, date(2025, 5, day))
        lake_of.replace(tmp_path, partition, [Page, Visit], [Page("p1"), *visits])
    shown = newslake("status", lake=tmp_path, columns=80).stdout
    assert [line.rstrip() for line in shown.splitlines()] == [
        "source            day           pages  articles  rejected  state",
        "harbour-post      2025-05-01      1/2         0         0  clean to do",
        "                                                           2 connection_refused",
        "harbour-post      2025-05-02 …      –         –         0  no data",
        "                  2025-05-04",
        "harbour-post      2025-05-05      1/2         0         0  clean to do",
        "                                                           2 connection_refused",
        "kyiv-independent  2025-05-01      1/2         0         0  clean to do",
        "                                                           2 connection_refused",
    ]


def test_build_and_status_show_what_may_be_amiss(lake: Path, tmp_path: Path) -> None:
    for table in ("pages", "articles"):
        shutil.copytree(lake / table, tmp_path / table)
    warning = "warning: not all articles are annotated: 1, first source=harbour, articles=1, first_run_date=2025-05-01"
    built, shown = newslake("build", lake=tmp_path), newslake("status", lake=tmp_path)
    assert built.stdout.splitlines()[1].startswith(warning)
    assert shown.stdout.splitlines()[-1].startswith(warning)
    stated = json.loads(newslake("build", "--json", lake=tmp_path).stdout)
    assert stated["warnings"] == {"articles_are_annotated": 1}


def test_archives_on_the_web_are_loaded_and_leave_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLAKE_LOOPBACK", "1")
    monkeypatch.setenv("NEWSLAKE_CONTACT", "desk@harbour-post.example")
    rows = [json.dumps({"url": f"https://harbour-post.example/{n}", "html": HTML}) + "\n" for n in range(3)]
    files = {f"/2025-0{n + 1}.jsonl.gz": gzip.compress(row.encode()) for n, row in enumerate(rows)}
    with Shelf(files) as shelf:
        address = f"{shelf.address}/2025-{{01..04}}.jsonl.gz"
        done = newslake("load", address, *KEYS, lake=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "3 pages; rejected 1 (unreadable 1)" in done.stdout
        again = newslake("load", f"{shelf.address}/2024.jsonl", *KEYS, lake=tmp_path)
        assert (again.returncode, again.stderr) == (2, f"newslake: {shelf.address}/2024.jsonl: answered 404\n")
        shelf.busy["/2025-01.jsonl.gz"] = 100
        assert newslake("load", address, *KEYS, lake=tmp_path).returncode == 75
        monkeypatch.delenv("NEWSLAKE_CONTACT")
        nameless = newslake("load", address, *KEYS, lake=tmp_path)
        assert (nameless.returncode, nameless.stderr.count("\n")) == (2, 1)
        assert "set NEWSLAKE_CONTACT" in nameless.stderr
    pages = lake_of.read(tmp_path, Page, Partition("harbour", date(2025, 5, 1)))
    assert [(page.locator or "").rpartition("/")[2] for page in pages] == [path[1:] for path in files]
    assert not list(tmp_path.rglob(".*.d*"))
    assert newslake("clean", *KEYS, lake=tmp_path).returncode == 0


def test_running_again_changes_no_byte(lake: Path) -> None:
    tables = ("pages", "articles", "rejections", "sentences", "mentions", "quotes", "events")
    paths = [path for table in tables for path in (lake / table).rglob("*.parquet")]
    before = {path: path.read_bytes() for path in paths}
    assert len(paths) == len(tables)
    assert newslake("run", *KEYS, "--workers", "2", lake=lake).returncode == 0
    assert {path: path.read_bytes() for path in paths} == before


def test_the_shell_answers_queries_and_survives_mistakes(lake: Path) -> None:
    session = newslake("sql", lake=lake, stdin="select count(*) as n\nfrom articles;\nselect oops;\n.tables\n.quit\n")
    assert session.returncode == 0
    assert "│ 1 │" in session.stdout
    assert 'column "oops" was not found' in session.stdout
    assert "mentions" in session.stdout


def test_sql_appends_to_what_stdout_is(lake: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for number in (1, 2):
        with log.open("ab") as file:
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "etl.cli",
                    "sql",
                    f"select {number} as n",
                    "--format",
                    "csv",
                    "--lake",
                    str(lake),
                ],
                stdout=file,
                check=True,
            )
    assert log.read_text() == "n\n1\nn\n2\n"


def test_damage_in_the_lake_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "pages" / "source=a" / "run_date=2025-05-01" / "000.parquet"
    path.parent.mkdir(parents=True)
    path.write_text("junk")
    for command in (["status"], ["build"], ["clean", "--source", "a", "--run-date", "2025-05-01"]):
        result = newslake(*command, lake=tmp_path)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1), command
        assert "000.parquet" in result.stderr, command
    path.parent.rename(path.parent.with_name("run_date=May"))
    assert "is no partition" in newslake("status", lake=tmp_path).stderr


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_sql_writes_files(lake: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"rows.{suffix}"
    assert newslake("sql", "from articles", "--format", suffix, "-o", target, lake=lake).returncode == 0
    assert target.stat().st_size > 500


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["sql", "select * from nothing"], "Table with name nothing does not exist"),
        (["sql", "-f", "nowhere.sql"], "nowhere.sql"),
        (["sql", "select 1", "--format", "parquet"], "add --output"),
        (["load", "nowhere", *KEYS], "nowhere"),
        (["load", "pyproject.toml", "--source", "../up", "--run-date", "2025-05-01"], "a source is named by letters"),
        (["load", "pyproject.toml", "--source", "harbour", "--run-date", "May"], "May"),
        (["load", "pyproject.toml", *KEYS, "--map", "text"], "NAME=COLUMN"),
        (["load", "pyproject.toml", *KEYS, "--map", "text=a", "--map", "text=b"], "--map names text twice"),
        (["sql", ""], "no query"),
        (["sql", ";"], "no query"),
        (["sql", "select 1", "-f", "pyproject.toml"], "not both"),
        (["clean", "--source", "harbour", "--run-date", "1999-01-01"], "run the stage before it"),
        (["annotate", *KEYS, "--model", "no_such_model"], "no_such_model"),
        (["annotate", *KEYS, "--model", "en=rules", "--model", "en_newslake"], "two models for 'en'"),
        (["annotate", *KEYS, "--model", "english=rules"], "LANG a code such as ru"),
        (["run", *KEYS, "--model", "ru="], "wants the name of a model"),
        (["model", "install", "no_such_model"], "spaCy"),
        (["model", "evaluate", "nowhere.jsonl"], "nowhere.jsonl"),
        (["model", "evaluate", "pyproject.toml"], "pyproject.toml line 1 is no labelled document"),
        (["model", "evaluate", "pyproject.toml", "--map", "Person"], "GOLDLABEL=LABEL"),
        (["fly"], "No such command"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(lake: Path, arguments: list[str], complaint: str) -> None:
    result = newslake(*arguments, lake=lake)
    assert result.returncode == 2
    assert complaint in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("newslake: ")


def test_a_wrong_table_of_actors_is_one_line_and_exit_code_2(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "actors.tsv"
    own.write_text("org:NOR/Harbour League\tHarbour League\tNorway\tPTY\n")
    monkeypatch.setenv("NEWSLAKE_ACTORS", str(own))
    result = newslake("annotate", *KEYS, "--model", "en=rules", lake=lake)
    assert result.returncode == 2
    assert result.stderr == (
        f"newslake: {own}, line 1, country: 'Norway' is no ISO 3166-1 alpha-3 code, nor '-' for none\n"
    )


def test_models_are_named_by_language(lake: Path, tmp_path: Path) -> None:
    spacy.blank("ru").to_disk(tmp_path / "model")
    annotated = newslake("annotate", *KEYS, "--model", "en=rules", "--model", tmp_path / "model", lake=lake)
    assert (annotated.returncode, annotated.stderr) == (0, "")
    query = "select distinct model from sentences union all select model_version from runs where stage = 'annotate'"
    assert newslake("build", lake=lake).returncode == 0
    assert newslake("sql", query, "--format", "csv", lake=lake).stdout == "model\nrules\nru_pipeline-0.0.0\n"
    assert newslake("run", *KEYS, lake=lake).returncode == 0


def test_models_are_listed_with_what_they_annotate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy.blank("xx").to_disk(tmp_path / "own")
    monkeypatch.setenv("NEWSLAKE_MODEL", f"en_newslake\n{tmp_path / 'own'}")
    listed = newslake("model", "list", lake=tmp_path).stdout
    rows = {line.split()[0]: line for line in listed.splitlines() if line.strip()}
    assert rows["en_newslake"].split()[1:3] == ["en", "en"]
    assert rows["ru_core_news_sm"].split()[1:] == ["ru", "–", "14", "0.944", "0.947"]
    assert rows[str(tmp_path / "own")].split()[1:5] == ["xx", "all", "others", "0.0.0"]


def test_a_model_is_scored_on_labelled_texts(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"text": "Oslo", "entities": [{"start": 0, "end": 4, "label": "Town"}]}\n')
    arguments = ("--map", "Town=LOC", "--model", "rules", "--model", "en_newslake")
    scored = newslake("model", "evaluate", tmp_path / "gold.jsonl", *arguments, lake=tmp_path).stdout.splitlines()
    assert scored[3].split()[:8] == ["rules", "LOC", "1.000", "1.000", "1.000", "1", "1", "1"]
    assert [line.split()[1] for line in scored[1:9]] == ["PERSON", "ORG", "LOC", "all"] * 2
    assert "Documents: 1; words: 1." in scored[9]


def test_what_needs_no_model_loads_no_spacy() -> None:
    code = "import sys, etl.cli; sys.exit(len({'spacy', 'pyarrow', 'duckdb'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_empty_lake_says_what_to_do(tmp_path: Path) -> None:
    assert "newslake load" in newslake("status", lake=tmp_path).stderr
    assert "newslake build" in newslake("sql", "select 1", lake=tmp_path).stderr
