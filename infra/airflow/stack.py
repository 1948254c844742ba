"""A whole Airflow on this machine, in a folder of its own, beside the sample site: `make airflow`.

Scheduler, DAG processor and API server, LocalExecutor, all on loopback; their database is that of `database.py`.
`tests/dags` prove the DAGs with it.
"""

import argparse
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, Self, TypeVar

import requests

from infra.airflow.database import database
from infra.sample.site import DAYS, HOSTS, Site

T = TypeVar("T")

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
USER = "admin"
COMPONENTS = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
}
DATABASE = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
# On a machine with much else to do a start may take a minute.
_PATIENCE = 180.0


class Stack:
    """Airflow's processes while a `with` block lasts, and its REST API.

    `environment` adds to, and takes the place of, what `airflow.env` states.
    """

    def __init__(self, home: Path, environment: Mapping[str, str], *, port: int = 0) -> None:
        self.home, self.port = home.resolve(), port or _free_port()
        self.password = secrets.token_urlsafe(9)
        self.address = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "NEWSLAKE"))}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)  # Airflow would be compiled anew at each start
        self.environment = kept | _stated(HERE / "airflow.env") | self._places() | dict(environment)
        self.components: dict[str, subprocess.Popen[bytes]] = {}
        self._sessions: set[int] = set()
        self._beneath = ExitStack()
        self._web = requests.Session()

    def _places(self) -> dict[str, str]:
        return {
            "AIRFLOW_HOME": str(self.home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.address}/execution/",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__BASE_URL": self.address,
            "AIRFLOW__API__WORKERS": "1",
            "PYTHONPATH": str(ROOT),
        }

    def __enter__(self) -> Self:
        self.home.mkdir(parents=True, exist_ok=True)
        passwords = self.home / "simple_auth_manager_passwords.json.generated"
        passwords.write_text(json.dumps({USER: self.password}))
        passwords.chmod(0o600)
        try:
            served = database(self.home / "postgres", patience=_PATIENCE)
            self.environment[DATABASE] = self._beneath.enter_context(served)
            self.cli("db", "migrate")
            self.cli("pools", "import", str(HERE / "pools.json"))
            for name in COMPONENTS:
                self.start(name)
            files = {path.stem for path in (ROOT / "dags").glob("*.py")}
            self.wait("DAGs", lambda: {dag["dag_id"] for dag in self.get("dags")["dags"]} | {"newslake_tasks"} == files)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with self._beneath:
            self._stop()

    def _stop(self) -> None:
        for process in self.components.values():
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 15
        for process in self.components.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._end(self._sessions)

    def start(self, name: str) -> None:
        """Start a component; what it says goes to a file of its name."""
        with (self.home / f"{name}.out").open("ab") as out:
            self.components[name] = subprocess.Popen(
                self._command(*COMPONENTS[name]),
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._sessions.add(self.components[name].pid)

    def kill(self, name: str) -> None:
        """End a component and all that it started without a warning, as the end of its container does."""
        process = self.components[name]
        self._end({process.pid})
        process.wait()
        self._sessions.remove(process.pid)

    def cli(self, *arguments: str) -> str:
        """What an `airflow` command prints.

        Raises:
            RuntimeError: it failed.
        """
        done = subprocess.run(
            self._command(*arguments), env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"airflow {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """What the API answers."""
        return self._call("GET", path, params=query)

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Ask the API to do something."""
        return self._call("POST", path, json=body)

    def patch(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Change something by the API."""
        return self._call("PATCH", path, json=body)

    def wait(self, what: str, answer: Callable[[], T | None], seconds: float = _PATIENCE) -> T:
        """Wait until there is an answer that is not empty, and give it.

        Raises:
            TimeoutError: it does not come.
        """
        deadline = time.monotonic() + seconds
        while not (found := _answered(answer)):
            ended = [name for name, process in self.components.items() if process.poll() is not None]
            if ended or time.monotonic() > deadline:
                raise TimeoutError(f"no {what}, {ended} ended: see the logs in {self.home}")
            time.sleep(0.5)
        return found

    def processes(self) -> dict[int, list[str]]:
        """The command of every process of this Airflow and its tasks."""
        return self._of(self._sessions)

    def _of(self, sessions: set[int]) -> dict[int, list[str]]:
        # Whoever their parent is now, they stay in the session of the component that started them.
        found: dict[int, list[str]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if os.getsid(int(folder.name)) in sessions:
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue  # it is gone
        return {pid: words for pid, words in found.items() if words != [""]}  # a zombie has none

    def _end(self, sessions: set[int]) -> None:
        while left := self._of(sessions):
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.1)

    def _command(self, *arguments: str) -> list[str]:
        return [str(Path(sys.executable).with_name("airflow")), *arguments]

    def _call(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        if "Authorization" not in self._web.headers:
            login = {"username": USER, "password": self.password}
            token = self._web.post(f"{self.address}/auth/token", json=login, timeout=30)
            token.raise_for_status()
            self._web.headers["Authorization"] = f"Bearer {token.json()['access_token']}"
        answer = self._web.request(method, f"{self.address}/api/v2/{path}", timeout=30, **content)
        if not answer.ok:
            raise requests.HTTPError(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
        found: dict[str, Any] = answer.json()
        return found


def lake_environment(folder: Path, site: Site) -> dict[str, str]:
    """What the commands of newslake are told: a lake in the folder, the sample site as the only sources."""
    folder = folder.resolve()  # tasks start wherever they start
    sources = folder / "sources.toml"
    sources.write_text(site.catalogue(), encoding="utf-8")
    return {
        "NEWSLAKE_LAKE": str(folder / "lake"),
        "NEWSLAKE_SOURCES": str(sources),
        "NEWSLAKE_CONTACT": "desk@harbour-post.example",
        "NEWSLAKE_LOOPBACK": "1",
        "NEWSLAKE_NIGHTLY": " ".join(HOSTS),
        "NEWSLAKE_REPORTS": "RUS CHN, KAZ",
    }


def _stated(file: Path) -> dict[str, str]:
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def _answered(answer: Callable[[], T | None]) -> T | None:
    try:
        return answer()
    except (requests.ConnectionError, requests.HTTPError, requests.Timeout):
        return None  # it is still starting


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Run Airflow on this machine, with the sample site.")
    parser.add_argument("--home", type=Path, required=True, help="a folder for Airflow, its logs and the lake")
    parser.add_argument("--port", type=int, default=8080)
    options = parser.parse_args()
    options.home.mkdir(parents=True, exist_ok=True)
    first_day = datetime.now(UTC).date() - timedelta(days=DAYS)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("Starting Airflow, half a minute", flush=True)
    try:
        with (
            Site(first_day) as site,
            Stack(options.home, lake_environment(options.home, site), port=options.port) as stack,
        ):
            for dag in ("warehouse", "nightly"):
                stack.patch(f"dags/{dag}", {"is_paused": False})
            print(_welcome(stack, first_day), flush=True)
            Event().wait()
    except KeyboardInterrupt:
        print("Stopped")


def _welcome(stack: Stack, first_day: date) -> str:
    last = first_day + timedelta(days=DAYS - 1)
    return f"""
  {stack.address}   login {USER}, password {stack.password}

`nightly` reads the sample site for yesterday, `warehouse` builds tables from it. To read the days before:

  export AIRFLOW_HOME={stack.home}
  export {DATABASE}='{stack.environment[DATABASE]}'
  .venv-airflow/bin/airflow backfill create --dag-id nightly --from-date {first_day} --to-date {last}

The lake: newslake status --lake {stack.environment["NEWSLAKE_LAKE"]}
Ctrl-C stops all of it.
"""


if __name__ == "__main__":
    main()
