"""Archives on the web: which addresses are meant, and their bytes in a draft on disk, one archive at a time.

Braces stand for several addresses, as in a shell: `https://host/2024-{01..12}.jsonl.gz`, `{en,ru}`. An address that
ends in `.paths` or `.paths.gz` is a list of archives of its host, as Common Crawl publishes them.
"""

import re
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO, cast
from urllib.parse import urljoin

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from etl.errors import InputError, SourceError
from etl.ingest import addresses
from etl.ingest.agent import MAX_PATIENCE, asked_for, user_agent
from etl.ingest.compression import unpack
from etl.ingest.formats import GZIP
from etl.ingest.pages import reject
from etl.records import Rejection

# An archive that goes on for ever is one of a mistaken pattern.
MAX_ADDRESSES = 10_000
MAX_REDIRECTS = 5
TRIES = 5
# Ten thousand names, twice over.
_MAX_LIST_BYTES = 5_000_000
_TIMEOUT = Timeout(connect=20, read=60)
_CHUNK = 2**20
_BRACES = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d{1,9})\.\.(\d{1,9})")
_LIST = re.compile(r"\.paths(?:\.gz)?$")
_BUSY = (408, 429)


@dataclass(frozen=True, slots=True)
class Downloader:
    """How archives are fetched: who asks, whether this machine may be asked, seconds before a second try."""

    contact: str | None
    allows_loopback: bool = False
    pause: float = 2.0

    def archives(self, stated: str) -> list[str]:
        """The addresses of archives that one with braces, or one of a list, stands for.

        Raises:
            InputError: the braces say nothing, there is no such list, it is too long, or no contact is set.
            SourceError: a list did not answer.
        """
        found = [archive for address in expanded(stated) for archive in self._listed(address)]
        if len(found) > MAX_ADDRESSES:
            raise InputError(f"{stated} stands for over {MAX_ADDRESSES:,} archives: load a part of them")
        return list(dict.fromkeys(found))

    def drafts(self, stated: Sequence[str], draft: Path) -> Iterator[tuple[Path, str] | Rejection]:
        """Each archive in turn, in the one file `draft`, with its address; for one that is not there a rejection."""
        draft.parent.mkdir(parents=True, exist_ok=True)
        try:
            for address in (archive for one in stated for archive in self.archives(one)):
                with draft.open("wb") as file:
                    status = self._fetch(address, file)
                yield reject(address, "unreadable", f"answered {status}") if status else (draft, address)
        finally:
            draft.unlink(missing_ok=True)

    def _listed(self, address: str) -> list[str]:
        if not _LIST.search(address):
            return [address]
        with TemporaryFile() as file:
            if status := self._fetch(address, file):
                raise InputError(f"{address} answered {status}: there is no such list")
            lines = _lines(file, address)
        return [urljoin(address, line if "://" in line else f"/{line.lstrip('/')}") for line in lines]

    def _fetch(self, address: str, file: IO[bytes]) -> int | None:
        """Bring an archive into an empty file, going on where it broke off; the status of one that is not there.

        Raises:
            InputError: no contact is set, or the address is none, or leads to a machine that may not be reached.
            SourceError: it did not answer to the end, however often it was asked.
        """
        fault, wait, etag = "", 0.0, None
        for tries in range(TRIES):
            time.sleep(max(wait, self.pause * 2.0 ** (tries - 1)) if tries else 0.0)
            try:
                with self._answer(address, _rest(file, etag), tries) as response:
                    fault = f"it answered {response.status}"
                    wait = asked_for(response.headers.get("Retry-After", "")) or 0.0
                    if response.status in (200, 206):
                        etag = _strong(response.headers.get("ETag"))
                        _write(response, file)
                        return None
                    if response.status < 500 and response.status not in _BUSY:
                        return response.status
            except (HTTPError, OSError, UnicodeError) as error:
                fault = str(error) or type(error).__name__
            if wait > MAX_PATIENCE:
                break
        raise SourceError(f"{address} could not be fetched, try again later: {fault}")

    @contextmanager
    def _answer(self, address: str, rest: Mapping[str, str], tries: int) -> Iterator[BaseHTTPResponse]:
        """The response of an address, after redirects."""
        headers = {"User-Agent": user_agent(self.contact), "Accept-Encoding": "identity", **rest}
        for _ in range(MAX_REDIRECTS + 1):
            url = _parsed(address)
            with self._pool(url, tries) as pool:
                response = pool.urlopen(
                    "GET",
                    url.request_uri,
                    headers=headers | {"Host": url.netloc or ""},
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    decode_content=False,
                )
                onward = response.get_redirect_location()
                if not onward:
                    yield response
                    return
            address = urljoin(address, onward)
        raise InputError(f"{address} is the last of over {MAX_REDIRECTS} redirects")

    def _pool(self, url: Url, tries: int) -> HTTPConnectionPool:
        """A connection to an address of the host that was checked, whatever its name means the next time."""
        host = (url.host or "").strip("[]")
        found = addresses.found(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
        if not all(addresses.may_reach(one, allows_loopback=self.allows_loopback) for one in found):
            raise InputError(f"{url} leads to a machine that is not on the public Internet")
        place = str(found[tries % len(found)])
        if url.scheme == "https":
            return HTTPSConnectionPool(place, url.port, timeout=_TIMEOUT, server_hostname=host)
        return HTTPConnectionPool(place, url.port, timeout=_TIMEOUT)


def expanded(address: str) -> list[str]:
    """An address for each way of filling its braces.

    Raises:
        InputError: braces hold neither a range nor several words, or stand for too much.
    """
    found = _BRACES.search(address)
    if found is None:
        return [address]
    before, after = address[: found.start()], address[found.end() :]
    values = _values(found[1], address)
    rest = expanded(after)
    if len(values) * len(rest) > MAX_ADDRESSES:
        raise InputError(f"{address} stands for over {MAX_ADDRESSES:,} addresses: load a part of them")
    return [f"{before}{value}{one}" for value in values for one in rest]


def _values(inside: str, address: str) -> Sequence[str]:
    bounds = _RANGE.fullmatch(inside)
    if bounds is None:
        words = inside.split(",")
        if len(words) == 1:
            raise InputError(f"{address}: {{{inside}}} is neither a range like {{01..12}} nor a choice like {{en,ru}}")
        return words
    first, last = int(bounds[1]), int(bounds[2])
    if not 0 <= last - first < MAX_ADDRESSES:
        raise InputError(f"{address}: {{{inside}}} must go up, by less than {MAX_ADDRESSES:,}")
    return [f"{number:0{len(bounds[1])}d}" for number in range(first, last + 1)]


def _lines(file: IO[bytes], address: str) -> list[str]:
    """The lines of a list, which may be gzipped."""
    file.seek(0)
    is_packed = file.read(len(GZIP)) == GZIP
    file.seek(0)
    try:
        return (unpack(cast("BinaryIO", file), "gz") if is_packed else file).read(_MAX_LIST_BYTES).decode().split()
    except (EOFError, OSError, ValueError) as error:
        raise InputError(f"{address} is no list of archives: {error}") from error


def _parsed(address: str) -> Url:
    try:
        url = parse_url(address)
    except LocationParseError as error:
        raise InputError(f"{address} is no address on the web") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError(f"{address} is no address on the web")
    return url


def _strong(etag: str | None) -> str | None:
    """A validator by which the rest of the very same bytes can be asked for."""
    return etag if etag and not etag.startswith("W/") else None


def _rest(file: IO[bytes], etag: str | None) -> dict[str, str]:
    """The headers that ask for what a file has not got yet, if it is still part of the same."""
    return {"Range": f"bytes={file.tell()}-", "If-Range": etag} if etag and file.tell() else {}


def _write(response: BaseHTTPResponse, file: IO[bytes]) -> None:
    """Put a response behind what the file has, if it is the rest, else in its place."""
    if response.status == 200:
        file.seek(0)
        file.truncate()
    for chunk in response.stream(_CHUNK, decode_content=False):
        file.write(chunk)
