"""Reports in a real Chromium: of the sample corpus, and of articles that mean harm."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from etl import warehouse
from etl.report import writing
from etl.report.subject import Subject
from etl.settings import Settings
from infra.browser import chromium
from infra.sample import demo
from infra.sample.generate import generate
from tests.report.conftest import PAIR
from tests.sql.stories import build, story
from tests.sql.test_macros import BOTH

HOSTILE = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>\"'></title></style>"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that is open, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the sample corpus."""
    settings = Settings(lake=tmp_path_factory.mktemp("sample"))
    generate(settings.lake / "corpus")
    return demo.walk(settings, settings.lake / "corpus").file


@pytest.fixture(scope="session")
def report(sample: Path) -> Path:
    return write(sample)


@pytest.fixture(scope="session")
def gapped(sample: Path) -> Path:
    """A report from a Wednesday, when a week is no longer whole, to a day two weeks after the last article."""
    return write(
        sample, replace(PAIR, since=date(2025, 4, 9), until=date(2025, 7, 13)), sample.with_name("gapped.html")
    )


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on articles whose outlet, speaker and quotation are scripts."""
    quotation = f"Russia and China {HOSTILE}"
    told = {"named": BOTH, "country": "RUS", "tones": {"China": 0.5}, "events": [("RUS", "AID", "CHN")], "model": "en"}
    return write(build(tmp_path_factory.mktemp("hostile"), [story(HOSTILE, HOSTILE, quotation, **told)]))


def write(file: Path, subject: Subject = PAIR, output: Path | None = None) -> Path:
    with warehouse.connect(file) as connection:
        return writing.write(connection, subject, output or file.with_suffix(".html"), as_pictures=False).file


def visit(browser: Browser, file: Path, **options: Any) -> Visit:
    """Open a file; options are those of Playwright's `new_page`, such as the size of the window."""
    seen = Visit(browser.new_page(**options))
    seen.page.on("console", lambda message: seen.complaints.append(_text(message)))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
    seen.page.on("request", lambda request: seen.complaints.extend(_foreign(request.url)))
    seen.page.goto(file.as_uri())
    return seen


def _text(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text}"


def _foreign(address: str) -> list[str]:
    return [] if address.startswith(("file:", "data:")) else [address]
