"""Whatever happens to a lake, a warehouse that takes in what has changed has the rows of one built from nothing."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from etl import lake, warehouse
from etl.clean.fingerprint import fingerprint
from etl.errors import WarehouseError
from etl.lake import Partition
from etl.records import Article, Event, Mention, Page, Quote, Record, Rejection, Run, Sentence, Visit
from etl.warehouse import Publisher
from etl.warehouse.queries import marts
from tests.records import article, event, mention, page, quote, sentence

FIRST_DAY = date(2025, 5, 1)
SPEECH = (
    "we have waited nine winters for this bridge and we will never accept another delay from the capital or its men"
)
OTHER_SPEECH = "the ferry sank and we will never accept another delay from the capital while 47 boats lie in a harbour"
BODY = "Russia and China agreed on a bridge over the river that both had promised while China paid for most of it"
SPEAKERS = ("Ann Roe", "Roe", "Ben Roe", None)
PUBLISHERS = [
    Publisher("quay.example", "quay", "Quay News", "NOR", "state", "en"),
    Publisher("quay.example", "quay-zh", "Quay News in Chinese", "CHN", "state", "zh"),
    Publisher("pier.example", "pier", "Pier Post", "SWE", "private", "en"),
]
COUNTRIES = {"Russia": "RUS", "China": "CHN", "Norway": "NOR"}
FEED = Visit("https://quay.example/feed", "feed", (), "read")


class World:
    """A lake to which things happen by chance; a few addresses, texts and speeches return again and again."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._chance = random.Random(seed)
        for day in range(3, 9):
            self._write(Partition(f"source{day % 2}", FIRST_DAY + timedelta(days=day)))

    def change(self) -> str:
        """Let one thing happen, and say what."""
        happenings = {
            "a new day": lambda: self._write(self._any_partition(range(9, 30))),
            "a day run again": lambda: self._write(self._chosen()),
            "a shard removed": lambda: lake.remove(self._root, self._chosen()),
            "an older archive": lambda: self._write(self._any_partition(range(3))),
            "a partition annotated again": lambda: self._annotate(self._chosen()),
            "nothing": lambda: None,
        }
        name = self._chance.choice(list(happenings))
        happenings[name]()
        return name

    def _any_partition(self, days: range) -> Partition:
        day, source = self._chance.choice(days), self._chance.choice(("source0", "source1"))
        return Partition(source, FIRST_DAY + timedelta(days=day), self._chance.choice(("000", "001")))

    def _chosen(self) -> Partition:
        return self._chance.choice([*lake.partitions(self._root, Page)])

    def _write(self, partition: Partition) -> None:
        articles = [self._article(partition, number) for number in range(self._chance.randint(1, 4))]
        pages = [page("x", page_id=one.page_id, url=one.url, fetched_at=_noon(partition)) for one in articles]
        visited = {one.url: one.page_id for one in articles if one.url}
        visits = [Visit(url, "page", ("feed",), "stored", page_id=page_id) for url, page_id in visited.items()]
        visits += self._chance.choice(([], [FEED], [replace(FEED, outcome="failed", reason="timeout")]))
        rejections = [Rejection(None, None, "archive", "ingest", "damaged")] * self._chance.randint(0, 1)
        if self._chance.random() < 0.3:
            pages.append(page("y", page_id=f"{partition} rejected"))
            rejections.append(Rejection(pages[-1].page_id, None, None, "clean", "too_short"))
        lake.replace(self._root, partition, [Page, Visit], [*pages, *visits])
        lake.replace(self._root, partition, [Article, Rejection], [*articles, *rejections])
        self._annotate(partition)

    def _article(self, partition: Partition, number: int) -> Article:
        """Some page of an outlet, which may have been another text before."""
        host = self._chance.choice(("harbour.example", "quay.example", "pier.example"))
        address = f"https://{host}/{self._chance.randint(1, 8)}" if self._chance.random() < 0.9 else None
        external_id = None if address else self._chance.choice((None, "1", "2"))
        text = self._text()
        name = sha256(f"{address or external_id} {text}".encode()).hexdigest()[:12]
        at = self._chance.choice((None, _noon(partition) - timedelta(days=self._chance.randint(0, 2))))
        return article(
            text,
            article_id=name,
            page_id=f"{partition} {number}",
            external_id=external_id,
            url=address,
            canonical_url=address,
            title=self._chance.choice(("A bridge", "A bridge", "No bridge")),
            outlet=self._chance.choice((host, host, "Harbour Post", "Quay News", "Reuters", None)),
            language=self._chance.choice(("en", "en", "zh", None)),
            authors=self._chance.choice(((), ("Quay News",), ("AFP",))),
            published_at=at,
            date_evidence=at and "meta",
            fingerprint=fingerprint(text),
        )

    def _text(self) -> str:
        words = BODY.split() + [f"word{number}" for number in range(self._chance.choice((0, 0, 10, 30, 60)))]
        for _ in range(self._chance.choice((0, 0, 1, 4))):
            words[self._chance.randrange(4, len(words))] = self._chance.choice(("Norway", "changed"))
        said = self._chance.choice((SPEECH, OTHER_SPEECH)).split()
        start, end = self._chance.choice(((0, None), (0, None), (0, 9), (5, 16), (10, None), (12, 15)))
        who = self._chance.choice(SPEAKERS) or "somebody"
        return f"“{' '.join(said[start:end])}” said {who}.\n\n{' '.join(words)}"

    def _annotate(self, partition: Partition) -> None:
        articles = [*lake.read(self._root, Article, partition)] if self._chance.random() < 0.9 else []
        rows = [row for one in articles for row in self._annotations(one)]
        lake.replace(self._root, partition, [Sentence, Mention, Quote, Event], rows)
        runs = [Run("clean", partition.shard, "1", None, None, 1, 1, 0, self._chance.random(), "ok")]
        runs += [Run("annotate", partition.shard, "1", None, None, 1, 1, 0, 0.1, "ok")] * self._chance.randint(0, 1)
        lake.replace(self._root, partition, [Run], runs)

    def _annotations(self, one: Article) -> Iterator[Record]:
        ids = {"article_id": one.article_id}
        first, _, body = one.text.partition("\n\n")
        start = len(one.text) - len(body)
        yield sentence(0, len(first), model=self._chance.choice(("rules", "en_test-1")), **ids)
        yield sentence(start, len(one.text), sentence=1, **ids)
        for name, code in COUNTRIES.items():
            if name in body and self._chance.random() < 0.9:
                known = {"entity_id": self._chance.choice((f"country:{code}", None)), "entity_name": name}
                known |= {"role": self._chance.choice((None, "GOV", "MED"))}
                yield mention(name, start + body.index(name), sentence=1, country=code, **known, **ids)
        if self._chance.random() < 0.9:
            yield from self._pieces(one, *first[1:-1].split("” said "))
        if self._chance.random() < 0.5:
            stated = {"is_negated": self._chance.random() < 0.2, "sentence": 1, **ids}
            stated |= {"target_country": self._chance.choice(("CHN", "NOR", None))}
            yield event(one.text, "agreed", "RUS", self._chance.choice(("AGREE", "AID")), "CHN", **stated)

    def _pieces(self, one: Article, said: str, who: str) -> Iterator[Quote]:
        """A quotation, in one piece or two."""
        speaker = who if who in SPEAKERS else None
        cut = said.rindex(" ") if self._chance.random() < 0.3 else len(said)
        for piece in filter(None, (said[:cut], said[cut + 1 :])):
            known = {"speaker_id": self._chance.choice((f"person:{who}", f"org:{who}", None)) if speaker else None}
            known |= {"speaker_country": self._chance.choice(("RUS", "NOR", None)) if speaker else None}
            yield quote(one.text, piece, speaker, quote_id=f"q{one.article_id}", article_id=one.article_id, **known)


