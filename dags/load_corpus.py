"""Load an archive of files into the lake, on demand, shard by shard.

The archive is what `path` matches (`/data/cc-news/2025/**/*.warc.gz`; a folder is one piece). It is divided by the
month in the paths, a month over 1 GB into several shards; each is loaded, cleaned and annotated on its own. A run of
the same archive again leaves out the shards that are complete, so it resumes one that was broken off.

It may lie on the web: `https://host/2025-{01..12}.jsonl.gz`, or a list of archives that ends in `.paths.gz`, such as
Common Crawl's `https://data.commoncrawl.org/crawl-data/CC-NEWS/2025/05/warc.paths.gz`. Each archive is a shard, fetched
into a draft in the lake and removed when its pages are there.

**Parameters**: `path`, `source` and `run_date` (the batch that the archive is in the lake), `format` (none: by
content).

The archive is all of its source and day: shards of files that `path` no longer matches are removed in the end.
"""

from typing import Any

from airflow.sdk import Param, dag, get_current_context, task, task_group
from newslake_tasks import LAKE, RULES, annotate, clean, parameters, within


@dag(
    schedule=None,
    **RULES,
    deadline=within(hours=72),
    doc_md=__doc__,
    tags=["newslake", "files"],
    params={
        "path": Param(
            type="string",
            minLength=1,
            description="A path or pattern (`**`: any folders), or an address on the web (`{01..12}`, `.paths.gz`).",
        ),
        "source": Param(type="string", pattern=r"^\w[\w.-]*$", description="Name of the source in the lake."),
        "run_date": Param(type="string", format="date", description="The day the batch covers."),
        "format": Param(None, type=["null", "string"], description="Read every file as this; none: by content."),
    },
)
def load_corpus() -> None:
    """The walk from files to the lake, shard by shard."""

    @task
    def plan() -> list[dict[str, Any]]:
        """The shards of the archive. Fails at once if `path` matches nothing."""
        from etl.scheduling import shards
        from etl.settings import from_environment

        return shards(from_environment(), parameters()["path"])

    @task
    def left(planned: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The shards of the plan that are not complete in the lake."""
        from etl.scheduling import day, to_do
        from etl.settings import from_environment

        stated = parameters()
        return to_do(from_environment().lake, stated["source"], day(stated["run_date"], None), planned)

    @task(pool="stages", map_index_template="{{ task.op_kwargs['planned']['shard'] }}")
    def load(planned: dict[str, Any]) -> dict[str, Any]:
        """Files of a shard become pages; what cannot be read is a rejection with file and position."""
        from etl.scheduling import run_command

        stated = parameters()
        format_options = ["--format", stated["format"]] if stated["format"] else []
        place = ["--source", stated["source"], "--run-date", stated["run_date"], "--shard", planned["shard"]]
        return run_command("load", *planned["paths"], *place, *format_options)

    @task_group
    def walk(planned: dict[str, Any]) -> None:
        """One shard of the archive."""
        annotate(partition=clean(partition=load(planned=planned)))

    @task(outlets=[LAKE], trigger_rule="none_failed")
    def publish(planned: list[dict[str, Any]]) -> list[str]:
        """Remove shards that are not in the plan, name them, and say that the lake has changed.

        The archive may have grown since it was planned: what was loaded is what stays.
        """
        from etl.scheduling import day, drop_unplanned
        from etl.settings import from_environment

        stated = parameters()
        source, run_date = stated["source"], day(stated["run_date"], None)
        get_current_context()["outlet_events"][LAKE].extra = {"run_date": str(run_date), "source": source}
        return drop_unplanned(from_environment().lake, source, run_date, planned)

    planned = plan()
    walk.expand(planned=left(planned)) >> publish(planned)


load_corpus()
