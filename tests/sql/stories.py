"""A lake of short stories, each an article that quotes somebody once, and the warehouse built from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from etl import lake, warehouse
from etl.clean.fingerprint import fingerprint
from etl.lake import Partition
from etl.records import Article, Event, Mention, Page, Quote, Record, Sentence
from tests.records import article, event, mention, page, quote, sentence


@dataclass(frozen=True, slots=True)
class Story:
    """An outlet's article of one sentence: the pieces of a quotation, who said it, and the countries named.

    It is of a `day` of May 2025, or of none. `tones` and `roles` are those of the names; `events` are (source, type,
    target), all of them triggered by "said".
    """

    outlet: str
    speaker: str | None
    pieces: Sequence[str]
    country: str | None = None
    day: int | None = 1
    named: Mapping[str, str] = field(default_factory=dict)
    tones: Mapping[str, float] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    events: Sequence[tuple[str, str, str]] = ()
    model: str = "rules"

    @property
    def text(self) -> str:
        """The pieces in marks, and the speaker between them."""
        first, *others = (f"“{piece}”" for piece in self.pieces)
        return " ".join([first, "said", self.speaker or "somebody", *others])


def story(outlet: str, speaker: str | None, *pieces: str, **fields: Any) -> Story:
    """A story in one line."""
    return Story(outlet, speaker, pieces, **fields)


def build(root: Path, stories: Sequence[Story]) -> Path:
    """The warehouse of stories, the n-th in the article `a<n>` with the quotation `q<n>`, all of one partition."""
    partition = Partition("harbour", date(2025, 5, 1))
    rows = [row for number, one in enumerate(stories) for row in _rows(one, number)]
    tables = [Page, Article, Sentence, Mention, Quote, Event]
    lake.replace(root, partition, tables, rows)
    return warehouse.build(root, root / "warehouse.duckdb").file


def _rows(one: Story, number: int) -> list[Record]:
    ids = {"article_id": f"a{number}"}
    address = f"https://{one.outlet.lower().replace(' ', '-')}.example/{number}"
    where = {"page_id": f"p{number}", "url": address, "canonical_url": address}
    at = {"published_at": datetime(2025, 5, one.day, tzinfo=UTC), "date_evidence": "meta"} if one.day else {}
    said = {"quote_id": f"q{number}", "speaker_country": one.country}
    return [
        page("x", page_id=f"p{number}", url=address),
        article(one.text, outlet=one.outlet, fingerprint=fingerprint(one.text), **ids, **where, **at),
        sentence(0, len(one.text), model=one.model, **ids),
        *(
            mention(
                name,
                one.text.index(name),
                entity_name=name,
                country=code,
                role=one.roles.get(name),
                tone=one.tones.get(name),
                **ids,
            )
            for name, code in one.named.items()
        ),
        *(quote(one.text, piece, one.speaker, **ids, **said) for piece in one.pieces),
        *(event(one.text, "said", *done, **ids) for done in one.events),
    ]


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    """What a query answers."""
    with warehouse.connect(file) as connection:
        return connection.execute(query).fetchall()
