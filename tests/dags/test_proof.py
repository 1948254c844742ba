"""A real Airflow reads the sample site: what the site served is what the lake and the warehouse have, page by page.

Five days by `airflow backfill create`, the scheduler and a task killed on the way; then a day again, and a day on which
a source is down. The tests share one Airflow, so they take minutes; each starts from the filled lake.
"""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import lake
from etl.lake import Partition
from etl.records import Page
from etl.status import COMPLETE, days, state
from infra.airflow.stack import Stack, lake_environment
from infra.sample.answers import TRAPS
from infra.sample.generate import generate
from infra.sample.site import DAYS, HOSTS, Site
from tests.inbox import Inbox

# Two days ago is the last day of news; the night that the scheduler runs by itself, for yesterday, has none of its own.
# Midnight may pass on the way: then there is another such night.
FIRST = datetime.now(UTC).date() - timedelta(days=DAYS + 1)
NEWS = [FIRST + timedelta(days=n) for n in range(DAYS)]
WALK = ("ingest", "clean", "annotate")
# Impatient beside the settings of airflow.env, so that failures are over soon. After how long a scheduler counts as
# dead stays as it is: on a busy machine one that takes itself for dead starts its own tasks anew for ever.
HASTE = {
    "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "2",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "15",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "3",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "10",
    "AIRFLOW__CORE__PARALLELISM": "6",
}


class Proof:
    """The stack, the site it reads, the lake it fills and the alerts it sent."""

    def __init__(self, stack: Stack, site: Site, alerts: list[str]) -> None:
        self.stack, self.site, self.alerts = stack, site, alerts
        self.lake = Path(stack.environment["NEWSLAKE_LAKE"])
        # Which try of the crawl of a source and a day was killed.
        self.killed: dict[tuple[str, date], int] = {}

    def backfill(self, first: date, last: date) -> None:
        self.stack.cli(
            *("backfill", "create", "--dag-id", "nightly", "--from-date", str(first), "--to-date", str(last)),
            *("--max-active-runs", "2", "--reprocess-behavior", "none"),
        )

    def runs(self, dag: str) -> dict[str, dict[str, Any]]:
        """The runs of a DAG, by the day they cover or by their own name."""
        found = self.stack.get(f"dags/{dag}/dagRuns", limit=100)["dag_runs"]
        return {
            (run["logical_date"] or run["dag_run_id"])[:10] if dag == "nightly" else run["dag_run_id"]: run
            for run in found
        }

    def is_done(self, dag: str) -> bool:
        """Whether a DAG has runs, and all of them ended."""
        runs = self.runs(dag).values()
        return bool(runs) and all(run["state"] in ("success", "failed") for run in runs)

    def finish(self, *wanted: date, seconds: float = 600) -> None:
        """Wait until the nights of these days, and every build after them, have ended."""
        self.stack.wait("runs of every day", lambda: {*map(str, wanted)} <= {*self.runs("nightly")}, seconds)
        self.stack.wait("end of the nights", lambda: self.is_done("nightly"), seconds)
        self.stack.wait("build of the last night", self._is_built, seconds)
        self.stack.wait("end of the backfill", self._is_filled, seconds)

    def _is_built(self) -> bool:
        """Whether no build is to come or going on."""
        queued = self.stack.get("dags/warehouse/assets/queuedEvents")["total_entries"]
        return not queued and self.is_done("warehouse")

    def _is_filled(self) -> bool:
        """Whether no backfill is open; there can be one at a time."""
        backfills = self.stack.get("backfills", dag_id="nightly")["backfills"]
        return all(backfill["completed_at"] for backfill in backfills)

    def tasks(self, day: date) -> dict[tuple[str, str], dict[str, Any]]:
        """The task instances of a night, by source and stage; those of no source under an empty name."""
        found = self.instances("nightly", self.runs("nightly")[str(day)]["dag_run_id"])
        place = {
            (one["task_id"].partition(".")[0], one["map_index"]): one["rendered_map_index"]
            for one in found
            if one["task_id"].endswith("ingest")
        }
        return {
            (
                place.get((one["task_id"].partition(".")[0], one["map_index"])) or "",
                one["task_id"].rpartition(".")[2],
            ): one
            for one in found
        }

    def instances(self, dag: str, run: str) -> list[dict[str, Any]]:
        """The task instances of a run."""
        found: list[dict[str, Any]] = self.stack.get(f"dags/{dag}/dagRuns/{run}/taskInstances", limit=100)[
            "task_instances"
        ]
        return found

    def trigger(self, dag: str, **conf: Any) -> tuple[dict[str, str], dict[str, int]]:
        """Run a DAG by the API as a person does, wait for its end, and give the states and tries of run and tasks."""
        self.stack.patch(f"dags/{dag}", {"is_paused": False})
        run = self.stack.post(f"dags/{dag}/dagRuns", {"logical_date": None, "conf": conf})["dag_run_id"]
        place = f"dags/{dag}/dagRuns/{run}"
        self.stack.wait(f"end of {run}", lambda: self.stack.get(place)["state"] in ("success", "failed"))
        tasks = self.instances(dag, run)
        states = {"run": self.stack.get(place)["state"]} | {one["task_id"]: one["state"] for one in tasks}
        return states, {one["task_id"]: one["try_number"] for one in tasks}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(self.lake / "warehouse.duckdb", read_only=True) as connection:
            return connection.execute(query).fetchall()

    def files(self, day: date) -> dict[str, bytes]:
        """The partitions of a day, but for the timings of runs."""
        found = self.lake.glob(f"*/source=*/run_date={day}/*.parquet")
        return {str(path.relative_to(self.lake)): path.read_bytes() for path in found if "runs" not in path.parts}


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proof]:
    """Airflow, waiting for work."""
    folder = tmp_path_factory.mktemp("airflow")
    with Site(FIRST) as site, Inbox() as inbox:
        environment = lake_environment(folder, site) | {"NEWSLAKE_ALERTS": inbox.address} | HASTE
        with Stack(folder / "home", environment) as stack:
            yield Proof(stack, site, inbox.came)
        assert stack.processes() == {}
        assert not (stack.home / "postgres" / "postmaster.pid").exists()


