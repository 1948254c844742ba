"""Read every source of the catalogue for the day that has just ended.

Sources are dealt to lanes, each with a pool of one slot: hosts of several lanes are read side by side, one host by
nobody twice. A source whose last try failed stops no other; the lake is published with what came, and the run then
fails, naming the sources that are not complete.

**Parameters**: `sources` (names in the catalogue; none: those of `NEWSLAKE_NIGHTLY`, else all) and `day` (none: the day
the data interval begins on).

**Past days**: `airflow backfill create --dag-id nightly --from-date 2025-05-01 --to-date 2025-05-07`, with
`--reprocess-behavior none` to leave out days that have a run, `failed` or `completed` to run them again. Sources with
sitemaps or archives by day have past days, plain feeds have the last ones alone.

**When it fails**: `newslake status` and the log of `conclude` say what is missing. A source that did not answer is
tried again by clearing its `ingest` with all that is downstream.
"""

from typing import Any

from airflow.sdk import CronDataIntervalTimetable, Param, TaskGroup, dag, get_current_context, task, task_group
from newslake_tasks import LAKE, RULES, annotate, clean, parameters, run_day, within

LANES = 4


@dag(
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    **RULES,
    deadline=within(hours=12),
    doc_md=__doc__,
    tags=["newslake", "web"],
    params={
        "sources": Param(
            [],
            type="array",
            items={"type": "string"},
            description="Names in the catalogue; none: those of every night.",
        ),
        "day": Param(
            None, type=["null", "string"], format="date", description="The day to read; none: the interval's."
        ),
    },
)
def nightly() -> None:
    """The walk from the web to the lake, source by source."""

    @task
    def sources(lane: int) -> list[str]:
        """The sources of a lane that are to be read.

        Fails at once if a name is not in the catalogue, or the catalogue has a mistake: the message names the entry.
        """
        from etl.scheduling import chosen, lane_of
        from etl.settings import from_environment

        settings = from_environment()
        dealt = lane_of(settings, LANES)
        return [name for name in chosen(settings, parameters()["sources"]) if dealt[name] == lane]

    @task(map_index_template="{{ task.op_kwargs['source'] }}")
    def ingest(source: str) -> dict[str, Any]:
        """Pages that a source announces for the day, and a visit for each address that was tried.

        Tried again later if the source does not answer. Run it again at will: what the day has stays, what is new comes
        in. `gaps` in the warehouse counts what was expected and missed.
        """
        from etl.scheduling import run_command

        return run_command("ingest", source, "--run-date", str(run_day()))

    @task_group
    def walk(source: str, pool: str) -> None:
        """One source of the day."""
        annotate(partition=clean(partition=ingest.override(pool=pool)(source=source)))

    @task(outlets=[LAKE], trigger_rule="all_done")
    def publish() -> None:
        """Say that the lake has changed, whatever became of single sources; `warehouse` starts by it."""
        get_current_context()["outlet_events"][LAKE].extra = {"run_date": str(run_day())}

    @task(trigger_rule="all_done", retries=0)
    def conclude() -> None:
        """Fail the run if any source of it is not complete, and name it.

        It reads the lake, as `newslake status` does, and the states of this run's tasks.
        """
        from etl.errors import SourceError
        from etl.scheduling import chosen, unfinished
        from etl.settings import from_environment

        settings, context, run_date = from_environment(), get_current_context(), run_day()
        wanted = chosen(settings, parameters()["sources"])
        found = unfinished(settings.lake, wanted, run_date)
        run_id = context["run_id"]
        states = context["ti"].get_task_states(dag_id=context["dag"].dag_id, run_ids=[run_id])[run_id]
        failed = sorted(name for name, state in states.items() if state in ("failed", "upstream_failed"))
        if found or failed:
            said = "; ".join(f"{source}: {state}" for source, state in found.items())
            raise SourceError(f"{len(found)} of {len(wanted)} sources are not complete on {run_date}: {said} {failed}")

    done = publish()
    for lane in range(LANES):
        with TaskGroup(f"hosts_{lane}"):
            walk.partial(pool=f"hosts_{lane}").expand(source=sources(lane)) >> done
    done >> conclude()


nightly()
