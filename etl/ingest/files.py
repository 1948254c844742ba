"""Files → pages: every format, found by content, streamed, whatever it is wrapped in.

What can be read is a `Page`, what cannot is a `Rejection` naming file and position; only a call that cannot mean
anything (no such path, nothing in it that can be read, a wrong column) is an error.
"""

import lzma
import os
import re
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader, FileIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import InputError
from etl.ingest import archives, formats
from etl.ingest.compression import BombError, unpack
from etl.ingest.documents import NAMES, read_json, read_jsonl
from etl.ingest.feeds import read_feed
from etl.ingest.pages import MAX_PAGE_BYTES, Found, page, reject
from etl.ingest.tables import read_csv, read_parquet
from etl.records import Page, Rejection

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_DEPTH = 4  # a gzipped tar of zips of gzipped files
# Beside the archives of a WACZ lie lists of them, which are no documents.
_INDEX = re.compile(r"\.(?:cdxj?|idx)(?:\.gz)?$|^datapackage(?:-digest)?\.json$|^pages/(?:pages|extraPages)\.jsonl$")
_DOCUMENTS = {"jsonl": read_jsonl, "json": read_json, "csv": read_csv, "parquet": read_parquet}
# Complaints about a file as a whole: where there are no others and no page, the call itself was wrong.
_ABOUT_FILES = ("empty_file", "missing_column", "unknown_format", "unreadable")
_FAULTS = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)
Progress = Callable[[int], None]


def load_files(
    paths: Sequence[Path],
    *,
    format: str | None = None,  # noqa: A002 - the option's name
    columns: Mapping[str, str] = {},
    keep_body: bool = False,
    on_progress: Progress | None = None,
    leave_out: Path | None = None,
    downloads: Iterable[tuple[Path, str] | Rejection] = (),
) -> Found:
    """Read files and folders, in order of their names, into pages and rejections, then `downloads`.

    These are files that are there while they are read, each with its address, which becomes the locator of its pages.

    `format` (one of `formats.KNOWN`) is what every file is read as, compression and containers apart. `columns` maps
    names of `documents.NAMES` to columns of the data. `on_progress` hears of bytes of the files as they are read.
    The folder `leave_out`, such as the lake, is not walked into from one that holds it.

    Raises:
        InputError: a path does not exist, there is no file, no file can be read, a column is missing in all, or a
            format or name is unknown.
    """
    if format is not None and format not in formats.KNOWN:
        raise InputError(f"no format {format!r}: choose one of {', '.join(formats.KNOWN)}")
    if unknown := [name for name in columns if name not in NAMES]:
        raise InputError(f"no field {unknown[0]!r} to map a column to: choose of {', '.join(NAMES)}")
    reader = _Reader(format, columns, keep_body, on_progress or _unwatched)
    here = _all(reader, paths, leave_out) if paths or not downloads else ()
    return _not_in_vain(chain(here, _downloaded(replace(reader, keep_body=True), downloads)))


def size(paths: Sequence[Path], *, leave_out: Path | None = None) -> int:
    """Bytes of all files to be read, for the bar.

    Raises:
        InputError: a path does not exist.
    """
    return sum(path.stat().st_size for path, _ in _files(paths, leave_out) if path.is_file())


@dataclass(frozen=True, slots=True)
class _Reader:
    """How every file of a call is read."""

    format: str | None
    columns: Mapping[str, str]
    keep_body: bool
    on_progress: Progress

    def file(self, path: Path, name: str) -> Found:
        """A file on disk."""
        try:
            if not path.is_file():
                yield reject(name, "unreadable", "is no file, or a link to none")
                return
            with _Source(path, self.on_progress) as raw:
                stream: BufferedReader = BufferedReader(raw, formats.HEAD)
                yield from self._stream(stream, name, 0, path)
                raw.finish()
        except OSError as error:
            yield reject(name, "unreadable", error.strerror or str(error))

    def _stream(self, stream: BufferedReader, name: str, depth: int, path: Path | None = None) -> Found:
        """A file, on disk or in another one, up to where it is damaged."""
        if depth > MAX_DEPTH:
            yield reject(name, "too_deep", f"lies inside more than {MAX_DEPTH} archives and compressions")
            return
        try:
            yield from self._content(stream, name, depth, path)
        except _FAULTS as error:
            yield reject(name, _reason(error), str(error) or type(error).__name__)

    def _content(self, stream: BufferedReader, name: str, depth: int, path: Path | None) -> Found:
        head = stream.peek(formats.HEAD)[: formats.HEAD]
        kind = formats.sniff(head, name)
        if kind == "gz" and self.format in (None, "warc", "arc"):
            kind = formats.archive_in_gzip(head, is_on_disk=path is not None) or kind
        if kind in formats.COMPRESSIONS:
            yield from self._stream(unpack(stream, kind), name, depth + 1)
        elif kind in archives.MEMBERS:
            whole = archives.seekable(stream) if kind == "zip" and path is None else stream
            times: Counter[int] = Counter()  # by the hashes of names, which take less room
            for member, content in archives.MEMBERS[kind](whole):
                times[hash(member)] += 1
                time = times[hash(member)]
                repeated = f"{member}#{time}" if time > 1 else member
                yield from self._member(content, name, repeated.removeprefix("./"), depth + 1)
        elif not head:
            yield reject(name, "empty_file", "has no bytes")
        elif self.format and kind != self.format and not formats.fits(head, self.format):
            yield reject(name, "unknown_format", f"cannot be read as {self.format}")
        else:
            yield from self._leaf(stream, name, self.format or kind, path)

    def _member(self, content: BufferedReader | Exception, archive: str, name: str, depth: int) -> Found:
        if isinstance(content, Exception):
            yield reject(f"{archive}/{name}", _reason(content), str(content))
        elif not _is_hidden(name) and not _INDEX.search(name):
            yield from self._stream(content, f"{archive}/{name}", depth)

    def _leaf(self, stream: BufferedReader, name: str, kind: str | None, path: Path | None) -> Found:
        if kind in ("warc", "arc"):
            return self._archive(stream, name, kind, path)
        if kind == "parquet" and path is None:
            stream = archives.seekable(stream)
        if kind == "feed":
            return read_feed(stream, name)
        if kind in _DOCUMENTS:
            return _DOCUMENTS[kind](stream, name, self.columns)
        return iter([_single(stream, name, kind)])

    def _archive(self, stream: BufferedReader, name: str, kind: str, path: Path | None) -> Found:
        from etl.ingest import arc, warc  # here, because few calls need them

        if kind == "warc":
            return (
                warc.read_warc_file(stream, name, path, keep_body=self.keep_body)
                if path
                else warc.read_warc(stream, name)
            )
        return arc.read_arc_file(stream, name, path, keep_body=self.keep_body) if path else arc.read_arc(stream, name)


