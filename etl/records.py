"""One frozen record per table of the lake.

Offsets (`start_char`, `end_char`) count Python code points of `articles.text`, end exclusive. `_at` is a UTC
timestamp, `country` an ISO 3166-1 alpha-3 code. The hive keys `source` and `run_date` belong to every table and
live in the path of its partition.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Record:
    """A row of some table."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the corpus or feed itself stated about a page, as it stated it.

    `feed` is the address or file of the feed or sitemap, null for a corpus. A corpus is believed; a feed is one
    witness beside the page itself.
    """

    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    summary: str | None = None
    feed: str | None = None

    def to_json(self) -> str:
        """Only what was stated, keys sorted: the same statement gives the same bytes."""
        return json.dumps({k: v for k, v in asdict(self).items() if v}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        stated: dict[str, Any] = json.loads(text)
        return cls(**(stated | {"authors": tuple(stated.get("authors", ()))}))


@dataclass(frozen=True, slots=True)
class Page(Record):
    """One capture of one page; a second capture of the same address is another page.

    `page_id` hashes where the page comes from and its bytes. `body` is null where `locator` says how the bytes
    can be read again; of a page from an archive on the web it is the address of that. `content_type` is the header as
    received or as the file's format implies, with its charset. Where the page was fetched, `robots` says what its
    host's robots.txt did (`allowed`, or `absent`: there is none), and `reservation` how the page or its host reserves
    its use for mining (`tdm-reservation`, `noai`), null where neither does.
    """

    page_id: str
    url: str | None = None
    external_id: str | None = None
    fetched_at: datetime | None = None
    http_status: int | None = None
    content_type: str | None = None
    body: bytes | None = None
    locator: str | None = None
    given: Given = Given()
    robots: str | None = None
    reservation: str | None = None


@dataclass(frozen=True, slots=True)
class Visit(Record):
    """One address that a source was expected to have on a day, and what became of it.

    `kind` is what stands there: `page`, or a list of pages (`feed`, `sitemap`, `section`); `found_in` are the kinds of
    lists that announced a page, or `list` for one that was asked for by its address. `outcome` is `read` for a list;
    for a page `stored`, or `unchanged` since an earlier visit; for both `refused` (by rules that are kept: `robots`,
    `tdm-reservation`, `forbidden_address` …) or `failed`, with the reason. `page_id` is the page that has its bytes,
    which may be in another partition. `digest`, `etag` and `last_modified` tell a later visit whether it has changed.
    """

    url: str
    kind: str
    found_in: tuple[str, ...]
    outcome: str
    reason: str | None = None
    http_status: int | None = None
    page_id: str | None = None
    digest: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Article(Record):
    """One article found on a page.

    `article_id` identifies the exact text: a hash of canonical URL (or external id) and text, so a page fetched
    again unchanged has the same id and an edited one a new id. `published_at` is null where nothing on the page
    dates it; `date_evidence` says what did (`json-ld`, `meta`, `url`, `text`, `feed`, `given`). `fingerprint` is
    the MinHash of the text's word shingles. `is_truncated` marks the free part of a paid article.
    """

    article_id: str
    page_id: str
    external_id: str | None
    url: str | None
    canonical_url: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    date_evidence: str | None
    modified_at: datetime | None
    language: str | None
    section: str | None
    text: str
    word_count: int
    fingerprint: tuple[int, ...]
    is_truncated: bool
    extractor: str


@dataclass(frozen=True, slots=True)
class Rejection(Record):
    """One input that became no article: a page (`stage` clean) or a piece of a file that is no page (ingest).

    `reason` is a short stable word to count by, `detail` what a person needs to look it up. `page_id` is null
    where there is no page; `url` and `detail` then name the file and the position in it.
    """

    page_id: str | None
    external_id: str | None
    url: str | None
    stage: str
    reason: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence(Record):
    """One sentence of an article, counted from 0.

    `tone` is between -1 (harsh words) and 1 (kind ones), 0 where the lexicon has none of them, null in other languages
    than English. `model` is the pipeline that annotated the article, as name-version, or `rules` where its language has
    no model.
    """

    article_id: str
    sentence: int
    start_char: int
    end_char: int
    model: str
    tone: float | None = None


@dataclass(frozen=True, slots=True)
class Mention(Record):
    """One mention of an entity; `text` is the article's text at its offsets, `role` a sector of `actors/roles.tsv`.

    `tone` is that of what the clause says of it, between -1 and 1, null where it says nothing that the lexicon has.
    """

    article_id: str
    sentence: int
    start_char: int
    end_char: int
    text: str
    label: str
    entity_id: str | None = None
    entity_name: str | None = None
    country: str | None = None
    role: str | None = None
    tone: float | None = None


@dataclass(frozen=True, slots=True)
class Quote(Record):
    """One contiguous piece of a quotation; pieces around "he said" share a `quote_id`.

    `content` leaves out the outer quotation marks. `kind` is `direct`, `mixed` or `indirect`; `resolution` says
    how the speaker was found (`name`, `title`, `pronoun`, `carried`); an unknown speaker is null. What `is_negated`
    somebody did not say, or declined to say.
    """

    quote_id: str
    article_id: str
    sentence: int
    start_char: int
    end_char: int
    content: str
    kind: str
    cue: str | None = None
    cue_start_char: int | None = None
    cue_end_char: int | None = None
    speaker: str | None = None
    speaker_start_char: int | None = None
    speaker_end_char: int | None = None
    speaker_id: str | None = None
    speaker_name: str | None = None
    speaker_country: str | None = None
    speaker_role: str | None = None
    resolution: str | None = None
    confidence: float | None = None
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Event(Record):
    """One directed relation a sentence states between two actors, in the classes of PLOVER.

    What goes both ways is two rows. `mode` is the kind of its type, where the trigger tells it; `intensity` lies
    between -10 (hostile) and 10 (cooperative). `source_text` and `target_text` are the words that name the actors, and
    `rule` says how they were found. `is_hypothetical` marks what may happen or is meant to, `in_quote` what is quoted.
    """

    article_id: str
    sentence: int
    trigger: str
    trigger_start_char: int
    trigger_end_char: int
    event_type: str
    mode: str | None
    intensity: float
    source_text: str
    source_start_char: int
    source_end_char: int
    source_id: str | None
    source_country: str | None
    target_text: str
    target_start_char: int
    target_end_char: int
    target_id: str | None
    target_country: str | None
    is_negated: bool
    is_hypothetical: bool
    in_quote: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Run(Record):
    """One run of a stage over a partition: what made the rows, how many went in and out, how it ended.

    The only table with a measurement of time in it, and so the only one that differs between equal runs.
    """

    stage: str
    shard: str
    code_version: str
    model_version: str | None
    lexicon_version: str | None
    count_in: int
    count_out: int
    count_rejected: int
    seconds: float
    outcome: str
