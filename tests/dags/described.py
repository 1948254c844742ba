"""Parse the DAGs as Airflow's processor does and print what they are: in a process of its own, for its imports count.

`python -m tests.dags.described` prints one object of JSON.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from airflow.configuration import conf
from airflow.dag_processing.dagbag import BundleDagBag
from airflow.sdk import DAG, Asset

DAGS = Path(__file__).parents[2] / "dags"


def described() -> dict[str, Any]:
    """What the tests ask about."""
    before, started = set(sys.modules), time.process_time()
    bag = BundleDagBag(DAGS, bundle_path=DAGS, bundle_name="dags-folder")
    seconds, imported = time.process_time() - started, sorted({*sys.modules} - before)
    return {
        "errors": bag.import_errors,
        "seconds": seconds,
        "imported": imported,
        "settings": sorted(_settings()),
        "dags": {
            dag.dag_id: {
                "file": Path(dag.fileloc).name,
                "tags": sorted(dag.tags),
                "doc": dag.doc_md,
                "catchup": dag.catchup,
                "at_once": dag.max_active_runs,
                "start": dag.start_date.year,
                "is_told": bool(dag.on_failure_callback),
                "deadlines": len(dag.deadline or []),
                "consumes": _consumed(dag),
                "params": {name: param.description for name, param in dag.params.items()},
                "tasks": [
                    {
                        "id": one.task_id,
                        "owner": one.owner,
                        "retries": one.retries,
                        "backoff": float(one.retry_exponential_backoff),
                        "timeout": bool(one.execution_timeout),
                        "pool": one.pool,
                        "after": sorted(one.upstream_task_ids),
                        "doc": one.doc_md or (one.python_callable.__doc__ or ""),
                        "produces": [outlet.name for outlet in one.outlets or [] if isinstance(outlet, Asset)],
                    }
                    for one in dag.tasks
                ],
            }
            for dag in bag.dags.values()
        },
    }


def _settings() -> Iterator[str]:
    """Every setting that Airflow knows, by the name of its variable."""
    for section, stated in conf.configuration_description.items():
        for option in stated["options"]:
            yield f"AIRFLOW__{section}__{option}".upper()


def _consumed(dag: DAG) -> list[str]:
    condition = dag.timetable.asset_condition
    return [asset.name for asset in condition.objects] if condition else []


if __name__ == "__main__":
    out = sys.stdout
    sys.stdout = sys.stderr  # where Airflow logs
    json.dump(described(), out)