class _Source(FileIO):
    """A file that tells how many bytes of it have been read, in the end all of them."""

    def __init__(self, path: Path, on_progress: Progress) -> None:
        super().__init__(path)
        self._on_progress = on_progress
        self._left = os.fstat(self.fileno()).st_size

    def readinto(self, buffer: "Buffer", /) -> int | None:
        read = super().readinto(buffer)
        # What is read twice, such as the records after a damage, is told once.
        step = min(read or 0, self._left)
        self._left -= step
        if step:
            self._on_progress(step)
        return read

    def finish(self) -> None:
        """Tell the rest, which nobody needed to read."""
        if self._left:
            self._on_progress(self._left)
            self._left = 0


def _single(stream: BufferedReader, name: str, kind: str | None) -> Page | Rejection:
    """A file that is one page, or none."""
    if kind not in ("html", "text"):
        is_sitemap = " (a sitemap holds no pages)" if kind == "sitemap" else ""
        return reject(name, "unknown_format", f"is none of {', '.join(formats.KNOWN)}{is_sitemap}; --format forces one")
    body = stream.read(MAX_PAGE_BYTES + 1)
    if len(body) > MAX_PAGE_BYTES:
        return reject(name, "too_large", f"is no page: it has over {MAX_PAGE_BYTES} bytes")
    return page(name, 0, body, content_type="text/html" if kind == "html" else "text/plain", external_id=name)


def _all(reader: _Reader, paths: Sequence[Path], leave_out: Path | None) -> Found:
    for path, name in _files(paths, leave_out):
        yield from reader.file(path, name)


def _downloaded(reader: _Reader, downloads: Iterable[tuple[Path, str] | Rejection]) -> Found:
    for download in downloads:
        if isinstance(download, Rejection):
            yield download
            continue
        for found in reader.file(*download):
            yield replace(found, locator=download[1]) if isinstance(found, Page) else found


def _not_in_vain(found: Found) -> Found:
    """What was found; when that is nothing but complaints about whole files, the call was wrong."""
    complaint, is_in_vain = None, True
    for item in found:
        if isinstance(item, Rejection) and item.reason in _ABOUT_FILES:
            complaint = complaint or item.detail
        else:
            is_in_vain = False
        yield item
    if complaint and is_in_vain:
        raise InputError(complaint)


def _files(paths: Sequence[Path], leave_out: Path | None) -> Iterator[tuple[Path, str]]:
    """Every file to be read, and its name relative to the folder that holds all that was given."""
    given = _without_repeats(paths)
    root = Path(os.path.commonpath([path if path.is_dir() else path.parent for path in given]))
    is_empty = True
    for path in given:
        for file in _walk(path, leave_out) if path.is_dir() else [path]:
            is_empty = False
            yield file, file.relative_to(root).as_posix()
    if is_empty:
        raise InputError(f"no files in {', '.join(map(str, paths))}")


def _without_repeats(paths: Sequence[Path]) -> list[Path]:
    """The paths that exist, without those that lie in another one."""
    for path in paths:
        if not path.exists():
            raise InputError(f"no such file or folder: {path}")
    absolute = dict.fromkeys(Path(os.path.abspath(path)) for path in paths)  # noqa: PTH100 - links stay links
    if not absolute:
        raise InputError("nothing to load: name files or folders")
    return [path for path in absolute if not any(parent in absolute for parent in path.parents)]


def _walk(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    """The files of a folder and its subfolders by name, linked ones once; hidden ones are left out."""
    seen: set[tuple[int, int]] = set()
    for known in filter(None, (folder, leave_out)):
        _is_new(known, seen)
    failed: list[Path] = []
    for place, folders, names in os.walk(folder, followlinks=True, onerror=lambda e: failed.append(Path(e.filename))):
        folders[:] = [name for name in sorted(folders) if not _is_hidden(name) and _is_new(Path(place, name), seen)]
        yield from (Path(place, name) for name in sorted(names) if not _is_hidden(name))
    yield from failed


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        state = folder.stat()
    except OSError:
        return True
    is_new = (state.st_dev, state.st_ino) not in seen
    seen.add((state.st_dev, state.st_ino))
    return is_new


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/"))


def _reason(error: Exception) -> str:
    if isinstance(error, BombError):
        return "too_large"
    is_cut_off = isinstance(error, EOFError) or "unexpected end" in str(error)
    return "truncated_file" if is_cut_off else "unreadable"


def _unwatched(_step: int) -> None:
    """Nobody is watching."""
