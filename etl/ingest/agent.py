"""What newslake says of itself to other people's machines, and how long it waits when they ask for time."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

from etl.errors import InputError

AGENT = "newslake"
# Seconds; a host that wants to be left alone for longer is left alone for this run.
MAX_PATIENCE = 300.0


def user_agent(contact: str | None) -> str:
    """The name, the version, and where those who are asked can reach who asks.

    Raises:
        InputError: no contact is set, so nobody may be asked.
    """
    if not contact:
        raise InputError("set NEWSLAKE_CONTACT to an address, such as mail or a page, by which sites can reach you")
    return f"{AGENT}/{version(AGENT)} (+{contact})"


def asked_for(retry_after: str) -> float | None:
    """The seconds of a Retry-After, which may also be a date."""
    stated = retry_after.strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    try:
        at = parsedate_to_datetime(stated)
    except (ValueError, TypeError):
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