@pytest.fixture(scope="module")
def filled(proof: Proof) -> Proof:
    """Five days of news in the lake, by a backfill in which the scheduler with its tasks, then a task, were killed."""
    proof.backfill(NEWS[0], NEWS[-1])
    for dag in ("warehouse", "nightly"):
        proof.stack.patch(f"dags/{dag}", {"is_paused": False})
    going_on(proof, "steppe-wire")
    proof.stack.kill("scheduler")
    proof.stack.start("scheduler")
    task, command = going_on(proof, "neva-courier")
    os.kill(task, signal.SIGKILL)  # its command lives on
    proof.finish(*NEWS)
    assert not Path(f"/proc/{command}").exists()
    return proof


def going_on(proof: Proof, source: str) -> tuple[int, int]:
    """Wait for a crawl of a source that is to be killed: its task and the command which that started."""
    task, command, day = proof.stack.wait(f"a crawl of {source}", lambda: crawl_of(proof, source), seconds=600)
    proof.killed[source, day] = proof.tasks(day)[source, "ingest"]["try_number"]
    return task, command


def crawl_of(proof: Proof, source: str) -> tuple[int, int, date] | None:
    """The task that crawls a source now, the command it started and the day, if any does."""
    processes = proof.stack.processes()
    for pid, words in processes.items():
        if words[2:5] == ["etl.cli", "ingest", source]:
            try:
                parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                return None  # it has just ended
            day = date.fromisoformat(words[words.index("--run-date") + 1])
            return (parent, pid, day) if parent in processes else None
    return None


def served(site: Site, key: str) -> set[str]:
    """The addresses of all pages of an outlet that are articles."""
    return {site.url(key, "/" + story.url.split("/", 3)[3]) for day in NEWS for story in site.of(key, day)}


def test_every_night_and_every_build_succeeded(filled: Proof) -> None:
    nights = filled.runs("nightly")
    assert {day: run["state"] for day, run in nights.items() if run["run_type"] == "backfill"} == dict.fromkeys(
        map(str, NEWS), "success"
    )
    by_itself = {day: run for day, run in nights.items() if run["run_type"] == "scheduled"}
    assert len(nights) == DAYS + len(by_itself)
    assert by_itself
    assert min(by_itself) > str(NEWS[-1])
    assert by_itself[min(by_itself)]["state"] == "success"
    builds = filled.runs("warehouse").values()
    assert {run["run_type"] for run in builds} == {"asset_triggered"}
    last = max(builds, key=lambda run: run["run_after"])
    assert last["state"] == "success"


def test_the_warehouse_has_what_the_site_served_page_by_page(filled: Proof) -> None:
    stored = filled.rows("select source, url from pages")
    wanted = {(key, url) for key in HOSTS for url in served(filled.site, key)}
    assert Counter(stored) == Counter(wanted)  # all of it, and nothing twice
    assert {url for (url,) in filled.rows("select url from articles")} <= {url for _, url in wanted}
    unread = filled.rows(
        "select url from pages anti join articles using (page_id) anti join rejections using (page_id)"
    )
    assert unread == []
    titles = {story.title for key in HOSTS for story in filled.site.stories[key]}
    assert {title for (title,) in filled.rows("select title from articles")} <= titles
    assert filled.rows("select count(*) from quotes")[0][0] > 10
    for partition in lake.partitions(filled.lake, Page):
        for page in lake.read(filled.lake, Page, partition):
            path = "/" + (page.url or "").split("/", 3)[3]
            assert page.body == filled.site.answer(partition.source, path, {}).body


def test_a_build_ends_with_the_reports(filled: Proof) -> None:
    assert {path.name for path in (filled.lake / "reports").iterdir()} == {"RUS-CHN.html", "KAZ.html"}


