"""Make the sample corpus from its sources: `python -m infra.sample.generate FOLDER`.

`articles/<outlet>.txt` hold the stories as a person reads them, `designs/` the page designs of news systems,
`outlets.toml` the invented outlets. What comes out is a folder of HTML, a WARC, a JSONL dump, a CSV and plain text
files as saved from a browser, and a catalogue of the outlets; the same bytes each time.
"""

import csv
import gzip
import io
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from etl.ingest import catalogue
from etl.ingest.catalogue import Source

HERE = Path(__file__).parent

# The source each delivery is loaded as, and where it lies in the generated folder.
DELIVERIES = {
    "sample-html": "html",
    "sample-warc": "archive.warc.gz",
    "sample-jsonl": "dump.jsonl",
    "sample-csv": "articles.csv",
    "sample-text": "text",
}


@dataclass(frozen=True)
class Outlet:
    """One entry of `outlets.toml`."""

    key: str
    name: str
    domain: str
    country: str
    language: str
    ownership: str
    design: str

    @property
    def source(self) -> Source:
        """The outlet as an entry of a catalogue of sources."""
        sections = (f"https://{self.domain}/",)
        return Source(self.key, self.name, self.country, self.language, self.ownership, sections=sections)


@dataclass(frozen=True)
class Story:
    """One entry of `articles/<outlet>.txt`: what stands before the first blank line, and the paragraphs after it."""

    outlet: Outlet
    slug: str
    fields: Mapping[str, str]
    paragraphs: tuple[str, ...]
    related: tuple["Story", ...] = ()
    stories: tuple["Story", ...] = ()

    @property
    def title(self) -> str:
        """The headline."""
        return self.fields["title"]

    @property
    def author(self) -> str:
        """The byline, empty for none."""
        return self.fields.get("author", "")

    @property
    def authors(self) -> list[str]:
        """The persons of the byline."""
        return [name for name in self.author.split(" and ") if name]

    @property
    def published(self) -> str:
        """ISO 8601 with the outlet's offset, empty for an undated page."""
        return self.fields.get("published", "")

    @property
    def modified(self) -> str:
        """When the page says it was changed."""
        return self.fields.get("modified", self.published)

    @property
    def section(self) -> str:
        """The section of the outlet."""
        return self.fields.get("section", "")

    @property
    def caption(self) -> str:
        """The caption of the picture, empty for none."""
        return self.fields.get("caption", "")

    @property
    def language(self) -> str:
        """The story's own language, else its outlet's."""
        return self.fields.get("language", self.outlet.language)

    @property
    def delivery(self) -> str:
        """How the page reaches the loader: html, warc, jsonl, csv or text."""
        return self.fields["delivery"]

    @property
    def design(self) -> str:
        """The template of the page."""
        return self.fields.get("design", self.outlet.design)

    @property
    def charset(self) -> str:
        """The encoding the page declares."""
        return "utf-8" if self.encoding == "mixed" else self.encoding

    @property
    def encoding(self) -> str:
        """The encoding of the bytes; `mixed` declares UTF-8 and is windows-1252."""
        return self.fields.get("encoding", "utf-8")

    @property
    def url(self) -> str:
        """The address of the page, with the day in it as most systems have it."""
        day = self.published[:10].replace("-", "/") or "guide"
        return f"https://{self.outlet.domain}/{day}/{self.slug}"

    @property
    def shown_date(self) -> str:
        """The date as a reader sees it."""
        moment = datetime.fromisoformat(self.published)
        return f"{moment:%B} {moment.day}, {moment.year}"

    @property
    def minutes(self) -> int:
        """The time a reader needs, as pages claim it."""
        return max(1, len(" ".join(self.paragraphs).split()) // 60)

    @cached_property
    def linked_data(self) -> str:
        """The JSON-LD object of the page."""
        kind = "LiveBlogPosting" if self.design == "liveblog" else "NewsArticle"
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": kind,
            "headline": self.title,
            "datePublished": self.published,
            "dateModified": self.modified,
            "articleSection": self.section,
            "author": [{"@type": "Person", "name": name} for name in self.authors],
            "publisher": {"@type": "NewsMediaOrganization", "name": self.outlet.name},
        }
        if self.design == "paywall":
            data |= {"isAccessibleForFree": False}
        return json.dumps({key: value for key, value in data.items() if value != ""}, ensure_ascii=False)


def stories() -> list[Story]:
    """Every story of the sources, each with three others of its outlet to link to."""
    outlets = tomllib.loads((HERE / "outlets.toml").read_text(encoding="utf-8"))
    found: list[Story] = []
    for key, fields in outlets.items():
        own = list(_read(Outlet(key=key, **fields), HERE / "articles" / f"{key}.txt"))
        shown = [story for story in own if "expect" not in story.fields]
        for story in own:
            others = tuple(other for other in shown if other.slug != story.slug)
            found.append(replace(story, related=others[:3], stories=others))
    return found


