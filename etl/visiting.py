"""Ingest's part that meets the lake: what earlier visits know goes into a crawl, what it brings joins what is there."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

from etl import lake
from etl.lake import Partition
from etl.records import Page, Record, Rejection, Visit
from etl.schema import table_name
from etl.settings import Settings

if TYPE_CHECKING:
    from etl.ingest.catalogue import Source
    from etl.ingest.downloads import Downloader

# A page is news for some days; one that is still announced after so many is fetched again, and stored again.
_REMEMBERED = timedelta(days=30)


def rows(
    settings: Settings,
    partition: Partition,
    source: "Source",
    addresses: Sequence[str] | None,
    progress: Callable[[int], None],
    complaints: list[str],
) -> Iterator[Record]:
    """The visits and pages of a partition after a crawl, and perhaps a complaint."""
    from etl.ingest import harvest
    from etl.ingest.crawl import crawl
    from etl.ingest.spider import Errand

    errand = Errand(
        source=source,
        day=partition.run_date,
        contact=settings.contact,
        known=_known(settings.lake, partition),
        captures=settings.lake / table_name(Visit) / f"source={partition.source}" / ".lists",
        addresses=addresses,
        honours_reservations=settings.honours_reservations,
        allows_loopback=settings.allows_loopback,
        on_page=progress,
    )
    earlier = {harvest.key(visit): visit for visit in lake.rows_if_any(settings.lake, Visit, partition)}
    with crawl(errand) as brought:
        now = brought.visits()
        complaints.extend(filter(None, [harvest.complaint(now)]))
        visits = harvest.merged(earlier, now)
        yield from visits
        kept = {visit.page_id for visit in visits if visit.outcome == "stored"}
        before = (page for page in lake.rows_if_any(settings.lake, Page, partition) if page.page_id in kept)
        yield from merge(before, brought.pages(), key=harvest.order)


def downloads(
    settings: Settings, partition: Partition, addresses: Sequence[str]
) -> Iterator[tuple[Path, str] | Rejection]:
    """Archives on the web, one after the other in a draft of the partition; see `etl.ingest.downloads`."""
    draft = partition.path(settings.lake, Page).with_name(f".{partition.shard}.download")
    return downloader(settings).drafts(addresses, draft)


def downloader(settings: Settings) -> "Downloader":
    """What fetches archives as the settings say."""
    from etl.ingest.downloads import Downloader

    return Downloader(settings.contact, allows_loopback=settings.allows_loopback)


def _known(root: Path, partition: Partition) -> dict[str, Visit]:
    """The visits of the days around that stored a page, the latest of each; the partition's own before all others.

    Only where a page was stored are its bytes sure to be, so what was found unchanged later says nothing here.
    """
    near = [
        other
        for other in lake.partitions(root, Visit)
        if other.source == partition.source
        and abs(other.run_date - partition.run_date) <= _REMEMBERED
        and other.path(root, Page).exists()
    ]
    near.sort(key=lambda other: (other == partition, other))
    visits = (visit for other in near for visit in lake.read(root, Visit, other))
    return {visit.url: visit for visit in visits if visit.outcome == "stored"}