def test_the_ledger_has_every_trap_and_no_source_was_silent(filled: Proof) -> None:
    missed = filled.rows(
        "select distinct url, reason from visits where kind = 'page' and outcome in ('refused', 'failed')"
    )
    traps = {(filled.site.url("neva-courier", path), reason) for path, reason in TRAPS.items()}
    assert {*missed} == traps | {(filled.site.url("harbour-post", "/private/plan"), "robots")}
    assert filled.rows("select count(*) from gaps where is_silent") == [(0,)]
    asked = [hit.path for hit in filled.site.hits]
    assert not any(path.startswith("/private") for path in asked)


def test_the_lake_says_what_the_ui_says(filled: Proof) -> None:
    said = {(one.source, one.run_date): one.state for one in days(filled.lake)}
    assert {said[key, day] for key in HOSTS for day in NEWS} == {COMPLETE}
    ran = {
        (s, str(d), stage): outcome
        for s, d, stage, outcome in filled.rows("select source, run_date, stage, outcome from runs")
    }
    for day in NEWS:
        tasks = filled.tasks(day)
        for key in HOSTS:
            for stage in WALK:
                assert (tasks[key, stage]["state"], ran[key, str(day), stage]) == ("success", "ok")


def test_killed_tasks_were_tried_again(filled: Proof) -> None:
    assert {source for source, _ in filled.killed} == {"steppe-wire", "neva-courier"}
    for (source, day), killed in filled.killed.items():
        assert filled.tasks(day)[source, "ingest"]["try_number"] > killed


def test_a_day_cleared_and_run_again_has_the_same_bytes(filled: Proof) -> None:
    day = NEWS[1]
    before, builds = filled.files(day), len(filled.runs("warehouse"))
    assert {"pages", "visits", "articles", "quotes"} <= {name.split("/")[0] for name in before}
    filled.stack.cli("tasks", "clear", "nightly", "--start-date", str(day), "--end-date", str(day), "--yes")
    filled.finish(day)
    assert filled.runs("nightly")[str(day)]["state"] == "success"
    assert min(one["try_number"] for (name, _), one in filled.tasks(day).items() if name) > 1
    assert filled.files(day) == before
    assert len(filled.runs("warehouse")) > builds


def test_a_site_that_is_down_for_a_day_is_a_gap_that_all_can_see(filled: Proof) -> None:
    day = NEWS[0] - timedelta(days=2)
    filled.site.down.add(HOSTS["harbour-post"])
    try:
        filled.backfill(day, day)
        filled.finish(day)
    finally:
        filled.site.down.clear()
    tasks = filled.tasks(day)
    states = {key: [tasks[key, stage]["state"] for stage in WALK] for key in HOSTS}
    assert states == {
        "harbour-post": ["failed", "upstream_failed", "upstream_failed"],
        "steppe-wire": ["success"] * 3,
        "neva-courier": ["success"] * 3,
    }
    assert tasks["harbour-post", "ingest"]["try_number"] == 4
    assert (tasks["", "publish"]["state"], tasks["", "conclude"]["state"]) == ("success", "failed")
    assert filled.runs("nightly")[str(day)]["state"] == "failed"
    gaps = filled.rows(f"select source from gaps where is_silent and run_date = '{day}'")
    assert gaps == [("harbour-post",)]
    assert state(filled.lake, Partition("harbour-post", day)).startswith("ingest failed: no list of pages answered")
    filled.stack.wait("an alert", lambda: any("nightly" in text and "failed" in text for text in filled.alerts))


def test_a_mistake_fails_at_once_and_is_told(filled: Proof) -> None:
    before = len(filled.alerts)
    states, tries = filled.trigger("nightly", day=str(NEWS[0]), sources=["nowhere"])
    assert (states["run"], states["hosts_0.sources"]) == ("failed", "failed")
    assert tries["hosts_0.sources"] < 4
    filled.stack.wait("an alert", lambda: len(filled.alerts) > before)
    states, _ = filled.trigger("nightly", sources=["harbour-post"])  # without a day there is nothing to read
    assert states["run"] == "failed"


def test_an_archive_is_loaded_resumed_and_done_again(filled: Proof) -> None:
    corpus = filled.lake.parent / "corpus"
    generate(corpus)
    stated = {"path": f"{corpus}/*.*", "source": "archive", "run_date": "2025-06-30", "format": None}
    states, _ = filled.trigger("load_corpus", **stated)
    assert (states["run"], states["walk.annotate"], states["publish"]) == ("success", "success", "success")
    before = filled.files(date(2025, 6, 30))
    assert {"pages", "articles", "quotes"} <= {name.split("/")[0] for name in before}
    states, _ = filled.trigger("load_corpus", **stated)
    assert (states["run"], states["walk.load"], states["publish"]) == ("success", "skipped", "success")
    states, _ = filled.trigger("reprocess", first_day="2025-06-01", last_day="2025-06-30", sources=["archive"])
    assert states == dict.fromkeys(("run", "plan", "again", "publish"), "success")
    assert filled.files(date(2025, 6, 30)) == before
    filled.finish()
    assert filled.rows("select count(*) > 0 from articles where source = 'archive'") == [(True,)]