def _noon(partition: Partition) -> datetime:
    return datetime(partition.run_date.year, partition.run_date.month, partition.run_date.day, 12, tzinfo=UTC)


def content(file: Path) -> dict[str, list[str]]:
    """The rows of every table, in an order that does not depend on where they lie."""
    with duckdb.connect(file, read_only=True) as connection:
        tables = [mart.table for mart in marts()] + ["warnings"]
        return {name: sorted(map(repr, connection.execute(f"from {name}").fetchall())) for name in tables}


@pytest.mark.parametrize("seed", range(2))
def test_a_build_on_top_of_another_has_the_rows_of_one_from_nothing(tmp_path: Path, seed: int) -> None:
    root, file, happened = tmp_path / "lake", tmp_path / "warehouse.duckdb", []
    world = World(root, seed)
    warehouse.build(root, file, publishers=PUBLISHERS)
    for _ in range(5):
        happened += [world.change(), world.change()]
        warehouse.build(root, file, publishers=PUBLISHERS)
    fresh = content(warehouse.build(root, tmp_path / "fresh.duckdb", publishers=PUBLISHERS).file)
    for name, rows in content(file).items():
        assert rows == fresh[name], f"{name} after {', '.join(happened)}"


def spoil(root: Path, partition: Partition, *tables: type[Record]) -> None:
    """Make the files of a partition unreadable, though they look as before."""
    for table in tables or (Page, Article, Sentence, Mention, Quote, Event, Run):
        path = partition.path(root, table)
        then = path.stat()
        path.write_bytes(bytes(then.st_size))
        os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))


