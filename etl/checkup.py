"""Live tests of sources: what their lists answer, and whether an article can be read from one of their pages."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context

from etl.ingest.agent import user_agent
from etl.ingest.catalogue import Source
from etl.records import Article, Visit
from etl.settings import Settings

# Sources tested at a time, each on hosts of its own.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """What a feed, sitemap or page of headlines answered, and how many pages it announces, with and without dates."""

    kind: str
    url: str
    answer: str
    items: int | None = None
    dated: int | None = None


@dataclass(frozen=True, slots=True)
class Checkup:
    """What the test of a source found: its lists, and what became of a page; `title` is null if there is no article."""

    source: str
    lists: tuple[Listed, ...]
    answer: str
    url: str | None = None
    title: str | None = None


def check_all(
    sources: Sequence[Source], settings: Settings, *, progress: Callable[[int], None] = lambda _step: None
) -> Iterator[Checkup]:
    """Test sources, several at a time, each in a process of its own.

    Raises:
        InputError: no contact is set.
    """
    user_agent(settings.contact)  # before processes are started
    context = get_context("spawn")
    with ProcessPoolExecutor(min(_AT_ONCE, len(sources)), mp_context=context, max_tasks_per_child=1) as pool:
        for done in pool.map(partial(check, settings), sources):
            progress(1)
            yield done


def check(settings: Settings, source: Source) -> Checkup:
    """Read a source's lists of today, and one page they announce."""
    from etl.clean.articles import clean_page
    from etl.ingest.crawl import crawl
    from etl.ingest.spider import Errand

    errand = Errand(
        source,
        datetime.now(UTC).date(),
        settings.contact,
        sample=1,
        honours_reservations=settings.honours_reservations,
        allows_loopback=settings.allows_loopback,
    )
    with crawl(errand) as brought:
        visits, pages = brought.visits(), list(brought.pages())
        lists = tuple(_listed(visit, brought.listed) for visit in visits if visit.kind != "page")
    visit = next((visit for visit in visits if visit.kind == "page"), None)
    if visit is None:
        return Checkup(source.name, lists, "no page announced")
    if not pages:
        return Checkup(source.name, lists, visit.reason or visit.outcome, visit.url)
    cleaned = clean_page(pages[0])
    if isinstance(cleaned, Article):
        return Checkup(source.name, lists, f"robots {pages[0].robots}", visit.url, cleaned.title or "an article")
    return Checkup(source.name, lists, f"rejected, {cleaned.reason}", visit.url)


def _listed(visit: Visit, counts: dict[str, tuple[int, int]]) -> Listed:
    items, dated = counts.get(visit.url, (None, None))
    return Listed(visit.kind, visit.url, visit.reason or visit.outcome, items, dated)
