"""The last capture of each list of a source, so that a list which has not changed need not be sent again.

A list announces pages of many days, of which a crawl keeps those of one; so its bytes are kept, not what it announced.
They are a copy that may be removed at any time, and no table: each file has the address and validators of a list in
its first line, then the body, gzipped.
"""

import gzip
import json
import os
import time
import zlib
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path

# A list that nobody asked for in so long is of a past day.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Capture:
    """What a list's address answered, and what tells a later visit whether that has changed."""

    etag: str | None
    last_modified: str | None
    body: bytes


class Captures:
    """The captures in a folder; without one there are none, and none are kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        for file in folder.glob("*.gz") if folder else ():
            if file.stat().st_mtime < time.time() - KEPT.total_seconds():
                file.unlink()

    def get(self, address: str) -> Capture | None:
        """The capture of an address; what is damaged is none."""
        if self._folder is None:
            return None
        file = self._file(self._folder, address)
        try:
            head, _, body = gzip.decompress(file.read_bytes()).partition(b"\n")
            stated = json.loads(head)
        except (OSError, EOFError, ValueError, zlib.error):
            return None
        os.utime(file)
        return Capture(stated["etag"], stated["last_modified"], body) if stated["url"] == address else None

    def put(self, address: str, capture: Capture) -> None:
        """Keep a capture in the place of an earlier one, if there is something to ask by."""
        if self._folder is None or not (capture.etag or capture.last_modified):
            return
        stated = {"url": address, "etag": capture.etag, "last_modified": capture.last_modified}
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file(self._folder, address)
        draft = file.with_suffix(".draft")
        draft.write_bytes(gzip.compress(json.dumps(stated).encode() + b"\n" + capture.body, mtime=0))
        draft.replace(file)

    @staticmethod
    def _file(folder: Path, address: str) -> Path:
        return folder / f"{blake2b(address.encode(), digest_size=16).hexdigest()}.gz"
