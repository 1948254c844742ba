"""Files inside files: zip (and so WACZ) and tar. Nothing is written to disk by name."""

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from io import BufferedReader
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, Self, cast

from etl.ingest.compression import FREE_BYTES, MAX_EXPANSION, BombError
from etl.ingest.formats import HEAD

# A zip inside another file must be copied to be read from its end; one of this size is an attack or a mistake.
MAX_NESTED_BYTES = 2_000_000_000
_IN_MEMORY = 2**26
_NORMAL_ENDS = ("end of file header", "empty header")

Member = tuple[str, BufferedReader | Exception]


def zip_members(stream: BinaryIO) -> Iterator[Member]:
    """The files of a zip in order of their names, each as a stream or, where it cannot be opened, as the error."""
    with zipfile.ZipFile(stream) as archive:
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            if member.is_dir():
                continue
            if member.file_size > max(FREE_BYTES, MAX_EXPANSION * member.compress_size):
                yield member.filename, BombError(f"unpacks to over {MAX_EXPANSION} times its size")
                continue
            try:
                file = archive.open(member)
            except (OSError, RuntimeError, ValueError, zipfile.BadZipFile) as error:
                yield member.filename, error
                continue
            with file:
                yield member.filename, _buffered(file)


def tar_members(stream: BinaryIO) -> Iterator[Member]:
    """The regular files of a tar in the order they lie in; links are other files' second names."""
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
        while member := archive.next():
            archive.members.clear()  # type: ignore[attr-defined] # only links would look them up
            if member.issparse():
                yield member.name, BombError("is a sparse file, which may claim any size")
            elif file := archive.extractfile(member) if member.isreg() else None:
                yield member.name, _buffered(file)


def seekable(stream: BinaryIO) -> BufferedReader:
    """A copy of a stream that can be read at any place.

    Raises:
        BombError: it is longer than `MAX_NESTED_BYTES`.
    """
    copy = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it lives as long as its reader
    size = 0
    while chunk := stream.read(2**20):
        size += len(chunk)
        if size > MAX_NESTED_BYTES:
            raise BombError(f"unpacks to over {MAX_NESTED_BYTES} bytes")
        copy.write(chunk)
    copy.seek(0)
    return BufferedReader(cast("BufferedReader", copy))


class _Header(tarfile.TarInfo):
    """A header that complains of damage, where tarfile by itself takes a damaged header for the end."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile)
        except _HeaderError as error:
            if tarfile.offset and str(error) not in _NORMAL_ENDS:
                raise _ReadError(f"damaged at byte {tarfile.offset}: {error}") from error
            raise


_HeaderError, _ReadError = tarfile.HeaderError, tarfile.ReadError
MEMBERS: dict[str, Callable[[BinaryIO], Iterator[Member]]] = {"zip": zip_members, "tar": tar_members}


def _buffered(file: IO[bytes]) -> BufferedReader:
    return BufferedReader(cast("BufferedReader", file), HEAD)
