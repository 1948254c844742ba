"""`newslake ingest` against the sample site: real requests on this machine, each crawl in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import lake
from etl.lake import Partition
from etl.records import Page, Run, Visit
from infra.sample.answers import BOMB_BYTES, TRAPS
from infra.sample.site import HOSTS, Site

DAY = date(2025, 5, 7)
NEXT = DAY + timedelta(days=1)


class Desk:
    """Somebody at a terminal, with a lake and the sample site."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.site, self.lake = site, folder / "lake"
        sources = folder / "own.toml"
        sources.write_text(site.catalogue())
        self.environment = os.environ | {
            "NEWSLAKE_LAKE": str(self.lake),
            "NEWSLAKE_SOURCES": str(sources),
            "NEWSLAKE_CONTACT": "desk@harbour-post.example",
            "NEWSLAKE_LOOPBACK": "1",
            "COLUMNS": "200",
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-W", "error::DeprecationWarning", "-m", "etl.cli", *arguments]

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def ingest(self, source: str, day: date = DAY, *options: str, **environment: str) -> dict[str, Any]:
        """What a crawl that ends well says to a program."""
        done = self.run("ingest", source, "--run-date", str(day), "--json", *options, **environment)
        assert (done.returncode, done.stderr) == (0, "")
        outcome: dict[str, Any] = json.loads(done.stdout)
        return outcome

    def visits(self, source: str, day: date = DAY) -> dict[str, Visit]:
        """Visits by the path they went to."""
        found = lake.read(self.lake, Visit, Partition(source, day))
        return {"/" + visit.url.split("/", 3)[3]: visit for visit in found}

    def pages(self, source: str, day: date = DAY) -> list[Page]:
        return list(lake.read(self.lake, Page, Partition(source, day)))

    def files(self) -> dict[str, bytes]:
        """Every file of the lake but the timings of runs and the locks."""
        return {
            str(path.relative_to(self.lake)): path.read_bytes()
            for path in self.lake.rglob("*.parquet")
            if "runs" not in path.parts
        }


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Site(DAY) as site:
        yield Desk(tmp_path, site)


def paths(site: Site, key: str, *days: date) -> list[str]:
    return sorted("/" + story.url.split("/", 3)[3] for day in days for story in site.of(key, day))


def test_a_day_brings_what_feed_and_sitemap_announce_and_keeps_the_rules(desk: Desk) -> None:
    outcome = desk.ingest("harbour-post")
    wanted = paths(desk.site, "harbour-post", DAY, NEXT)
    assert (outcome["counts"]["pages"], outcome["reasons"]) == (len(wanted), {"robots": 1})
    visits = desk.visits("harbour-post")
    assert sorted(path for path, visit in visits.items() if visit.outcome == "stored") == wanted
    assert (visits["/private/plan"].outcome, visits["/private/plan"].reason) == ("refused", "robots")
    assert {visits[path].found_in for path in wanted} == {("feed", "sitemap"), ("sitemap",)}
    (first, *_) = [page for page in desk.pages("harbour-post") if page.given.feed]
    assert (first.http_status, first.robots, first.reservation) == (200, "allowed", None)
    assert first.given.title
    assert first.given.published
    hits = [hit for hit in desk.site.hits if hit.host == HOSTS["harbour-post"]]
    assert not any(hit.path.startswith("/private") for hit in hits)
    assert {hit.headers["user-agent"] for hit in hits} == {"newslake/0.1.0 (+desk@harbour-post.example)"}
    assert hits[0].path == "/robots.txt"
    apart = [later.at - earlier.at for earlier, later in pairwise(hits[1:])]
    assert min(apart) > 0.15  # the crawl-delay is 0.25


def test_a_day_run_again_changes_no_byte_and_a_day_later_stores_nothing_twice(desk: Desk) -> None:
    desk.ingest("harbour-post")
    before = desk.files()
    desk.site.hits.clear()
    desk.ingest("harbour-post")
    assert desk.files() == before
    unchanged = sorted(hit.path.partition("?")[0] for hit in desk.site.hits if hit.status == 304)
    assert unchanged == [*paths(desk.site, "harbour-post", DAY, NEXT), "/news.xml.gz", "/rss"]
    again = paths(desk.site, "harbour-post", NEXT)[0]
    desk.site.edited.add(again)
    desk.ingest("harbour-post", NEXT)
    visits = desk.visits("harbour-post", NEXT)
    assert {visits[path].outcome for path in paths(desk.site, "harbour-post", DAY)} == {"unchanged"}
    assert visits[again].outcome == "stored"
    stored = {visit.page_id for visit in visits.values() if visit.outcome == "stored"}
    assert {page.page_id for page in desk.pages("harbour-post", NEXT)} == stored


def test_a_list_that_has_not_changed_announces_what_it_did(desk: Desk) -> None:
    for day in (DAY, NEXT):
        desk.ingest("neva-courier", day)
    lists = {hit.path: hit.status for hit in desk.site.hits if hit.path.endswith(("xml", "json", "/"))}
    assert lists == {
        "/.well-known/tdmrep.json": 200,
        "/feed.json": 304,
        "/sitemap.xml": 304,
        "/": 304,
        **{f"/sitemap-{DAY + timedelta(days=n)}.xml": 304 for n in range(2)},
        f"/sitemap-{NEXT + timedelta(days=1)}.xml": 200,  # of the days around the second alone
    }
    visits = desk.visits("neva-courier", NEXT)
    wanted = paths(desk.site, "neva-courier", DAY, NEXT, NEXT + timedelta(days=1))
    assert sorted(path for path in visits if path.startswith("/2025")) == wanted
    assert {visit.http_status for visit in visits.values() if visit.outcome == "read"} == {200}


def test_a_slow_host_that_asks_for_time_gets_it(desk: Desk) -> None:
    outcome = desk.ingest("steppe-wire")
    assert (outcome["counts"]["pages"], outcome["reasons"]) == (len(paths(desk.site, "steppe-wire", DAY, NEXT)), {})
    (asked,) = [n for n, hit in enumerate(desk.site.hits) if hit.status == 429]
    assert desk.site.hits[asked + 1].at - desk.site.hits[asked].at >= 1  # its Retry-After
    assert desk.pages("steppe-wire")[0].given.authors
    assert desk.pages("steppe-wire")[0].robots == "absent"


def test_a_host_that_wants_to_be_left_alone_is(desk: Desk) -> None:
    desk.site.closed.add(HOSTS["harbour-post"])
    done = desk.run("ingest", "harbour-post", "--run-date", str(DAY))
    wanted = paths(desk.site, "harbour-post", DAY, NEXT)
    reasons = [visit.reason for path, visit in desk.visits("harbour-post").items() if path in wanted]
    assert (done.returncode, reasons) == (75, ["told_to_wait"] * len(wanted))
    assert len([hit for hit in desk.site.hits if hit.path.startswith("/2025")]) == 1


def test_traps_are_rows_with_a_reason(desk: Desk) -> None:
    outcome = desk.ingest("neva-courier")
    visits = desk.visits("neva-courier")
    assert {path: visits[path].reason for path in TRAPS} == TRAPS
    assert BOMB_BYTES >= 2_000_000_000
    assert outcome["counts"]["pages"] == len(paths(desk.site, "neva-courier", DAY, NEXT))
    assert (
        visits["/sitemap-2025-05-09.xml" if "/sitemap-2025-05-09.xml" in visits else "/sitemap.xml"].outcome == "read"
    )
    assert "/sitemap-2025-05-10.xml" not in visits
    gaps = _built(desk, "select expected, stored, refused, failed, is_silent from gaps")
    assert gaps == [(len(TRAPS) + 4, 4, 5, 5, False)]


def test_reservations_are_honoured_or_noted_as_is_set(desk: Desk) -> None:
    stated = {"licensed/open": None, "licensed/terms": "tdm-reservation", "noai": "noai", "reserved": "tdm-reservation"}
    listed = desk.lake.parent / "urls.txt"
    listed.write_text("".join(f"{desk.site.url('neva-courier', f'/{path}')}\n" for path in stated))
    desk.ingest("reserved", DAY, "--urls", str(listed))
    assert [visit.reason for visit in desk.visits("reserved").values()] == [*stated.values()]
    desk.ingest("noted", DAY, "--urls", str(listed), NEWSLAKE_RESERVATIONS="note")
    assert [page.reservation for page in desk.pages("noted")] == [*stated.values()]
    asked = [hit.path for hit in desk.site.hits]
    assert asked.count("/.well-known/tdmrep.json") == asked.count("/robots.txt") == 2  # once in each crawl


def test_a_source_that_is_down_is_a_failure_with_a_row_and_loses_nothing(desk: Desk) -> None:
    desk.ingest("harbour-post")
    before = desk.pages("harbour-post")
    desk.site.down.add(HOSTS["harbour-post"])
    for day in (DAY, NEXT):
        done = desk.run("ingest", "harbour-post", "--run-date", str(day))
        assert (done.returncode, done.stdout) == (75, "")
        assert len(done.stderr.splitlines()) == 1
        assert "no list of pages answered (robots_unreachable 2)" in done.stderr
        (run,) = lake.read(desk.lake, Run, Partition("harbour-post", day))
        assert run.outcome.startswith("failed: no list of pages answered")
    assert (desk.pages("harbour-post"), desk.pages("harbour-post", NEXT)) == (before, [])
    status = desk.run("status").stdout
    assert "ingest failed: no list of pages answered" in status
    assert "2 robots_unreachable" in status


def test_this_machine_is_out_of_reach_unless_a_setting_opens_it(desk: Desk) -> None:
    done = desk.run("ingest", "harbour-post", "--run-date", str(DAY), NEWSLAKE_LOOPBACK="0")
    assert done.returncode == 75
    assert "no list of pages answered (forbidden_address 2)" in done.stderr
    assert desk.site.hits == []


def test_two_crawls_of_one_source_take_turns(desk: Desk) -> None:
    commands = [desk.command("ingest", "harbour-post", "--run-date", str(day)) for day in (DAY, NEXT)]
    both = [subprocess.Popen(command, env=desk.environment, stdout=subprocess.DEVNULL) for command in commands]
    assert [process.wait() for process in both] == [0, 0]
    starts = [n for n, hit in enumerate(desk.site.hits) if hit.path == "/robots.txt"]
    assert [hit.path for hit in desk.site.hits[: starts[1]]].count("/rss") == 1
    pages = [page.page_id for day in (DAY, NEXT) for page in desk.pages("harbour-post", day)]
    assert len(set(pages)) == len(pages)


def test_a_killed_crawl_leaves_nothing_and_running_it_again_heals(desk: Desk) -> None:
    process = subprocess.Popen(desk.command("ingest", "steppe-wire", "--run-date", str(DAY)), env=desk.environment)
    while not any(hit.path.startswith("/2025") for hit in desk.site.hits):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    assert process.wait() == -signal.SIGTERM
    assert desk.files() == {}
    assert desk.ingest("steppe-wire")["counts"]["pages"] == len(paths(desk.site, "steppe-wire", DAY, NEXT))


def test_a_crawl_without_a_contact_or_of_an_unknown_source_is_one_line(desk: Desk) -> None:
    done = desk.run("ingest", "harbour-post", "--run-date", str(DAY), NEWSLAKE_CONTACT="")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "set NEWSLAKE_CONTACT" in done.stderr
    done = desk.run("ingest", "nowhere", "--run-date", str(DAY))
    assert (done.returncode, "no source 'nowhere' in the catalogue" in done.stderr) == (2, True)


def test_a_check_reads_the_lists_and_an_article(desk: Desk) -> None:
    done = desk.run("sources", "check", "steppe-wire")
    assert (done.returncode, done.stderr) == (0, "")
    feed, page = done.stdout.splitlines()[1:3]
    assert feed.split()[:3] == ["steppe-wire", "feed", "read"]
    assert page.split()[:5] == ["steppe-wire", "page", "robots", "absent:", page.split()[4]]
    desk.site.down.add(HOSTS["steppe-wire"])
    done = desk.run("sources", "check", "steppe-wire")
    assert (done.returncode, "no article could be read of steppe-wire" in done.stderr) == (75, True)


def test_help_does_not_wait_for_the_crawler() -> None:
    code = (
        "import sys, etl.cli; sys.exit(any(m in sys.modules for m in ('scrapy', 'twisted', 'feedparser', 'courlan')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _built(desk: Desk, query: str) -> list[tuple[Any, ...]]:
    """The answer of the warehouse built from the lake."""
    assert desk.run("build").returncode == 0
    with duckdb.connect(desk.lake / "warehouse.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()
