"""The walk over the lake, a stage a function: read a partition, make rows of it, replace the partition, note the run.

Each function is one stage over one partition, the same for a person and for a scheduler. What a stage makes of a
partition depends on the partition and the versions alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from etl import lake, visiting
from etl.errors import SourceError
from etl.lake import Partition
from etl.records import Article, Event, Mention, Page, Quote, Record, Rejection, Sentence, Visit
from etl.runs import Outcome, Stage, run
from etl.settings import Settings
from etl.workers import ordered_map

if TYPE_CHECKING:
    from etl.ingest.catalogue import Source
    from etl.warehouse import Build

T = TypeVar("T")
Progress = Callable[[int], None]


_ANNOTATIONS: tuple[type[Record], ...] = (Sentence, Mention, Quote, Event)


def no_progress(_step: int) -> None:
    """Nobody is watching."""


def load(
    settings: Settings,
    partition: Partition,
    paths: Sequence[Path],
    *,
    addresses: Sequence[str] = (),
    format: str | None = None,  # noqa: A002 - the option's name
    columns: Mapping[str, str] | None = None,
    keep_body: bool = False,
    progress: Progress = no_progress,
) -> Outcome:
    """Files and archives on the web in, pages and rejections out; progress in bytes of the files.

    Raises:
        SourceError: an archive could not be fetched.
    """
    from etl.ingest import files

    rows = files.load_files(
        paths,
        format=format,
        columns=columns or {},
        keep_body=keep_body,
        on_progress=progress,
        leave_out=settings.lake,
        downloads=visiting.downloads(settings, partition, addresses) if addresses else (),
    )
    stage = Stage("ingest", (Page, Rejection), derived=(Visit, Article, *_ANNOTATIONS))
    return run(settings, partition, stage, rows)


def ingest(
    settings: Settings,
    partition: Partition,
    source: "Source",
    *,
    addresses: Sequence[str] | None = None,
    progress: Progress = no_progress,
) -> Outcome:
    """The web in, pages and visits out; progress in pages.

    What the partition has stays: a page that is unchanged, out of reach or no longer announced is not lost by running
    its day again. One that another partition of the days around has, unchanged, is not stored again.

    Raises:
        SourceError: the source answers nothing; the visits say so too.
    """
    complaints: list[str] = []
    rows = visiting.rows(settings, partition, source, addresses, progress, complaints)
    stage = Stage("ingest", (Page, Visit), derived=(Article, Rejection, *_ANNOTATIONS))
    with lake.turn(settings.lake, partition.source):
        done = run(settings, partition, stage, rows, complaints=complaints)
    if complaints:
        hint = "" if addresses else f": `newslake sources check {source.name}` tests the source"
        raise SourceError(f"{partition}: {complaints[0]}, try again later{hint}")
    return done


def clean(settings: Settings, partition: Partition, *, workers: int = 1, progress: Progress = no_progress) -> Outcome:
    """Pages in, articles and rejections out; progress in pages."""
    pages = lake.read(settings.lake, Page, partition)
    rows = ordered_map(_clean_batch, pages, workers=workers, preload="etl.clean.articles")
    stage = Stage("clean", (Article, Rejection), derived=_ANNOTATIONS)
    return run(settings, partition, stage, _watched(rows, progress), read=Page)


def annotate(
    settings: Settings, partition: Partition, *, workers: int = 1, progress: Progress = no_progress
) -> Outcome:
    """Articles in, sentences, mentions, quotes and events out; progress in articles."""
    articles = _distinct(_watched(lake.read(settings.lake, Article, partition), progress))
    rows = _annotations(settings, articles, workers)
    return run(settings, partition, Stage("annotate", _ANNOTATIONS), rows, read=Article)


def build(settings: Settings, *, progress: Progress = no_progress) -> "Build":
    """The lake and the catalogue of sources in, the warehouse out; progress in queries."""
    from etl import warehouse
    from etl.ingest import catalogue

    publishers = [
        warehouse.Publisher(host, source.name, source.title, source.country, source.ownership, source.language)
        for source in catalogue.load(settings.sources).values()
        for host in source.publishes_at()
    ]
    return warehouse.build(settings.lake, settings.warehouse, publishers=publishers, progress=progress)


def _clean_batch(pages: list[Page]) -> list[Record]:
    from etl.clean.articles import clean_pages
    from etl.ingest.bodies import BodyReader

    with BodyReader() as reader:
        return list(clean_pages(reader.with_body(page) for page in pages))


def _annotations(settings: Settings, articles: Iterable[Article], workers: int) -> Iterator[Record]:
    """The annotations in the order of the articles; that a model or a table is amiss is said before there is any."""
    from etl.annotate.actors import tables
    from etl.annotate.selection import select

    select(settings.models)
    tables.actors(settings.actors)
    batch = partial(_annotate_batch, settings.models, settings.actors)
    yield from ordered_map(batch, articles, workers=workers, preload="etl.annotate.annotation")


def _annotate_batch(models: tuple[str, ...], actors: Path | None, articles: list[Article]) -> list[Record]:
    from etl.annotate.annotation import annotate_articles

    return list(annotate_articles(articles, models=models, actors=actors))


def _distinct(articles: Iterable[Article]) -> Iterator[Article]:
    """Each exact text once: pages that carry the same article share its annotations."""
    seen: set[str] = set()
    for article in articles:
        if article.article_id not in seen:
            seen.add(article.article_id)
            yield article


def _watched(rows: Iterable[T], progress: Progress) -> Iterator[T]:
    for row in rows:
        yield row
        progress(1)
