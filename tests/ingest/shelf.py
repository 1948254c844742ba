"""A server on this machine that has archives."""

from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self


class Shelf:
    """Files at their paths while a `with` block lasts; they can be had from any byte on.

    `cut` are paths that break off in their midst as often as it says, `busy` those that are answered 503 so often,
    `moved` those that lead elsewhere. `asked` are the requests that came, each path with its Range.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.cut: dict[str, int] = {}
        self.busy: dict[str, int] = {}
        self.moved: dict[str, str] = {}
        self.asked: list[tuple[str, str | None]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, start: int) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and what is sent of the body, which is less than the headers say where it breaks off."""
        if path in self.moved:
            return 302, {"Location": self.moved[path]}, b""
        if path not in self.files:
            return 404, {}, b""
        if _counted_down(self.busy, path):
            return 503, {"Retry-After": "0"}, b""
        body = self.files[path][start:]
        headers = {"ETag": '"a"', "Content-Length": str(len(body))}
        sent = body[: len(body) // 2] if _counted_down(self.cut, path) else body
        return (206 if start else 200), headers, sent


def _counted_down(counts: dict[str, int], path: str) -> bool:
    counts[path] = counts.get(path, 0) - 1
    return counts[path] >= 0


def _handler(shelf: Shelf) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers["Range"] if self.headers["If-Range"] in (None, '"a"') else None
            shelf.asked.append((self.path, wanted))
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
            status, headers, body = shelf.answer(self.path, start)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """`asked` is log enough."""

    return Handler
