"""Alerts, to a server on this machine."""

from collections.abc import Iterator

import pytest

from etl.alerts import alert, alert_late
from tests.inbox import Inbox


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    with Inbox() as inbox:
        monkeypatch.setenv("NEWSLAKE_ALERTS", inbox.address)
        yield inbox


def test_an_alert_is_posted_and_logged(inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    alert("nightly failed")
    alert_late({"dag_run": {"dag_id": "nightly", "dag_run_id": "manual"}}, hours=12)
    assert inbox.came == ["nightly failed", "nightly manual has not ended after 12 hours"]
    assert caplog.messages == inbox.came


def test_an_address_that_does_not_take_it_is_logged(inbox: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    inbox.status = 500
    alert("nightly failed")
    assert "the alert was not delivered: 500" in caplog.messages[-1]


def test_without_an_address_an_alert_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    alert("nightly failed")
    assert caplog.messages == ["nightly failed"]
