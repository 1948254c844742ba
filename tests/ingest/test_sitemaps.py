"""Sitemaps, indexes and news sitemaps, and files made to harm their reader."""

import gzip
from datetime import UTC, datetime

import pytest

from etl.ingest import sitemaps
from etl.ingest.sitemaps import Entry, entries
from etl.records import Given
from tests.ingest.inputs import URL

SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {SPACES}><url><loc> {URL} </loc><lastmod>2025-05-03</lastmod>
<n:news><n:publication><n:name>Harbour Post</n:name><n:language>en</n:language></n:publication>
<n:publication_date>2025-05-01T08:00:00+08:00</n:publication_date><n:title>A pact &amp; its price</n:title></n:news>
</url></urlset>"""
INDEX = f"<sitemapindex><sitemap><loc>{URL}.xml</loc><lastmod>2025-05-01</lastmod></sitemap></sitemapindex>"


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode(), mtime=0)])
def test_a_news_sitemap_states_title_date_and_language(pack: type) -> None:
    given = Given("A pact & its price", "2025-05-01T08:00:00+08:00", language="en", feed="news.xml")
    assert entries(pack(NEWS), "news.xml") == [Entry(URL, datetime(2025, 5, 1, tzinfo=UTC), given, is_sitemap=False)]


def test_a_plain_sitemap_dates_by_the_last_change_and_states_nothing() -> None:
    text = f"<urlset><url><loc>{URL}</loc><lastmod>2025-05-01</lastmod></url><url><loc>ftp://x</loc></url></urlset>"
    assert entries(text.encode(), "a") == [Entry(URL, datetime(2025, 5, 1, tzinfo=UTC), Given(), is_sitemap=False)]


def test_an_index_leads_to_sitemaps() -> None:
    assert [(entry.url, entry.is_sitemap) for entry in entries(INDEX.encode(), "a")] == [(f"{URL}.xml", True)]


def test_what_is_cut_off_is_read_up_to_there() -> None:
    text = f"<urlset><url><loc>{URL}</loc></url><url><loc>{URL}/2"
    assert [entry.url for entry in entries(text.encode(), "a")][:1] == [URL]


@pytest.mark.parametrize(
    "body", [b"", b"no markup", b"<html><body>Not found</body></html>", gzip.compress(NEWS.encode(), mtime=0)[:90]]
)
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"is no|cut off"):
        entries(body, "a")


def test_a_bomb_is_refused() -> None:
    with pytest.raises(ValueError, match=r"times its size|over"):
        entries(gzip.compress(bytes(sitemaps.MAX_SITEMAP_BYTES + 1)), "a")


def test_entities_are_not_expanded_and_nothing_outside_is_read() -> None:
    text = f'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>{URL}&a;</loc></url></urlset>'
    assert "root:" not in str(entries(text.encode(), "a"))


def test_no_more_is_read_than_a_sitemap_may_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 3)
    text = "<urlset>" + f"<url><loc>{URL}</loc></url>" * 9 + "</urlset>"
    assert len(entries(text.encode(), "a")) == 3
