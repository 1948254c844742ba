"""Clean or annotate again what is in the lake, when a rule, a lexicon or a model has changed. Nothing is fetched.

Partitions are taken by source and month. Bytes that come out as they were leave what was made of them as it is.

**Parameters**: `first_day` and `last_day` of the partitions, `sources` (none: all), `stages` (`clean` makes the
annotations of changed articles void, so `annotate` goes with it).
"""

from typing import Any

from airflow.sdk import Param, dag, get_current_context, task
from newslake_tasks import LAKE, RULES, parameters, within


@dag(
    schedule=None,
    **RULES,
    deadline=within(hours=72),
    doc_md=__doc__,
    tags=["newslake"],
    params={
        "first_day": Param(type="string", format="date", description="Partitions from this day on."),
        "last_day": Param(type="string", format="date", description="Partitions up to this day."),
        "sources": Param([], type="array", items={"type": "string"}, description="Names of sources; none: all."),
        "stages": Param(
            ["clean", "annotate"],
            type="array",
            items={"enum": ["clean", "annotate"]},
            minItems=1,
            description="What is done again.",
        ),
    },
)
def reprocess() -> None:
    """Stages over what the lake has."""

    @task
    def plan() -> list[dict[str, Any]]:
        """The partitions to be done, by source and month. Fails at once if there are none."""
        from etl.scheduling import day, months
        from etl.settings import from_environment

        stated = parameters()
        first, last = day(stated["first_day"], None), day(stated["last_day"], None)
        return months(from_environment().lake, stated["sources"], first, last, stages=stated["stages"])

    @task(
        pool="stages",
        map_index_template="{{ task.op_kwargs['month']['source'] }} {{ task.op_kwargs['month']['month'] }}",
    )
    def again(month: dict[str, Any]) -> int:
        """The stages over each partition of a source's month, one after the other."""
        from etl.scheduling import run_command

        stages = [stage for stage in ("clean", "annotate") if stage in parameters()["stages"]]
        for run_date, shard in month["partitions"]:
            for stage in stages:
                run_command(stage, "--source", month["source"], "--run-date", run_date, "--shard", shard)
        return len(month["partitions"])

    @task(outlets=[LAKE])
    def publish() -> None:
        """Say that the lake has changed; `warehouse` starts by it."""
        get_current_context()["outlet_events"][LAKE].extra = {"dag": "reprocess"}

    again.expand(month=plan()) >> publish()


reprocess()
