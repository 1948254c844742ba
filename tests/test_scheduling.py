"""What a scheduler asks of newslake, without a scheduler."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from etl import lake, scheduling
from etl.errors import CommandError, InputError
from etl.ingest import catalogue
from etl.ingest.catalogue import Source
from etl.lake import Partition
from etl.records import Article, Page, Sentence, Visit
from etl.settings import Settings
from tests.ingest.shelf import Shelf
from tests.records import article, page, sentence

DAY = date(2025, 5, 7)


def put(path: Path, size: int = 1) -> Path:
    """A file of so many bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.truncate(path, size)
    return path


def complete(root: Path, partition: Partition) -> None:
    """A partition that has gone all the way."""
    for table, row in ((Page, page("x")), (Article, article()), (Sentence, sentence(0, 5))):
        lake.replace(root, partition, [table], [row])


def test_the_day_is_the_stated_one_else_that_on_which_the_interval_begins() -> None:
    assert scheduling.day("2025-05-07", None) == DAY
    assert scheduling.day(None, datetime(2025, 5, 7, tzinfo=UTC)) == DAY
    with pytest.raises(InputError, match="state one by its parameter day"):
        scheduling.day(None, None)
    with pytest.raises(InputError, match="written like 2025-05-31, not 'May 7'"):
        scheduling.day("May 7", None)


def test_sources_are_those_named_else_those_of_every_night_else_all() -> None:
    every = [*catalogue.load()]
    assert scheduling.chosen(Settings(), []) == every
    assert scheduling.chosen(Settings(nightly=("tass", "ria")), []) == ["tass", "ria"]
    assert scheduling.chosen(Settings(nightly=("tass",)), ["ria"]) == ["ria"]
    with pytest.raises(InputError, match="no source 'nowhere'"):
        scheduling.chosen(Settings(), ["nowhere"])


def test_sources_of_one_host_share_a_lane_and_lanes_are_even() -> None:
    lanes = scheduling.lane_of(Settings(), 4)
    sources = catalogue.load()
    assert [*lanes] == [*sources]
    of_host: dict[str, set[int]] = {}
    for name, source in sources.items():
        for address in source.feeds:
            of_host.setdefault(address.split("/")[2], set()).add(lanes[name])
    assert all(len(used) == 1 for used in of_host.values())
    counts = [[*lanes.values()].count(lane) for lane in range(4)]
    assert max(counts) - min(counts) <= len(sources) / 8


def test_a_source_of_several_hosts_brings_all_that_read_them_into_one_lane(tmp_path: Path) -> None:
    hosts = {"a": ["quay"], "b": ["harbour"], "both": ["quay", "harbour"], "again": ["harbour"], "other": ["steppe"]}
    stated: dict[str, Any] = {"title": "Post", "country": "NOR", "language": "en", "ownership": "private"}
    entries = [
        Source(name, **stated, feeds=tuple(f"https://{host}.example/{name}" for host in of))
        for name, of in hosts.items()
    ]
    elsewhere = Source("elsewhere", **stated, feeds=("https://feeds.example/x",), hosts=("quay.example",))
    own = put(tmp_path / "own.toml")
    own.write_text("".join(map(catalogue.toml, [*entries, elsewhere])), encoding="utf-8")
    lanes = scheduling.lane_of(Settings(sources=own), 100)
    assert len({lanes[name] for name in ("a", "b", "both", "again", "elsewhere")}) == 1
    assert lanes["other"] != lanes["a"]


def test_a_command_gives_its_outcome_or_the_kind_of_its_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEWSLAKE_LAKE", str(tmp_path))
    partition = Partition("harbour", DAY)
    place = ("--source", "harbour", "--run-date", str(DAY))
    with pytest.raises(InputError, match="clean ended with 2: clean finds no pages of harbour 2025-05-07"):
        scheduling.run_command("clean", *place)
    assert "finds no pages" in capfd.readouterr().err  # which is the log of the task
    lake.replace(tmp_path, partition, [Page], [page("x")])
    assert scheduling.run_command("clean", *place)["reasons"] == {"no_text": 1}
    with lake.lock(tmp_path, partition), pytest.raises(CommandError, match="another run is at work"):
        scheduling.run_command("clean", *place)


def test_sources_that_are_not_complete_say_what_is_to_do(tmp_path: Path) -> None:
    complete(tmp_path, Partition("harbour", DAY))
    lake.replace(tmp_path, Partition("steppe", DAY), [Page], [page("x")])
    found = scheduling.unfinished(tmp_path, ["harbour", "steppe", "neva"], DAY)
    assert found == {"steppe": "clean to do", "neva": "ingest to do"}


def test_reports_lie_in_the_lake_by_their_codes(tmp_path: Path) -> None:
    settings = Settings(lake=tmp_path, reports=(("RUS", "CHN"), ("KAZ",)))
    assert scheduling.reports(settings) == [
        ["RUS", "CHN", "--output", str(tmp_path / "reports" / "RUS-CHN.html")],
        ["KAZ", "--output", str(tmp_path / "reports" / "KAZ.html")],
    ]
    assert scheduling.reports(Settings()) == []


