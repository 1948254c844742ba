"""Making pages and rejections: what every reader of files yields."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from typing import Any

from etl.records import Given, Page, Rejection

# The largest article pages on the open web have some 10 MB; what is larger is an attack or no page.
MAX_PAGE_BYTES = 20_000_000
MAX_DETAIL = 500

_NOTHING = Given()

Found = Iterator[Page | Rejection]


def page(
    name: str,
    position: int,
    body: bytes,
    *,
    content_type: str,
    url: str | None = None,
    external_id: str | None = None,
    fetched_at: datetime | None = None,
    http_status: int | None = None,
    given: Given = _NOTHING,
) -> Page:
    """The page at a position (line, row, record) of the file called `name` inside what was given.

    `page_id` depends on these names, the position and the bytes, never on where the file lies.
    """
    identity = (url or "", external_id or "", name, str(position), str(fetched_at or ""))
    digest = blake2b("\0".join(identity).encode("utf-8", "replace"), digest_size=8)
    digest.update(body)
    return Page(
        page_id=digest.hexdigest(),
        url=printable(url),
        external_id=printable(external_id),
        fetched_at=fetched_at,
        http_status=http_status,
        content_type=printable(content_type),
        body=body,
        given=given,
    )


def reject(name: str, reason: str, detail: str, *, url: str | None = None) -> Rejection:
    """A piece of a file that cannot be read; `name` and `detail` say where it is and what is wrong."""
    message = " ".join(f"{name}: {detail}".split())
    return Rejection(None, None, printable(url), "ingest", reason, printable(message[:MAX_DETAIL]))


def printable(value: Any) -> str | None:
    """A value as text that UTF-8 can hold; None where it says nothing."""
    return str(value).encode("utf-8", "replace").decode().strip() or None if value is not None else None


def is_address(text: str) -> bool:
    """Whether a text is an address on the web."""
    return text.lower().startswith(("http://", "https://"))
