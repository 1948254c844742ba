"""Alerts, to a server on this machine."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from etl.alerts import alert, alert_late


class Inbox:
    """An address that takes alerts, and what came to it; `status` is what it answers."""

    def __init__(self) -> None:
        self.status, self.came = 204, list[str]()
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                inbox.came.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
                self.send_response(inbox.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    inbox = Inbox()
    monkeypatch.setenv("NEWSLAKE_ALERTS", inbox.address)
    Thread(target=inbox.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield inbox
    inbox.server.shutdown()
    inbox.server.server_close()


def test_an_alert_is_posted_and_logged(inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    alert("nightly failed")
    alert_late({"dag_run": {"dag_id": "nightly", "dag_run_id": "manual"}}, hours=12)
    assert inbox.came == ["nightly failed", "nightly manual has not ended after 12 hours"]
    assert caplog.messages == inbox.came


def test_an_address_that_does_not_take_it_is_logged(inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    inbox.status = 500
    alert("nightly failed")
    assert "the alert was not delivered: 500" in caplog.messages[-1]


def test_without_an_address_an_alert_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("NEWSLAKE_ALERTS", raising=False)
    alert("nightly failed")
    assert caplog.messages == ["nightly failed"]
