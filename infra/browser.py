"""The system's Chromium, driven by Playwright: for tests of reports, and for their picture in the README."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

# No services of its own, for nothing here needs the network; no sandbox, for a container has none to give.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window.

    Raises:
        FileNotFoundError: the system has none.
    """
    found = shutil.which("chromium")
    if not found:
        raise FileNotFoundError("there is no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield browser
        browser.close()


def photograph(page: Path, picture: Path, *, width: int, height: int) -> None:
    """The top of a page as a reader sees it."""
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        tab.goto(page.resolve().as_uri())
        tab.screenshot(path=picture)
