"""What a crawl brings home: visits in memory, the bytes of pages on disk until they are written to the lake."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, Self

from etl.records import Page, Visit

Key = tuple[str, str]


class Harvest:
    """What a crawl brought: visits, and the pages, whose bytes wait on disk. It lives as long as its `with` block.

    `listed` says of each list that was read how many pages it announces, and how many of them with a date.
    """

    def __init__(self) -> None:
        self.listed: dict[str, tuple[int, int]] = {}
        self._bodies: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._visits: dict[tuple[str, str], Visit] = {}
        self._pages: dict[str, tuple[Page, int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bodies.close()

    def put(self, visit: Visit, made: Page | None = None) -> None:
        """Note a visit, and keep the page that it brought."""
        if made is not None and made.body is not None:
            self._pages[visit.url] = (replace(made, body=None), self._bodies.tell(), len(made.body))
            self._bodies.write(made.body)
        self._visits[visit.kind, visit.url] = visit

    def has(self, kind: str, url: str) -> bool:
        """Whether an address has been visited."""
        return (kind, url) in self._visits

    def visits(self) -> list[Visit]:
        """Every visit, by kind and address; addresses that led to one page name the same."""
        same = self._same_pages()
        found = (self._visits[key] for key in sorted(self._visits))
        return [replace(one, page_id=same.get(one.url, one.page_id)) for one in found]

    def pages(self) -> Iterator[Page]:
        """The pages by address, one body in memory at a time; what several addresses led to comes once."""
        kept = frozenset(self._same_pages().values())
        for made, start, length in sorted(self._pages.values(), key=lambda one: order(one[0])):
            if made.page_id in kept:
                self._bodies.seek(start)
                yield replace(made, body=self._bodies.read(length))

    def _same_pages(self) -> dict[str, str]:
        """The page that each address led to: of equal ones at one final address the first's."""
        first: dict[tuple[str | None, str | None], str] = {}
        for url in sorted(self._pages):
            key = (self._pages[url][0].url, self._visits["page", url].digest)
            first.setdefault(key, self._pages[url][0].page_id)
        return {url: first[made.url, self._visits["page", url].digest] for url, (made, _, _) in self._pages.items()}


def order(made: Page) -> tuple[str, str]:
    """By which pages of a crawl are sorted."""
    return made.url or "", made.page_id


def key(visit: Visit) -> Key:
    """By which visits of a partition are told apart and sorted."""
    return visit.kind, visit.url


def merged(earlier: Mapping[Key, Visit], now: Sequence[Visit]) -> list[Visit]:
    """What a partition's visits are when a day is crawled again: nothing that it has is lost by that.

    A page that was stored before and is not stored anew, for it is unchanged or out of reach, stays as it was.
    """
    visits = dict(earlier)
    for visit in now:
        before = earlier.get(key(visit))
        if before is None or before.outcome != "stored" or visit.outcome == "stored":
            visits[key(visit)] = visit
    return [visits[place] for place in sorted(visits)]


def complaint(visits: Sequence[Visit]) -> str | None:
    """What to tell of a crawl to which nothing answered, be it of the lists or of the pages; None of all others."""
    lists = [visit for visit in visits if visit.kind != "page"]
    pages = [visit for visit in visits if visit.kind == "page"]
    if lists and all(visit.outcome != "read" for visit in lists):
        return f"no list of pages answered ({_reasons(lists)})"
    if pages and all(visit.page_id is None for visit in pages):
        return f"not one of {len(pages)} pages could be fetched ({_reasons(pages)})"
    return None


def _reasons(visits: Sequence[Visit]) -> str:
    counts = Counter(visit.reason for visit in visits)
    return ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items(), key=lambda item: str(item[0])))
