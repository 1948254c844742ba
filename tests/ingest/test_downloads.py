"""Archives on the web, from a real server on this machine."""

import gzip
from pathlib import Path

import pytest

from etl.errors import InputError, SourceError
from etl.ingest import downloads
from etl.ingest.downloads import Downloader, expanded
from etl.records import Rejection
from tests.ingest.shelf import Shelf

BODY = bytes(range(256)) * 4_000
HERE = Downloader("desk@harbour-post.example", allows_loopback=True, pause=0.01)


def fetched(downloader: Downloader, folder: Path, *addresses: str) -> list[tuple[bytes, str] | Rejection]:
    """What each address brought, in order."""
    found = downloader.drafts(addresses, folder / "draft")
    got = [one if isinstance(one, Rejection) else (one[0].read_bytes(), one[1]) for one in found]
    assert not (folder / "draft").exists()
    return got


def test_braces_stand_for_addresses() -> None:
    assert expanded("https://a.example/2024-{09..11}/{en,ru}.gz") == [
        f"https://a.example/2024-{month}/{language}.gz" for month in ("09", "10", "11") for language in ("en", "ru")
    ]
    assert expanded("https://a.example/x") == ["https://a.example/x"]


@pytest.mark.parametrize("braces", ["{}", "{one}", "{date:%Y}", "{9..1}", "{0..99999999}", "{1..999}{1..999}"])
def test_braces_that_say_nothing_or_too_much_are_mistakes(braces: str) -> None:
    with pytest.raises(InputError, match=r"https://a\.example"):
        expanded(f"https://a.example/{braces}")


def test_archives_come_in_order_by_one_draft(tmp_path: Path) -> None:
    with Shelf({"/1.gz": BODY, "/2.gz": b"second"}) as shelf:
        found = fetched(HERE, tmp_path, f"{shelf.address}/{{1..2}}.gz")
        assert found == [(BODY, f"{shelf.address}/1.gz"), (b"second", f"{shelf.address}/2.gz")]


def test_one_that_breaks_off_goes_on_where_it_did(tmp_path: Path) -> None:
    with Shelf({"/a": BODY}) as shelf:
        shelf.cut["/a"] = 2
        assert fetched(HERE, tmp_path, f"{shelf.address}/a") == [(BODY, f"{shelf.address}/a")]
        half, quarter = len(BODY) // 2, len(BODY) // 4
        assert shelf.asked == [("/a", None), ("/a", f"bytes={half}-"), ("/a", f"bytes={half + quarter}-")]


def test_a_host_that_is_busy_is_asked_again_and_not_for_ever(tmp_path: Path) -> None:
    with Shelf({"/a": BODY}) as shelf:
        shelf.busy["/a"] = 2
        assert fetched(HERE, tmp_path, f"{shelf.address}/a") == [(BODY, f"{shelf.address}/a")]
        shelf.busy["/a"] = downloads.TRIES
        with pytest.raises(SourceError, match="could not be fetched, try again later: it answered 503"):
            fetched(HERE, tmp_path, f"{shelf.address}/a")
    with pytest.raises(SourceError, match="refused"):
        fetched(HERE, tmp_path, f"{shelf.address}/a")


def test_what_is_not_there_is_a_rejection_and_the_others_come(tmp_path: Path) -> None:
    with Shelf({"/30": b"x"}) as shelf:
        found = fetched(HERE, tmp_path, f"{shelf.address}/{{30..31}}")
    assert found[0] == (b"x", f"{shelf.address}/30")
    assert isinstance(found[1], Rejection)
    assert (found[1].reason, found[1].detail) == ("unreadable", f"{shelf.address}/31: answered 404")


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_a_list_names_archives_of_its_host(pack: type[bytes]) -> None:
    lines = b"crawl-data/CC-NEWS/1.warc.gz\ncrawl-data/CC-NEWS/2.warc.gz\nhttps://a.example/3.warc.gz\n"
    with Shelf({"/crawl-data/warc.paths.gz": pack(lines)}) as shelf:
        assert HERE.archives(f"{shelf.address}/crawl-data/warc.paths.gz") == [
            f"{shelf.address}/crawl-data/CC-NEWS/1.warc.gz",
            f"{shelf.address}/crawl-data/CC-NEWS/2.warc.gz",
            "https://a.example/3.warc.gz",
        ]
        with pytest.raises(InputError, match="there is no such list"):
            HERE.archives(f"{shelf.address}/none.paths")
        for body in (b"\xff", gzip.compress(lines)[:-9]):
            shelf.files["/damaged.paths"] = body
            with pytest.raises(InputError, match="is no list of archives"):
                HERE.archives(f"{shelf.address}/damaged.paths")


def test_only_the_public_internet_is_reached_also_after_redirects(tmp_path: Path) -> None:
    with Shelf({"/a": b"x"}) as shelf:
        with pytest.raises(InputError, match="is not on the public Internet"):
            fetched(Downloader(HERE.contact), tmp_path, f"{shelf.address}/a")
        assert shelf.asked == []
        shelf.moved = {"/b": "/a", "/c": "http://169.254.169.254/a", "/d": "/d", "/e": "ftp://127.0.0.1/a"}
        assert fetched(HERE, tmp_path, f"{shelf.address}/b") == [(b"x", f"{shelf.address}/b")]
        for path, message in (("/c", "is not on the public"), ("/d", "redirects"), ("/e", "no address on the web")):
            with pytest.raises(InputError, match=message):
                fetched(HERE, tmp_path, shelf.address + path)


def test_nobody_is_asked_without_a_contact(tmp_path: Path) -> None:
    with Shelf({"/a": b"x", "/a.paths": b"a"}) as shelf:
        nameless = Downloader(None, allows_loopback=True)
        for address in (f"{shelf.address}/a", f"{shelf.address}/a.paths"):
            with pytest.raises(InputError, match="set NEWSLAKE_CONTACT"):
                fetched(nameless, tmp_path, address)
        assert shelf.asked == []


@pytest.mark.parametrize("address", ["http://", "http://[x/", "http:///a"])
def test_what_is_no_address_is_a_mistake(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="no address on the web"):
        fetched(HERE, tmp_path, address)
