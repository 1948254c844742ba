"""What a compressed file unpacks to, as a stream that ends in an error where the file is cut off, damaged or a bomb."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Mapping, Sized
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from etl.ingest.formats import HEAD

if TYPE_CHECKING:
    from typing_extensions import Buffer

# A worst case of compressed input yields 100 MB from one piece of this size.
PIECE = 4_096
# News text packs to a fifth and markup to a twentieth; repeats of one page may reach a hundredth.
MAX_EXPANSION = 250
# Up to here no expansion is a danger.
FREE_BYTES = 50_000_000
MAX_MEMORY = 2**28


class BombError(ValueError):
    """What is packed is so much larger than its package that it can only be meant to exhaust its reader."""


class Codec(Protocol):
    """The part of a decompressor that those of zlib, bz2, lzma and zstandard share."""

    @property
    def eof(self) -> bool: ...  # noqa: D102
    @property
    def unused_data(self) -> bytes: ...  # noqa: D102
    def decompress(self, data: bytes, /) -> bytes: ...  # noqa: D102


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a compressed stream, of all its members or of the first alone.

    Raises, when read:
        EOFError: the stream ends inside a member.
        BombError: it expands beyond `MAX_EXPANSION`.
        ValueError: it is damaged.
    """

    def __init__(self, source: BinaryIO, compression: str, *, first_only: bool = False) -> None:
        super().__init__()
        self._source = source
        self._codec_of = _CODECS[compression]()
        self._codec: Codec | None = None
        self._first_only = first_only
        self._ready = memoryview(b"")
        self._read = self._made = 0
        self.rest = b""  # read from the source, not yet unpacked

    def readable(self) -> bool:  # noqa: D102
        return True

    def readinto(self, buffer: "Buffer", /) -> int:  # noqa: D102
        target = memoryview(buffer).cast("B")
        if not self._ready:
            self._ready = memoryview(self._next())
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _next(self) -> bytes:
        """The next unpacked bytes; none at the end."""
        made = b""
        while not made:
            if self._codec and self._codec.eof:
                if self._first_only:
                    return b""
                self._codec, self.rest = None, self.rest.lstrip(b"\0")  # tapes and blocks are padded with zeros
            piece = self.rest or self._source.read(PIECE)
            if not piece and self._codec:
                raise EOFError(f"the compressed data is cut off after {self._made} unpacked bytes")
            if not piece:
                return b""
            made = self._unpack(piece)
        self._made += len(made)
        if self._made > FREE_BYTES and self._made > MAX_EXPANSION * self._read:
            raise BombError(f"unpacks to over {MAX_EXPANSION} times its size")
        return made

    def _unpack(self, piece: bytes) -> bytes:
        self._read += 0 if self.rest else len(piece)
        self._codec = self._codec or self._codec_of(piece)
        try:
            made = self._codec.decompress(piece)
        except (OSError, zlib.error, lzma.LZMAError) as error:
            raise ValueError(f"the compressed data is damaged after {self._made} unpacked bytes: {error}") from error
        self.rest = self._codec.unused_data if self._codec.eof else b""
        return made


def unpack(stream: BinaryIO, compression: str) -> io.BufferedReader:
    """What a `gz`, `bz2`, `xz` or `zst` stream unpacks to."""
    return io.BufferedReader(Unpacked(stream, compression), HEAD)


class _ZstdFrame:
    """One frame, or one skippable frame, whose content the frames after it take for their dictionary."""

    def __init__(self, stream: "_ZstdStream", piece: bytes) -> None:
        import zstandard

        self._stream = stream
        self._error = zstandard.ZstdError
        self._codec: Codec = stream.decompressor.decompressobj()
        self._skipped: bytearray | None = bytearray() if piece.startswith(_SKIPPABLE) else None

    @property
    def eof(self) -> bool:
        return self._codec.eof

    @property
    def unused_data(self) -> bytes:
        return self._codec.unused_data

    def decompress(self, data: bytes, /) -> bytes:
        try:
            made = self._codec.decompress(data)
            if self._skipped is not None:
                self._skipped += data
                _check_size(self._skipped)
                if self.eof:
                    self._stream.learn(bytes(self._skipped[8 : len(self._skipped) - len(self.unused_data)]))
        except (self._error, EOFError) as error:  # the end of a dictionary is not that of the file
            raise OSError(error) from error
        return made


class _ZstdStream:
    """Makes the codec of each frame, given its first bytes."""

    def __init__(self) -> None:
        self.decompressor = self._with(None)

    def __call__(self, piece: bytes) -> Codec:
        return _ZstdFrame(self, piece)

    def learn(self, content: bytes) -> None:
        """Take a dictionary, which may itself be compressed."""
        import zstandard

        if content.startswith(_ZSTD):
            unpacked = Unpacked(io.BytesIO(content), "zst", first_only=True)
            content = io.BufferedReader(unpacked, HEAD).read(MAX_MEMORY + 1)
            _check_size(content)
        self.decompressor = self._with(zstandard.ZstdCompressionDict(content))

    def _with(self, dictionary: Any) -> Any:
        import zstandard

        return zstandard.ZstdDecompressor(dictionary, max_window_size=2**27)


def _check_size(dictionary: Sized) -> None:
    if len(dictionary) > MAX_MEMORY:
        raise BombError(f"has a dictionary of over {MAX_MEMORY} bytes")


_SKIPPABLE, _ZSTD = b"\x5d\x2a\x4d\x18", b"\x28\xb5\x2f\xfd"
_CODECS: Mapping[str, Callable[[], Callable[[bytes], Codec]]] = {
    "gz": lambda: lambda _piece: zlib.decompressobj(31),
    "bz2": lambda: lambda _piece: bz2.BZ2Decompressor(),
    "xz": lambda: lambda _piece: lzma.LZMADecompressor(memlimit=MAX_MEMORY),
    "zst": _ZstdStream,
}
