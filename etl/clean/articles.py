"""A page becomes an article or a rejection: the stage's one road, from bytes to record."""

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from importlib.metadata import version
from threading import current_thread, main_thread
from types import FrameType
from typing import TypeVar

from etl.clean import authors, dates, extraction, fingerprint, language, metadata, plaintext, quality, titles
from etl.clean.html import Document, decode, parse
from etl.clean.normalization import normalize
from etl.records import Article, Given, Page, Rejection

T = TypeVar("T")

# Real pages take 0.03 s and hold 0.3 MB; these bounds stop what was made to hang or to fill the memory.
PAGE_SECONDS = 20.0
PAGE_BYTES = 20_000_000
# The largest of a thousand real pages has ten thousand; three times as many still take less than two seconds.
PAGE_ELEMENTS = 30_000

EXTRACTOR = f"newslake {version('newslake')}, trafilatura {version('trafilatura')}"


def clean_pages(pages: Iterable[Page]) -> Iterator[Article | Rejection]:
    """Exactly one outcome for every page, in the order of the pages."""
    for page in pages:
        yield clean_page(page)


def clean_page(page: Page) -> Article | Rejection:
    """The article a page holds, or the reason why it holds none.

    A page that exceeds `PAGE_SECONDS`, `PAGE_BYTES` or `PAGE_ELEMENTS`, or trips a fault in any parser, is rejected
    alone.
    """
    try:
        with _time_limit(PAGE_SECONDS):
            return _clean(page)
    except _RejectedError as rejected:
        return _reject(page, rejected.reason, rejected.detail)
    except TimeoutError:
        return _reject(page, "timeout", f"more than {PAGE_SECONDS:.0f} s")
    except (RecursionError, MemoryError) as error:
        return _reject(page, "too_complex", type(error).__name__)
    except Exception as error:  # whatever a page does to a parser, the other pages go on
        return _reject(page, "fault", f"{type(error).__name__}: {error}"[:200])


class _RejectedError(Exception):
    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read from a page of either kind."""

    title: str | None
    authors: tuple[str, ...]
    text: str
    document: Document | None = None
    dateline: str | None = None
    outlet: str | None = None


def _clean(page: Page) -> Article:
    found = _plain_text(page, _body(page)) if _is_plain(page) else _html(page, _body(page))
    verdict = quality.verdict(found.document, found.text, url=page.url)
    if verdict.reason:
        raise _RejectedError(verdict.reason, verdict.detail)
    return _article(page, found, is_truncated=verdict.is_truncated)


def _body(page: Page) -> bytes:
    if page.http_status not in (None, 200):
        raise _RejectedError("http_status", str(page.http_status))
    if page.body is None:
        raise _RejectedError("no_body", page.locator)
    if len(page.body) > PAGE_BYTES:
        raise _RejectedError("too_large", f"{len(page.body)} bytes")
    return page.body


def _is_plain(page: Page) -> bool:
    return (page.content_type or "").startswith("text/plain")


def _plain_text(page: Page, body: bytes) -> _Found:
    plain = plaintext.read(normalize(decode(body, page.content_type)), title=page.given.title)
    return _Found(plain.title, plain.authors, plain.text, dateline=plain.dateline, outlet=plain.outlet)


def _html(page: Page, body: bytes) -> _Found:
    document = parse(decode(body, page.content_type), page.url)
    if document is None:
        raise _RejectedError("no_text")
    if (elements := int(document.tree.xpath("count(//*)"))) > PAGE_ELEMENTS:
        raise _RejectedError("too_complex", f"{elements} elements")
    if page.url is None:  # a saved file, whose address only the page itself may know
        document = replace(document, url=metadata.canonical_url(document))
    text = normalize(extraction.main_text(document))
    feed = page.given if page.given.feed else Given()
    title, names = titles.title(document, feed.title), authors.authors(document, feed.authors)
    return _Found(title, names, text, document, outlet=metadata.outlet(document))


def _article(page: Page, found: _Found, *, is_truncated: bool) -> Article:
    document, given = found.document, page.given
    canonical = (metadata.canonical_url(document) if document else None) or page.url
    address = page.url or canonical
    dating = dates.date(document, given, url=address, text=found.dateline or "", fetched_at=page.fetched_at)
    declared = _chosen(given, given.language, language.declared(document) if document else None)
    return Article(
        article_id=_hash(canonical or page.external_id or page.page_id, found.text),
        page_id=page.page_id,
        external_id=page.external_id,
        url=page.url,
        canonical_url=canonical,
        outlet=found.outlet or metadata.host(canonical),
        title=_chosen(given, given.title, found.title),
        authors=_chosen(given, given.authors, found.authors) or (),
        published_at=dating.published_at,
        date_evidence=dating.evidence,
        modified_at=dating.modified_at,
        language=language.identify(found.text, declared),
        section=metadata.section(document) if document else None,
        text=found.text,
        word_count=quality.word_count(found.text),
        fingerprint=fingerprint.fingerprint(found.text),
        is_truncated=is_truncated,
        extractor=EXTRACTOR,
    )


def _chosen(given: Given, stated: T | None, read: T | None) -> T | None:
    """What a corpus states goes before what is read from a page, which goes before what a feed states."""
    return (read or stated) if given.feed else (stated or read)


def _reject(page: Page, reason: str, detail: str | None) -> Rejection:
    return Rejection(page.page_id, page.external_id, page.url, "clean", reason, detail)


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in this thread; only a process's main thread can be interrupted, others run unlimited."""
    if current_thread() is not main_thread():
        yield
        return
    previous = signal.signal(signal.SIGALRM, _time_is_up)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again each second: a parser may swallow the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _time_is_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError
