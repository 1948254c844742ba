"""A lake of articles in one line each, and the warehouse built from it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from etl import lake, warehouse
from etl.clean.fingerprint import fingerprint
from etl.lake import Partition
from etl.records import Article, Event, Mention, Page, Quote, Record, Sentence
from etl.warehouse import Publisher
from tests.records import article, page

DAY = Partition("harbour", date(2025, 5, 1))


def printed(name: str, host: str = "quay.example", *, day: int | None = 1, **fields: Any) -> Article:
    """An article of that id on a page of its own, published on a day of May 2025, counted on into June, or on none."""
    text = fields.pop("text", f"The text of {name} and nothing else.")
    address = f"https://{host}/{name}"
    stated: dict[str, Any] = {"article_id": name, "page_id": f"p{name}", "url": address, "canonical_url": address}
    stated |= {"outlet": host, "fingerprint": fingerprint(text)}
    if day:
        stated |= {"published_at": datetime(2025, 5, 1, tzinfo=UTC) + timedelta(days=day - 1), "date_evidence": "meta"}
    return article(text, **(stated | fields))


def build(root: Path, *rows: Record, partition: Partition = DAY, publishers: Sequence[Publisher] = ()) -> Path:
    """The warehouse of articles and what was found in them, beside what the lake has of other partitions."""
    pages = [page("x", page_id=row.page_id, url=row.url) for row in rows if isinstance(row, Article)]
    lake.replace(root, partition, [Page, Article, Sentence, Mention, Quote, Event], [*pages, *rows])
    return warehouse.build(root, root / "warehouse.duckdb", publishers=publishers).file


def answers(file: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query answers."""
    with warehouse.connect(file) as connection:
        return connection.execute(query).fetchall()
