"""Rules that every DAG keeps."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.airflow.stack import HERE as INFRA
from infra.airflow.stack import ROOT

DAGS = ROOT / "dags"
# What the stages work with, and what takes long to import.
HEAVY = {"altair", "duckdb", "lxml", "numpy", "pandas", "pyarrow", "scrapy", "spacy", "torch", "trafilatura", "twisted"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Airflow makes of the folder `dags`."""
    environment = {
        "AIRFLOW_HOME": str(tmp_path_factory.mktemp("home")),
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.dags.described"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    described: dict[str, Any] = json.loads(done.stdout)
    return described


def test_every_file_parses_fast_and_light(found: dict[str, Any]) -> None:
    assert found["errors"] == {}
    assert {dag["file"] for dag in found["dags"].values()} == {path.name for path in modules()} - {"newslake_tasks.py"}
    assert HEAVY & {name.partition(".")[0] for name in found["imported"]} == set()
    assert [name for name in found["imported"] if name.startswith("etl.")] == [
        "etl.alerts",
        "etl.errors",
        "etl.settings",
    ]
    assert found["seconds"] < 2  # of the CPU, all files together; it takes a tenth of that


def test_every_dag_says_what_it_is_and_has_a_guard(found: dict[str, Any]) -> None:
    assert set(found["dags"]) == {"nightly", "warehouse", "load_corpus", "reprocess"}
    for dag in found["dags"].values():
        assert "newslake" in dag["tags"]
        assert len(dag["doc"]) > 200
        assert (dag["catchup"], dag["at_once"], dag["start"]) == (False, 1, 1990)
        assert (dag["is_told"], dag["deadlines"]) == (True, 1)


def test_every_parameter_is_explained_where_it_is_asked_for_and_in_the_docs(found: dict[str, Any]) -> None:
    explained = {name: dag["params"] for name, dag in found["dags"].items() if dag["params"]}
    assert set(explained) >= {"nightly", "load_corpus", "reprocess"}
    for name, params in explained.items():
        for param, description in params.items():
            assert len(description or "") > 10, f"{name}.{param}"
            assert f"`{param}`" in found["dags"][name]["doc"], f"{name}.{param}"


def test_every_task_has_docs_an_owner_retries_and_an_end(found: dict[str, Any]) -> None:
    for name, dag in found["dags"].items():
        for task in dag["tasks"]:
            place = f"{name}.{task['id']}"
            assert len(task["doc"].strip()) > 30, place
            assert (task["owner"], task["backoff"], task["timeout"]) == ("newslake", 2.0, True), place
            assert task["retries"] == (0 if task["id"] == "conclude" else 3), place


def test_pools_that_are_named_exist(found: dict[str, Any]) -> None:
    named = {task["pool"] for dag in found["dags"].values() for task in dag["tasks"]}
    assert named - {"default_pool"} == set(json.loads((INFRA / "pools.json").read_text()))


def test_an_archive_is_planned_once_and_what_was_planned_is_published(found: dict[str, Any]) -> None:
    after = {task["id"]: task["after"] for task in found["dags"]["load_corpus"]["tasks"]}
    assert (after["plan"], after["left"], after["walk.load"]) == ([], ["plan"], ["left"])
    assert after["publish"] == ["plan", "walk.annotate"]


def test_assets_that_are_consumed_are_produced(found: dict[str, Any]) -> None:
    dags = found["dags"].values()
    consumed = {name for dag in dags for name in dag["consumes"]}
    assert consumed == {"lake"}
    assert consumed <= {name for dag in dags for task in dag["tasks"] for name in task["produces"]}


@pytest.mark.parametrize("path", sorted(DAGS.glob("*.py")), ids=lambda path: path.stem)
def test_no_work_at_the_top_and_newslake_inside_tasks_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            assert {name.partition(".")[0] for name in names} <= {"airflow", "datetime", "newslake_tasks", "typing"}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            assert ast.unparse(node) == f"{path.stem}()"  # the DAG itself
        else:
            assert isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr | ast.FunctionDef)


def test_every_setting_is_one_that_airflow_knows(found: dict[str, Any]) -> None:
    places = (INFRA / "airflow.env", INFRA.parent / "compose.yaml", INFRA.parent / "Dockerfile", INFRA / "stack.py")
    stated = {name for place in places for name in re.findall(r"AIRFLOW__\w+", place.read_text(encoding="utf-8"))}
    assert len(stated) > 15
    assert stated - set(found["settings"]) == set()


def modules() -> list[Path]:
    return list(DAGS.glob("*.py"))