def test_partitions_that_did_not_change_are_not_read(tmp_path: Path) -> None:
    root, file = tmp_path / "lake", tmp_path / "warehouse.duckdb"
    World(root, 0)
    warehouse.build(root, file)
    spoil(root, Partition("source1", FIRST_DAY + timedelta(days=3)))
    other = Partition("source9", FIRST_DAY)
    one = article("Nothing else is said.", article_id="other", page_id="other", canonical_url=None, url=None)
    lake.replace(root, other, [Page, Article], [page(page_id="other"), one])
    assert warehouse.build(root, file).rows["runs"] > 0
    with warehouse.connect(file) as connection:
        assert connection.execute("select count(*) from articles where article_id = 'other'").fetchall() == [(1,)]


def test_a_warehouse_of_other_queries_is_built_from_nothing(tmp_path: Path) -> None:
    root, file = tmp_path / "lake", tmp_path / "warehouse.duckdb"
    World(root, 0)
    warehouse.build(root, file)
    with duckdb.connect(file) as connection:
        connection.execute("update builds.versions set version = 'another'")
    spoil(root, Partition("source1", FIRST_DAY + timedelta(days=3)))
    with pytest.raises(WarehouseError, match="the old warehouse stays"):
        warehouse.build(root, file)


def test_a_build_goes_on_from_the_file_as_it_is_though_an_older_one_is_open(tmp_path: Path) -> None:
    root, file = tmp_path / "lake", tmp_path / "warehouse.duckdb"
    World(root, 0)
    before = content(warehouse.build(root, file).file)
    added = Partition("source9", FIRST_DAY)
    with warehouse.connect(file):
        lake.replace(root, added, [Page], [page(page_id="other")])
        warehouse.build(root, file)
        lake.remove(root, added)
        warehouse.build(root, file)
    assert content(file) == before


def test_a_build_that_a_file_of_the_lake_stops_leaves_the_old_warehouse(tmp_path: Path) -> None:
    root, file = tmp_path / "lake", tmp_path / "warehouse.duckdb"
    World(root, 0)
    before = warehouse.build(root, file).file.read_bytes()
    added = Partition("source9", FIRST_DAY)
    lake.replace(root, added, [Page], [page(page_id="other")])
    spoil(root, added, Page)
    with pytest.raises(WarehouseError, match="the old warehouse stays"):
        warehouse.build(root, file)
    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"lake", "warehouse.duckdb"}


@pytest.mark.parametrize("step", [1, 30])
def test_an_interrupted_build_leaves_the_old_warehouse(tmp_path: Path, step: int) -> None:
    root, file, steps = tmp_path / "lake", tmp_path / "warehouse.duckdb", iter(range(1, 99))
    world = World(root, 0)
    before = warehouse.build(root, file).file.read_bytes()
    world.change()

    def interrupt(_step: int) -> None:
        if next(steps) == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        warehouse.build(root, file, progress=interrupt)
    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"lake", "warehouse.duckdb"}
