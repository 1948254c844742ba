"""Feeds: RSS, Atom, RDF (by feedparser) and JSON Feed, each item with what the feed states of it.

A feed states titles, dates, authors, languages and summaries as its publisher does, so they are evidence of their own
(`Given.feed`); some carry whole articles.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from io import BufferedReader, BytesIO
from time import struct_time
from typing import Any

from etl.ingest.formats import HEAD, sniff
from etl.ingest.pages import MAX_PAGE_BYTES, Found, is_address, page, printable, reject
from etl.records import Given

# Feeds of news have up to a megabyte, of whole archives some; all parsers of XML are slow on what is made to be slow.
MAX_FEED_BYTES = 10_000_000
# The parser's time grows with the square of a tag's length, and a real tag has a few hundred bytes.
_MAX_TAG_BYTES = 65_536
_LONG_TAG = re.compile(rb"<[^<>]{%d}" % _MAX_TAG_BYTES)
_MAX_SUMMARY = 2_000
_TAG = re.compile(r"<(?:[a-zA-Z/!][^<>]*)>")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li)\b[^<>]*>", re.I)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_JSON_FEED = "https://jsonfeed.org/version"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed: its address and name, what the feed states of it, and its text where that is there.

    `published_at` is null where the date is missing or cannot be read; `given.published` is then as the feed has it.
    """

    url: str | None
    external_id: str | None
    given: Given
    published_at: datetime | None = None
    content: str | None = None
    content_type: str = "text/html"


def read_feed(stream: BufferedReader, name: str) -> Found:
    """Each item of a feed as a page; one whose text the feed does not carry has no body."""
    body = stream.read(MAX_FEED_BYTES + 1)
    try:
        found = items(body, name)
    except ValueError as error:
        yield reject(name, "too_large" if len(body) > MAX_FEED_BYTES else "unreadable", str(error))
        return
    for number, item in enumerate(found, 1):
        content = (item.content or "").encode("utf-8", "replace")
        if len(content) > MAX_PAGE_BYTES:
            yield reject(name, "too_large", f"item {number} has {len(content)} bytes", url=item.url)
            continue
        made = page(
            name,
            number,
            content,
            content_type=f"{item.content_type}; charset=utf-8",
            url=item.url,
            external_id=item.external_id,
            given=item.given,
        )
        yield made if content else replace(made, body=None)


def items(body: bytes, name: str) -> list[Item]:
    """The items of the feed called `name`: its address, against which its links are read, or that of a file.

    Raises:
        ValueError: it is no feed, or one made to exhaust its reader; the message says which.
    """
    if len(body) > MAX_FEED_BYTES:
        raise ValueError(f"is no feed of news: it has over {MAX_FEED_BYTES} bytes")
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return list(_json_items(body, name))
    if _LONG_TAG.search(body):
        raise ValueError(f"has a tag of over {_MAX_TAG_BYTES} bytes")
    return list(_xml_items(body, name))


def _xml_items(body: bytes, name: str) -> Iterator[Item]:
    import feedparser

    headers = {"content-location": name} if is_address(name) else {}
    parsed = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not (parsed.get("version") or parsed.entries or sniff(body[:HEAD], name) == "feed"):
        raise ValueError(f"is no feed: {parsed.get('bozo_exception') or 'it has no items'}")
    language = _text(parsed.feed.get("language"))
    for entry in parsed.entries:
        content = _longest(entry.get("content") or ())
        summary = _text(entry.get("summary"))
        published_at = _instant(entry.get("published_parsed") if "published_parsed" in entry else _updated(entry))
        yield Item(
            url=_address(entry.get("link")),
            external_id=_text(entry.get("id")),
            given=Given(
                title=_plain(entry.get("title")),
                published=_stated(entry.get("published") or _updated(entry, "updated"), published_at),
                authors=_names(entry.get("authors") or [{"name": entry.get("author")}]),
                language=language,
                summary=_short(summary) if content else None,
                feed=name,
            ),
            published_at=published_at,
            content=content or summary,
        )


def _json_items(body: bytes, name: str) -> Iterator[Item]:
    """The items of a JSON Feed, https://www.jsonfeed.org/version/1.1/."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON: {error}") from error
    if not isinstance(feed, dict) or not str(feed.get("version")).startswith(_JSON_FEED):
        raise ValueError("is no JSON Feed: it does not state its version")
    for entry in feed.get("items") or ():
        if isinstance(entry, dict):
            yield _json_item(entry, feed, name)


def _json_item(entry: Mapping[str, Any], feed: Mapping[str, Any], name: str) -> Item:
    content, text = _text(entry.get("content_html")), _text(entry.get("content_text"))
    published = _text(entry.get("date_published")) or _text(entry.get("date_modified"))
    return Item(
        url=_address(entry.get("url")) or _address(entry.get("external_url")),
        external_id=_text(entry.get("id")),
        given=Given(
            title=_plain(entry.get("title")),
            published=published,
            authors=_names(entry.get("authors") or [entry.get("author")]),
            language=_text(entry.get("language")) or _text(feed.get("language")),
            summary=_short(_text(entry.get("summary"))) if content or text else None,
            feed=name,
        ),
        published_at=_iso_instant(published),
        content=content or text or _text(entry.get("summary")),
        content_type="text/html" if content else "text/plain",
    )


def _updated(entry: Mapping[str, Any], key: str = "updated_parsed") -> Any:
    """The date of the last change, for which feedparser would otherwise give that of publication, with a warning."""
    return entry[key] if key in entry else None  # noqa: SIM401 - it is this `get` that warns


def _longest(contents: Sequence[Mapping[str, Any]]) -> str | None:
    """Of the forms an item's text is given in, the longest that is text."""
    texts = (
        _text(one.get("value")) for one in contents if not str(one.get("type")).startswith(("image", "audio", "video"))
    )
    return max(filter(None, texts), key=len, default=None)


def _names(authors: Any) -> tuple[str, ...]:
    named = (
        one.get("name") if isinstance(one, dict) else one for one in (authors if isinstance(authors, list) else ())
    )
    return tuple(dict.fromkeys(name for one in named if (name := _plain(one))))


def _stated(text: Any, published_at: datetime | None) -> str | None:
    """A date as the feed has it if that is ISO 8601, else the instant it means, else as the feed has it."""
    stated = _text(text)
    if published_at is None or (stated and _ISO.fullmatch(stated)):
        return stated
    return published_at.isoformat()


def _instant(parsed: struct_time | None) -> datetime | None:
    try:
        return datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except (ValueError, OverflowError):
        return None


def _iso_instant(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _short(summary: str | None) -> str | None:
    return (_plain(summary) or "")[:_MAX_SUMMARY].strip() or None


def _plain(text: Any) -> str | None:
    """A text without the markup that feeds put where there should be none."""
    stated = _text(text)
    return printable(" ".join(unescape(_TAG.sub("", _BREAK.sub(" ", stated))).split())) if stated else None


def _text(value: Any) -> str | None:
    return printable(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _address(value: Any) -> str | None:
    stated = _text(value)
    return stated if stated and is_address(stated) else None
