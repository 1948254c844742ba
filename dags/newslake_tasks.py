"""What the DAGs have in common: how tasks are tried again, whom a failure is told, and the stages as tasks.

A stage runs as the command in a process of its own, where its memory, its crash and its kill stay. `etl` is imported
inside tasks alone, so that parsing a DAG costs nothing.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from airflow.sdk import (
    Asset,
    DeadlineAlert,
    DeadlineReference,
    ExceptionRetryPolicy,
    RetryAction,
    RetryRule,
    SyncCallback,
    get_current_context,
    task,
)

LAKE = Asset("lake")
# Of old, so that any past day may be run; nothing is caught up by itself.
START = datetime(1990, 1, 1, tzinfo=UTC)
_MISTAKE = RetryRule("etl.errors.InputError", RetryAction.FAIL, reason="a mistake that trying again does not mend")

DEFAULTS: dict[str, Any] = {
    "owner": "newslake",
    "retries": 3,
    "retry_exponential_backoff": 2,
    "max_retry_delay": timedelta(hours=1),
    "retry_policy": ExceptionRetryPolicy([_MISTAKE]),
    "execution_timeout": timedelta(hours=6),
}


def parameters() -> dict[str, Any]:
    """What the run was started with."""
    stated: dict[str, Any] = get_current_context()["params"]
    return stated


def run_day() -> date:
    """The day that the run covers: its parameter `day`, else the day its data interval begins on."""
    from etl.scheduling import day

    return day(parameters().get("day"), get_current_context().get("data_interval_start"))


def tell(context: Any) -> None:
    """The callback of a run that failed."""
    from etl.alerts import alert

    run = context["dag_run"]
    alert(f"{run.dag_id} {run.run_id} failed")


# What every DAG has: one run at a time, of any past day, and a failed one is told.
RULES: dict[str, Any] = {
    "start_date": START,
    "catchup": False,
    "max_active_runs": 1,
    "default_args": DEFAULTS,
    "on_failure_callback": tell,
}


def within(hours: float) -> DeadlineAlert:
    """A run that has not ended so many hours after it was queued is told, and goes on."""
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(hours=hours),
        callback=SyncCallback("etl.alerts.alert_late", kwargs={"hours": hours}),
    )


@task(pool="stages", map_index_template="{{ task.op_kwargs['partition']['source'] }}")
def clean(partition: dict[str, Any]) -> dict[str, Any]:
    """Pages of the partition become articles, or rejections with a reason.

    Run it again at will: the partition is replaced whole, with the same bytes. `select reason, count(*) from rejections
    group by all` says why pages became none.
    """
    return _stage("clean", partition)


@task(pool="stages", map_index_template="{{ task.op_kwargs['partition']['source'] }}")
def annotate(partition: dict[str, Any]) -> dict[str, Any]:
    """Sentences, names, countries, quotations and events of the partition's articles.

    Run it again at will: the partition is replaced whole, with the same bytes.
    """
    return _stage("annotate", partition)


def _stage(stage: str, partition: dict[str, Any]) -> dict[str, Any]:
    from etl.scheduling import run_command

    return run_command(
        stage, "--source", partition["source"], "--run-date", partition["run_date"], "--shard", partition["shard"]
    )
