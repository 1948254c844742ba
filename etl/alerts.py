"""What a scheduler tells people who are not looking: one line, posted where `NEWSLAKE_ALERTS` says.

The message is JSON with a `text`, as the incoming webhooks of chat systems take it.
"""

import logging
from typing import Any

from etl.settings import from_environment

_SECONDS = 10


def alert(text: str) -> None:
    """Post a line, or log it where no address is set; an address that does not answer is logged, and no failure."""
    import requests

    log = logging.getLogger(__name__)
    log.error(text)
    if address := from_environment().alerts:
        try:
            requests.post(address, json={"text": text}, timeout=_SECONDS).raise_for_status()
        except requests.RequestException as error:
            log.error("the alert was not delivered: %s", error)


def alert_late(context: dict[str, Any], hours: float) -> None:
    """Tell that a run has not ended in time; `context` is that of the run, as the scheduler has it."""
    run = context.get("dag_run") or {}
    alert(f"{run.get('dag_id')} {run.get('dag_run_id')} has not ended after {hours:g} hours")
