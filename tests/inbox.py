"""A server on this machine that takes alerts."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self


class Inbox:
    """An address that takes alerts while a `with` block lasts; `came` are their texts, `status` is what it answers."""

    def __init__(self) -> None:
        self.status = 204
        self.came: list[str] = []
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                inbox.came.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
                self.send_response(inbox.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """`came` is log enough."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