def generate(folder: Path) -> None:
    """Write the whole corpus into a folder."""
    every = stories()
    pages = Environment(loader=FileSystemLoader(HERE / "designs"), autoescape=True, trim_blocks=False)
    texts = Environment(loader=FileSystemLoader(HERE / "designs"), autoescape=False, trim_blocks=True)  # noqa: S701 - no HTML
    by_delivery = {kind: [s for s in every if s.delivery == kind] for kind in ("html", "warc", "jsonl", "csv", "text")}
    for story in by_delivery["html"]:
        _write(folder / "html" / story.outlet.key / f"{story.slug}.html", _encoded(story, _page(pages, story)))
    for story in by_delivery["text"]:
        text = texts.get_template("saved.txt").render(page=story)
        _write(folder / "text" / f"{story.outlet.key}-{story.slug}.txt", text.encode())
    _write(folder / "archive.warc.gz", b"".join(_warc(pages, by_delivery["warc"])))
    _write(folder / "dump.jsonl", "\n".join(_jsonl(pages, by_delivery["jsonl"])).encode())
    _write(folder / "articles.csv", _csv(by_delivery["csv"]).encode())
    sources = dict.fromkeys(story.outlet.source for story in every)
    _write(folder / "sources.toml", "\n".join(map(catalogue.toml, sources)).encode())


def _read(outlet: Outlet, path: Path) -> Iterator[Story]:
    for entry in path.read_text(encoding="utf-8").split("# ")[1:]:
        head, _, body = entry.partition("\n\n")
        slug, *lines = head.splitlines()
        fields = dict(line.split(":", 1) for line in lines)
        paragraphs = tuple(paragraph.strip() for paragraph in body.split("\n\n") if paragraph.strip())
        yield Story(outlet, slug, {key: value.strip() for key, value in fields.items()}, paragraphs)


def _page(pages: Environment, story: Story) -> str:
    return pages.get_template(f"{story.design}.html").render(page=story)


def _encoded(story: Story, html: str) -> bytes:
    return html.encode("windows-1252" if story.encoding == "mixed" else story.encoding)


def _jsonl(pages: Environment, found: list[Story]) -> Iterator[str]:
    """Pages of one outlet as HTML, of the other as text with what the corpus knows; then a line cut off."""
    for story in found:
        row: dict[str, Any] = {"id": f"{story.outlet.key}/{story.slug}", "url": story.url}
        if story.outlet.design == "table":
            row |= {"text": "\n\n".join(story.paragraphs), "title": story.title, "published": story.published}
            row |= {"authors": story.authors}
        else:
            row |= {"html": _page(pages, story)}
        yield json.dumps(row, ensure_ascii=False)
    yield '{"id": "cut-off", "url": "https://steppe-wire.example/cut", "text": "The line ends in the'


def _csv(found: list[Story]) -> str:
    """Texts with what the corpus knows; the last row has no text."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["id", "url", "title", "published", "authors", "text"])
    for story in found:
        name = f"{story.outlet.key}/{story.slug}"
        text = "\n\n".join(story.paragraphs)
        rows.writerow([name, story.url, story.title, story.published, "; ".join(story.authors), text])
    rows.writerow(["lost", "https://amur-daily.example/lost", "Lost text", "2025-06-01", "", ""])
    return file.getvalue()


def _warc(pages: Environment, found: list[Story]) -> Iterator[bytes]:
    """Captures two hours after publication, an image, a style sheet, and two pages the servers refused."""
    for story in found:
        captured = story.fields.get("captured") or _later(story.published)
        yield warc_record(story.url, captured, 200, "text/html; charset=utf-8", _page(pages, story).encode())
    day = "2025-06-30T00:00:00Z"
    yield warc_record("https://harbour-post.example/photo.jpg", day, 200, "image/jpeg", b"\xff\xd8\xff\xe0")
    yield warc_record("https://harbour-post.example/style.css", day, 200, "text/css", b"body { color: black }")
    refused = b"<html><head><title>Not here</title></head><body><h1>Not here</h1></body></html>"
    yield warc_record("https://neva-courier.example/2025/04/02/old-page", day, 404, "text/html", refused)
    yield warc_record("https://amur-daily.example/2025/06/30/overload", day, 500, "text/html", refused)


def warc_record(url: str, captured: str, status: int, content_type: str, body: bytes) -> bytes:
    """One gzip member holding one WARC response; the clock of gzip stands still."""
    http = f"HTTP/1.1 {status} -\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {captured}\r\n"
        f"WARC-Record-ID: <{url}#{captured}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def _later(published: str) -> str:
    moment = datetime.fromisoformat(published) + timedelta(hours=2)
    offset = moment.utcoffset() or timedelta()
    return f"{moment.replace(tzinfo=None) - offset:%Y-%m-%dT%H:%M:%SZ}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    generate(Path(sys.argv[1]))
