"""Partitions are replaced whole, byte-identically, and never by halves."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import lake
from etl.errors import InputError, PartitionError
from etl.lake import Partition
from etl.records import Article, Given, Page, Record, Rejection
from tests.records import article, page

PARTITION = Partition("harbour", date(2025, 5, 1))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
words = st.text(st.characters(exclude_categories=["Cs"]))
pages = st.builds(
    Page,
    page_id=words,
    url=st.none() | words,
    fetched_at=st.none() | moments,
    http_status=st.none() | st.integers(100, 599),
    body=st.none() | st.binary(),
    given=st.builds(Given, title=st.none() | st.text("ab", min_size=1), authors=st.lists(words).map(tuple)),
)


def rejection(reason: str = "too_short") -> Rejection:
    return Rejection(page_id="p1", external_id=None, url=None, stage="clean", reason=reason)


@settings(deadline=None)
@given(st.lists(st.lists(pages, max_size=4), min_size=1, max_size=3))
def test_a_partition_holds_exactly_the_rows_of_the_last_run(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[Page]]
) -> None:
    root = tmp_path_factory.mktemp("lake")
    for rows in runs:
        lake.replace(root, PARTITION, [Page], rows)
        assert list(lake.read(root, Page, PARTITION)) == rows
        assert lake.count(root, Page, PARTITION) == len(rows)


def test_an_article_comes_back_as_it_was(tmp_path: Path) -> None:
    row = article(fingerprint=(1, 2**32 - 1), authors=("Ann Roe",), published_at=datetime(2025, 5, 1, tzinfo=UTC))
    lake.replace(tmp_path, PARTITION, [Article], [row])
    assert list(lake.read(tmp_path, Article, PARTITION)) == [row]


def test_equal_runs_give_equal_bytes(tmp_path: Path) -> None:
    rows: list[Record] = [article(), rejection(), article(article_id="a2")]
    assert lake.replace(tmp_path, PARTITION, [Article, Rejection], rows) == {Article: 2, Rejection: 1}
    file = PARTITION.path(tmp_path, Article)
    before = file.read_bytes(), file.stat()
    lake.replace(tmp_path, PARTITION, [Article, Rejection], rows)
    assert (file.read_bytes(), file.stat()) == before


def test_what_was_made_of_other_rows_goes_with_them(tmp_path: Path) -> None:
    lake.replace(tmp_path, PARTITION, [Page], [page("a")])
    lake.replace(tmp_path, PARTITION, [Article], [article()])
    lake.replace(tmp_path, PARTITION, [Page], [page("a")], derived=[Article])
    assert PARTITION.path(tmp_path, Article).exists()
    lake.replace(tmp_path, PARTITION, [Page], [page("b")], derived=[Article])
    assert not PARTITION.path(tmp_path, Article).exists()


def test_an_empty_result_is_an_empty_typed_file(tmp_path: Path) -> None:
    lake.replace(tmp_path, PARTITION, [Page], [page("x")])
    lake.replace(tmp_path, PARTITION, [Page], [])
    assert list(lake.read(tmp_path, Page, PARTITION)) == []


def test_a_failing_run_leaves_the_old_rows_and_no_draft(tmp_path: Path) -> None:
    def failing() -> Iterator[Page]:
        yield page("new")
        raise RuntimeError("the disk is gone")

    lake.replace(tmp_path, PARTITION, [Page], [page("old")])
    with pytest.raises(RuntimeError):
        lake.replace(tmp_path, PARTITION, [Page], failing())
    assert [row.body for row in lake.read(tmp_path, Page, PARTITION)] == [b"old"]
    assert [p.name for p in PARTITION.path(tmp_path, Page).parent.iterdir()] == ["000.parquet"]


def test_a_killed_run_leaves_the_old_rows_and_is_healed_by_the_next(tmp_path: Path) -> None:
    lake.replace(tmp_path, PARTITION, [Page], [page("old")])
    killed = writer_process(tmp_path)
    with pytest.raises(PartitionError, match="another run is writing"):
        lake.replace(tmp_path, PARTITION, [Page], [])
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert [row.body for row in lake.read(tmp_path, Page, PARTITION)] == [b"old"]
    lake.replace(tmp_path, PARTITION, [Page], [page("new")])
    assert [row.body for row in lake.read(tmp_path, Page, PARTITION)] == [b"new"]
    assert [p.name for p in PARTITION.path(tmp_path, Page).parent.iterdir()] == ["000.parquet"]


def writer_process(root: Path) -> subprocess.Popen[str]:
    """A process that has written some rows of the partition and hangs."""
    program = f"""
        import sys, time
        from datetime import date
        from pathlib import Path
        from etl import lake
        from etl.records import Page
        def rows():
            for n in range(6000):
                yield Page(page_id=str(n), body=b"x")
            print("writing", flush=True)
            time.sleep(60)
        lake.replace(Path({str(root)!r}), lake.Partition("harbour", date(2025, 5, 1)), [Page], rows())
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    return process


def test_a_missing_value_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PartitionError, match=r"pages\.page_id is null"):
        lake.replace(tmp_path, PARTITION, [Page], [page("x", page_id=None)])


def test_a_missing_partition_is_named(tmp_path: Path) -> None:
    with pytest.raises(PartitionError, match="no pages of harbour 2025-05-01"):
        list(lake.read(tmp_path, Page, PARTITION))


@pytest.mark.parametrize("source", ["", "../up", "a/b", "a=b", ".hidden"])
def test_a_source_that_is_no_name_is_refused(source: str) -> None:
    with pytest.raises(InputError):
        Partition(source, date(2025, 5, 1))


def test_partitions_are_listed_in_order(tmp_path: Path) -> None:
    days = [Partition("b", date(2025, 5, 1)), Partition("a", date(2025, 5, 2)), Partition("a", date(2025, 5, 1), "001")]
    for partition in days:
        lake.replace(tmp_path, partition, [Page], [])
    assert list(lake.partitions(tmp_path, Page)) == sorted(days)


def test_memory_stays_bounded_by_the_row_group(tmp_path: Path) -> None:
    """Pages and texts of 1 MB are written in groups of 8 MB, whatever their number."""
    import pyarrow.parquet as pq

    for table, row in ((Page, page("x" * 1_000_000)), (Article, article("x" * 1_000_000))):
        lake.replace(tmp_path, PARTITION, [table], (row for _ in range(40)))
        assert pq.read_metadata(PARTITION.path(tmp_path, table)).num_row_groups == 5
