"""Build the DuckDB file from the lake whenever that has changed, one build at a time, then write the reports.

Every check of `sql/checks/stop` runs before the new file takes the old one's place; if one finds rows, the old file
stays and the run fails. What those of `sql/checks/warn` find is in the log and in the table `warnings`. Who has the old
file open keeps reading it.

`NEWSLAKE_REPORTS` says which countries and pairs are reported on, as in `RUS CHN, UKR RUS`; the files lie in `reports`
of the lake.

**When it fails**: the log of `build` names the check and the first row it found; `newslake build` by hand says the
same.
"""

from typing import Any

from airflow.sdk import dag, task
from newslake_tasks import LAKE, RULES, within


@dag(
    schedule=[LAKE],
    **RULES,
    deadline=within(hours=6),
    doc_md=__doc__,
    tags=["newslake", "warehouse"],
)
def warehouse() -> None:
    """The lake becomes tables to query, and these become reports."""

    @task(pool="warehouse", retry_policy=None)
    def build() -> dict[str, Any]:
        """Staging, marts, macros and checks into a fresh file, swapped in at the end.

        Tried again whatever went wrong: a stage may have replaced a partition while it was read.
        """
        from etl.scheduling import run_command

        return run_command("build")

    @task
    def subjects() -> list[list[str]]:
        """The reports that are to be written: the arguments of the command for each."""
        from etl.scheduling import reports
        from etl.settings import from_environment

        return reports(from_environment())

    @task(pool="stages", map_index_template="{{ task.op_kwargs['subject'] | join(' ') }}")
    def report(subject: list[str]) -> dict[str, Any]:
        """One HTML file on a country or a pair, in place of the one of the last build.

        Run it again at will: the same warehouse gives the same bytes.
        """
        from etl.scheduling import run_command

        return run_command("report", *subject)

    planned = subjects()
    build() >> planned
    report.expand(subject=planned)


warehouse()