def test_an_archive_is_divided_by_the_months_in_its_paths(tmp_path: Path) -> None:
    names = [
        "2025/01/CC-NEWS-20250131-0.warc.gz",
        "2025/02/CC-NEWS-20250201-0.warc.gz",
        "2025/02/b.warc.gz",
        "notes.txt",
    ]
    for name in names:
        put(tmp_path / name)
    found = scheduling.shards(Settings(), f"{tmp_path}/**/*.*")
    assert [(one["shard"][:-9], len(one["paths"])) for one in found] == [("2025-01", 1), ("2025-02", 2), ("undated", 1)]
    assert scheduling.shards(Settings(), f"{tmp_path}/**/*.*") == found
    with pytest.raises(InputError, match="nothing matches"):
        scheduling.shards(Settings(), f"{tmp_path}/*.zip")


def test_each_archive_on_the_web_is_a_shard() -> None:
    names = ["crawl-data/CC-NEWS/2025/05/CC-NEWS-20250501-1.warc.gz", "crawl-data/CC-NEWS/2025/06/2.warc.gz"]
    with Shelf({"/warc.paths": "\n".join(names).encode()}) as shelf:
        settings = Settings(contact="desk@harbour-post.example", allows_loopback=True)
        listed = scheduling.shards(settings, f"{shelf.address}/warc.paths")
        stated = scheduling.shards(Settings(), f"{shelf.address}/crawl-data/{{a,b}}-2024-03.zip")
    assert [(one["shard"][:-9], one["paths"]) for one in listed] == [
        ("2025-05", [f"{shelf.address}/{names[0]}"]),
        ("2025-06", [f"{shelf.address}/{names[1]}"]),
    ]
    assert [one["shard"][:-9] for one in stated] == ["2024-03", "2024-03"]
    assert len({one["shard"] for one in stated}) == 2


def test_a_month_too_large_for_a_task_is_several_shards(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / f"2025-01-0{number + 1}.warc.gz", scheduling.SHARD_BYTES // 2)
    found = scheduling.shards(Settings(), f"{tmp_path}/*.warc.gz")
    assert [len(one["paths"]) for one in found] == [2, 1]
    assert len({one["shard"] for one in found}) == 2


def test_a_plan_resumes_and_what_it_has_no_more_is_removed(tmp_path: Path) -> None:
    first, second = put(tmp_path / "in" / "2025-01.txt"), put(tmp_path / "in" / "2025-02.txt")
    planned = scheduling.shards(Settings(), f"{tmp_path}/in/*")
    root = tmp_path / "lake"
    complete(root, Partition("corpus", DAY, planned[0]["shard"]))
    complete(root, Partition("other", DAY, planned[0]["shard"]))
    assert scheduling.to_do(root, "corpus", DAY, planned) == planned[1:]
    put(first, 2)  # other content is another shard
    second.unlink()
    again = scheduling.shards(Settings(), f"{tmp_path}/in/*")
    assert scheduling.to_do(root, "corpus", DAY, again) == again
    assert scheduling.drop_unplanned(root, "corpus", DAY, again) == [planned[0]["shard"]]
    assert [partition.source for partition in lake.partitions(root, Page)] == ["other"]


def test_what_is_done_again_is_taken_by_source_and_month(tmp_path: Path) -> None:
    for source, day in (("a", date(2025, 1, 30)), ("a", date(2025, 1, 31)), ("a", date(2025, 2, 1)), ("b", DAY)):
        lake.replace(tmp_path, Partition(source, day), [Page], [page("x")])
    first, last = date(2025, 1, 31), date(2025, 12, 31)
    assert scheduling.months(tmp_path, [], first, last, stages=["clean"]) == [
        {"source": "a", "month": "2025-01", "partitions": [["2025-01-31", "000"]]},
        {"source": "a", "month": "2025-02", "partitions": [["2025-02-01", "000"]]},
        {"source": "b", "month": "2025-05", "partitions": [["2025-05-07", "000"]]},
    ]
    assert len(scheduling.months(tmp_path, ["b"], first, last, stages=["clean", "annotate"])) == 1
    with pytest.raises(InputError, match="the lake has nothing of any source from"):
        scheduling.months(tmp_path, [], first, last, stages=["annotate"])  # nothing is clean


def test_a_partition_is_removed_from_every_table(tmp_path: Path) -> None:
    complete(tmp_path, Partition("harbour", DAY))
    complete(tmp_path, Partition("harbour", DAY, "001"))
    lake.replace(tmp_path, Partition("harbour", DAY), [Visit], [])
    lake.remove(tmp_path, Partition("harbour", DAY))
    assert {path.stem for path in tmp_path.rglob("*.parquet")} == {"001"}
