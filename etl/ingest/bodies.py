"""The bytes of pages whose bodies stayed in their archives."""

from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from etl.errors import InputError
from etl.ingest import arc, warc
from etl.ingest.locators import parts
from etl.records import Page


class BodyReader:
    """Reads pages again by their locators, keeping the last archive open: fast in the order of the file."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._file: BinaryIO | None = None

    def with_body(self, page: Page) -> Page:
        """The page with its body; without one if its record is damaged or another one is in its place.

        Raises:
            InputError: the archive itself is gone.
        """
        place = parts(page.locator) if page.body is None and page.locator else None
        if place is None:
            return page
        kind, path, start, length = place
        found = _READERS[kind](self._open(path), start, length) if kind in _READERS else None
        return replace(page, body=found[1]) if found and found[0] == page.url else page

    def _open(self, path: Path) -> BinaryIO:
        if self._file is None or self._path != path:
            self.close()
            try:
                self._path, self._file = path, path.open("rb")
            except OSError as error:
                raise InputError(
                    f"{path} holds pages that were not copied: put it back, or load again with --keep-body"
                ) from error
        return self._file

    def close(self) -> None:
        """Close the archive."""
        if self._file:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_READERS = {"warc": warc.read_record, "arc": arc.read_record}
