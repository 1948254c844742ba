"""The file that a build writes: a draft beside the old one, or a copy of it, that takes its place when complete."""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfile, rmtree
from threading import Event, Thread


@contextmanager
def beside(file: Path) -> Iterator[Path]:
    """A hidden file that takes the place of the old one if the block ends well, and is gone if not."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    _remove_leftovers(file)
    try:
        yield draft
        # The log of someone killed while writing into the old file; it fits no other.
        file.with_name(f"{file.name}.wal").unlink(missing_ok=True)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def copied(file: Path, draft: Path) -> Iterator[None]:
    """Begin the draft as a copy of the old file, if there is one, which is made while the block runs."""
    stop = Event()
    with ThreadPoolExecutor(1) as thread:
        copying = thread.submit(_copy, file, draft, stop) if file.exists() else None
        try:
            yield
            if copying:
                copying.result()
        finally:
            stop.set()


def settle(draft: Path) -> None:
    """Have the copy written to disk while queries run, which else a write of theirs waits for."""
    Thread(target=_flush, args=(draft,), daemon=True).start()


def _copy(file: Path, draft: Path, stop: Event) -> None:
    """Copy within the file system, which some do by sharing blocks, until the end or a stop."""
    try:
        with file.open("rb") as source, draft.open("wb") as target:
            while not stop.is_set() and os.copy_file_range(source.fileno(), target.fileno(), 1 << 26):
                pass
    except (AttributeError, OSError):  # no system but Linux has it
        copyfile(file, draft)


def _flush(draft: Path) -> None:
    with suppress(OSError), draft.open("rb") as copied_file:
        os.fsync(copied_file.fileno())


def _remove_leftovers(file: Path) -> None:
    """Drafts of builds that were killed: no process of theirs is alive, or it is this one, by the same number."""
    for leftover in file.parent.glob(f".{file.name}.*"):
        owner = re.fullmatch(r"(\d+)(\.\w+)?", leftover.name.removeprefix(f".{file.name}."))
        if owner and (int(owner.group(1)) == os.getpid() or not Path(f"/proc/{owner.group(1)}").exists()):
            rmtree(leftover) if leftover.is_dir() else leftover.unlink(missing_ok=True)
