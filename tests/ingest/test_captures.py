"""What lists answered the last time."""

import os
from pathlib import Path

import pytest

from etl.ingest.captures import KEPT, Capture, Captures

RSS = "https://harbour-post.example/rss"
SEEN = Capture('"a"', None, b"<rss>\n</rss>")


def test_the_last_capture_of_each_list_is_there_for_the_next_crawl(tmp_path: Path) -> None:
    captures = Captures(tmp_path / "lists")
    assert captures.get(RSS) is None
    captures.put(RSS, Capture('"old"', None, b"<rss/>"))
    captures.put(RSS, SEEN)
    captures.put(f"{RSS}2", Capture(None, "Wed, 07 May 2025 12:00:00 GMT", b""))
    again = Captures(tmp_path / "lists")
    assert again.get(RSS) == SEEN
    assert again.get(f"{RSS}2") == Capture(None, "Wed, 07 May 2025 12:00:00 GMT", b"")
    assert again.get(f"{RSS}3") is None


def test_a_list_that_cannot_be_asked_for_by_what_changed_is_not_kept(tmp_path: Path) -> None:
    Captures(tmp_path).put(RSS, Capture(None, None, b"<rss/>"))
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_nothing_is_kept() -> None:
    captures = Captures(None)
    captures.put(RSS, SEEN)
    assert captures.get(RSS) is None


@pytest.mark.parametrize("damage", [b"", b"no gzip", None])
def test_a_damaged_capture_is_none(tmp_path: Path, damage: bytes | None) -> None:
    captures = Captures(tmp_path)
    captures.put(RSS, SEEN)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-12] if damage is None else damage)
    assert captures.get(RSS) is None


def test_what_nobody_asked_for_in_thirty_days_goes(tmp_path: Path) -> None:
    captures = Captures(tmp_path)
    for address in (RSS, f"{RSS}2"):
        captures.put(address, SEEN)
    for file in tmp_path.iterdir():
        old = file.stat().st_mtime - KEPT.total_seconds() - 1
        os.utime(file, (old, old))
    assert captures.get(RSS) == SEEN  # asked for, and so kept
    assert [Captures(tmp_path).get(address) for address in (RSS, f"{RSS}2")] == [SEEN, None]
