"""Three outlets of the sample corpus as a site on this machine, with all that a crawler meets on the web.

Each outlet is a host of its own: `127.0.0.1` has an RSS feed, a gzipped news sitemap and rules in robots.txt;
`127.0.0.2` an Atom feed, slow answers and a 429 with Retry-After; `127.0.0.3` an index of sitemaps and a JSON Feed that
announces traps: a loop, a bomb, ways to private machines, pages that are gone, pages that are reserved by themselves or
by a file of the host. All lists and pages have an ETag and answer 304 to it.

`python -m infra.sample.site --first-day 2025-05-07 --port 8080` serves it and prints its catalogue of sources.
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Self
from xml.sax.saxutils import escape

from jinja2 import Environment, FileSystemLoader

from infra.sample.answers import RESERVED, TRAPS, Answer, if_changed, trap, xml
from infra.sample.generate import HERE, Story, stories

HOSTS = {"harbour-post": "127.0.0.1", "steppe-wire": "127.0.0.2", "neva-courier": "127.0.0.3"}
DAYS = 5
SLOW_SECONDS = 0.2
_CATALOGUE = """[{key}]
title = "{story.outlet.name}"
country = "{story.outlet.country}"
language = "{story.outlet.language}"
ownership = "{story.outlet.ownership}"
{lists}
delay = {delay}
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A request that came, and what it was answered."""

    host: str
    path: str
    status: int
    at: float
    headers: Mapping[str, str]


class Site:
    """The three outlets, served while a `with` block lasts; `first_day` and the four after it have news.

    `hits` are the requests that came. `down` are hosts that answer nothing but 503, `closed` those that want to be left
    alone for an hour when a page is asked for, `edited` paths whose pages read otherwise from now on.
    """

    def __init__(self, first_day: date, *, port: int = 0, delay: float = 0.02) -> None:
        self._pages = Environment(loader=FileSystemLoader(HERE / "designs"), autoescape=True)
        self._lock = Lock()
        self._busy: set[str] = set()
        self.first_day, self.delay = first_day, delay
        self.hits: list[Hit] = []
        self.down: set[str] = set()
        self.closed: set[str] = set()
        self.edited: set[str] = set()
        self.stories = _redated(first_day)
        self._servers = [ThreadingHTTPServer((HOSTS["harbour-post"], port), self._handler())]
        self.port = self._servers[0].server_port
        others = (host for host in HOSTS.values() if host != HOSTS["harbour-post"])
        self._servers += [ThreadingHTTPServer((host, self.port), self._handler()) for host in others]

    def __enter__(self) -> Self:
        for server in self._servers:
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def url(self, key: str, path: str) -> str:
        """An address of an outlet."""
        return f"http://{HOSTS[key]}:{self.port}{path}"

    def of(self, key: str, day: date) -> list[Story]:
        """An outlet's stories of a day."""
        return [story for story in self.stories[key] if story.published.startswith(day.isoformat())]

    def catalogue(self) -> str:
        """The sources, in the form of a user's catalogue."""
        lists = {
            "harbour-post": {"feeds": ["/rss"], "sitemaps": ["/news.xml.gz"]},
            "steppe-wire": {"feeds": ["/atom"]},
            "neva-courier": {"feeds": ["/feed.json"], "sitemaps": ["/sitemap.xml"], "sections": ["/"]},
        }
        return "\n".join(
            _CATALOGUE.format(
                key=key,
                story=self.stories[key][0],
                delay=self.delay,
                lists="\n".join(
                    f"{kind} = {json.dumps([self.url(key, path) for path in paths])}"
                    for kind, paths in lists[key].items()
                ),
            )
            for key in HOSTS
        )

    def answer(self, key: str, path: str, headers: Mapping[str, str]) -> Answer:
        """What a request is answered."""
        if HOSTS[key] in self.down:
            return Answer(503)
        if key == "steppe-wire":
            time.sleep(SLOW_SECONDS)
        lists = self._lists(key)
        if path in lists:
            return if_changed(lists[path](), headers)
        if key == "neva-courier" and (path in TRAPS or path == "/licensed/open"):
            return trap(path)
        return self._page(key, path, headers)

    def _lists(self, key: str) -> dict[str, Callable[[], Answer]]:
        if key == "harbour-post":
            robots = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 0.25\n"
            return {
                "/robots.txt": lambda: Answer(content_type="text/plain", body=robots),
                "/rss": lambda: xml(self._rss(key)),
                "/news.xml.gz": lambda: Answer(
                    content_type="application/gzip", body=gzip.compress(self._news(key).encode(), mtime=0)
                ),
            }
        if key == "steppe-wire":
            return {"/robots.txt": lambda: Answer(404), "/atom": lambda: xml(self._atom(key))}
        index = "".join(f"<sitemap><loc>{self.url(key, f'/sitemap-{day}.xml')}</loc></sitemap>" for day in self._days())
        return {
            "/robots.txt": lambda: Answer(content_type="text/plain", body=b"User-agent: *\nAllow: /\n"),
            "/.well-known/tdmrep.json": lambda: Answer(
                content_type="application/json", body=json.dumps(RESERVED).encode()
            ),
            "/feed.json": lambda: Answer(content_type="application/feed+json", body=self._json_feed(key).encode()),
            "/sitemap.xml": lambda: xml(f"<sitemapindex>{index}</sitemapindex>"),
            "/": lambda: Answer(body=self._front(key).encode()),
            **{f"/sitemap-{day}.xml": partial(self._sitemap, key, day) for day in self._days()},
        }

    def _page(self, key: str, path: str, headers: Mapping[str, str]) -> Answer:
        story = next((story for story in self.stories[key] if _path(story) == path), None)
        if story is None:
            return Answer(404)
        if HOSTS[key] in self.closed:
            return Answer(429, headers={"Retry-After": "3600"})
        if key == "steppe-wire" and story is self.stories[key][0] and self._is_first(path):
            return Answer(429, headers={"Retry-After": "1"})
        html = self._pages.get_template(f"{story.design}.html").render(page=story)
        if path in self.edited:
            html = html.replace("</h1>", " (updated)</h1>")
        return if_changed(Answer(body=html.encode()), headers)

    def _is_first(self, path: str) -> bool:
        with self._lock:
            is_first = path not in self._busy
            self._busy.add(path)
        return is_first

    def _days(self) -> list[date]:
        return [self.first_day + timedelta(days=n) for n in range(DAYS)]

    def _rss(self, key: str) -> str:
        items = "".join(
            f"<item><title>{escape(story.title)}</title><link>{self.url(key, _path(story))}?utm_source=rss</link>"
            f"<pubDate>{format_datetime(_moment(story))}</pubDate><description>{escape(story.paragraphs[0])}</description></item>"
            for story in self.stories[key][::2]
        )
        at = format_datetime(datetime.combine(self.first_day, datetime.min.time(), UTC))
        closed = f"<item><link>{self.url(key, '/private/plan')}</link><pubDate>{at}</pubDate></item>"
        return f'<rss version="2.0"><channel><title>{key}</title>{items}{closed}</channel></rss>'

    def _news(self, key: str) -> str:
        spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
        urls = "".join(
            f"<url><loc>{self.url(key, _path(story))}</loc><n:news><n:publication_date>{story.published}"
            f"</n:publication_date><n:title>{escape(story.title)}</n:title></n:news></url>"
            for story in self.stories[key]
        )
        return f"<urlset {spaces}>{urls}</urlset>"

    def _atom(self, key: str) -> str:
        entries = "".join(
            f'<entry><title>{escape(story.title)}</title><link href="{_path(story)}"/>'
            f"<published>{story.published}</published><author><name>{escape(story.author)}</name></author></entry>"
            for story in self.stories[key]
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{key}</title>{entries}</feed>'

    def _json_feed(self, key: str) -> str:
        items = [{"url": self.url(key, path), "date_published": f"{self.first_day}T12:00:00Z"} for path in TRAPS]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": key, "items": items})

    def _sitemap(self, key: str, day: date) -> Answer:
        urls = "".join(
            f"<url><loc>{self.url(key, _path(story))}</loc><lastmod>{story.published}</lastmod></url>"
            for story in self.of(key, day)
        )
        return xml(f"<urlset>{urls}</urlset>")

    def _front(self, key: str) -> str:
        return "".join(f'<p><a href="{_path(story)}">{escape(story.title)}</a></p>' for story in self.stories[key])

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = str(self.connection.getsockname()[0])
                key = next(key for key, own in HOSTS.items() if own == host)
                headers = {name.lower(): value for name, value in self.headers.items()}
                at = time.monotonic()
                answer = site.answer(key, self.path.partition("?")[0], headers)
                with site._lock:
                    site.hits.append(Hit(host, self.path, answer.status, at, headers))
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                """`hits` are log enough."""

        return Handler


def _redated(first_day: date) -> dict[str, list[Story]]:
    """The dated stories of each outlet, spread over the days."""
    found: dict[str, list[Story]] = {}
    for key in HOSTS:
        own = [
            story for story in stories() if story.outlet.key == key and story.published and "expect" not in story.fields
        ]
        unique = list({story.slug: story for story in own}.values())
        found[key] = [_on(story, first_day + timedelta(days=n % DAYS)) for n, story in enumerate(unique)]
    return found


def _on(story: Story, day: date) -> Story:
    published = f"{day}T12:00+00:00"
    return replace(story, fields={**story.fields, "published": published, "modified": published, "encoding": "utf-8"})


def _path(story: Story) -> str:
    return "/" + story.url.split("/", 3)[3]


def _moment(story: Story) -> datetime:
    return datetime.fromisoformat(story.published)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the sample site on this machine.")
    parser.add_argument("--first-day", type=date.fromisoformat, required=True, help="the first of five days with news")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    with Site(options.first_day, port=options.port) as site:
        print(site.catalogue(), flush=True)
        Event().wait()


if __name__ == "__main__":
    main()
