"""Feeds of every kind, what they state, and feeds made to harm their reader."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.ingest import feeds
from etl.records import Given
from tests.ingest.inputs import URL, load, put, reasons

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Post</title><language>en-gb</language>
{}</channel></rss>"""
ITEM = """<item><title>A pact &amp;amp; its price</title><link>{url}</link><guid>pact-1</guid>
<pubDate>Thu, 01 May 2025 08:00:00 +0800</pubDate><dc:creator>Mai Lund</dc:creator>
<description>Two ministers &lt;b&gt;signed&lt;/b&gt;.</description>
<content:encoded><![CDATA[<p>Moscow and Beijing signed a pact.</p>]]></content:encoded></item>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><title type="html">A &lt;i&gt;pact&lt;/i&gt;</title><link href="{URL}"/><id>pact-1</id>
<updated>2025-05-01T08:00:00+08:00</updated><author><name>Mai Lund</name></author><summary>Signed.</summary></entry>
</feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://harbour-post.example"/>
<item rdf:about="{URL}"><title>A pact</title><link>{URL}</link><dc:date>2025-05-01</dc:date></item></rdf:RDF>"""
JSON: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "language": "en",
    "items": [
        {
            "id": "pact-1",
            "url": URL,
            "title": "A pact",
            "content_text": "Moscow and Beijing signed a pact.",
            "summary": "Signed.",
            "date_published": "2025-05-01T08:00:00+08:00",
            "authors": [{"name": "Mai Lund"}],
        }
    ],
}
SIGNED_AT = datetime(2025, 5, 1, tzinfo=UTC)


def items(text: str, name: str = "feed.xml") -> list[feeds.Item]:
    return feeds.items(text.encode(), name)


def test_an_rss_item_states_title_date_authors_language_and_summary() -> None:
    (item,) = items(RSS.format(ITEM.format(url=URL)))
    assert (item.url, item.external_id, item.published_at) == (URL, "pact-1", SIGNED_AT)
    assert item.given == Given(
        title="A pact & its price",
        published="2025-05-01T00:00:00+00:00",
        authors=("Mai Lund",),
        language="en-gb",
        summary="Two ministers signed.",
        feed="feed.xml",
    )
    assert item.content == "<p>Moscow and Beijing signed a pact.</p>"


def test_an_atom_entry_without_content_gives_its_summary_for_it() -> None:
    (item,) = items(ATOM)
    assert (item.given.title, item.given.authors, item.given.summary) == ("A pact", ("Mai Lund",), None)
    assert (item.content, item.published_at, item.given.published) == (
        "Signed.",
        SIGNED_AT,
        "2025-05-01T08:00:00+08:00",
    )


def test_a_date_without_a_time_stays_one() -> None:
    (item,) = items(RDF)
    assert (item.url, item.given.published, item.content) == (URL, "2025-05-01", None)


def test_a_json_feed_gives_the_same() -> None:
    (item,) = items(json.dumps(JSON))
    assert (item.url, item.published_at, item.content_type) == (URL, SIGNED_AT, "text/plain")
    assert item.given == Given("A pact", "2025-05-01T08:00:00+08:00", ("Mai Lund",), "en", "Signed.", "feed.xml")


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"title": ["x"], "authors": "x", "date_published": 7, "url": {}, "content_html": None},
        {"authors": [None, 3]},
    ],
)
def test_what_is_no_text_in_a_json_feed_states_nothing(item: dict[str, Any]) -> None:
    (found,) = items(json.dumps(JSON | {"items": [item, "no item"]}))
    assert (found.url, found.given.title, found.content) == (None, None, None)


def test_links_are_read_against_the_address_of_the_feed() -> None:
    (item,) = items(RSS.format("<item><link>/pact</link></item>"), "https://harbour-post.example/rss")
    assert item.url == URL
    (item,) = items(RSS.format("<item><link>/pact</link></item>"))
    assert item.url is None


def test_an_unreadable_date_is_stated_as_it_is() -> None:
    (item,) = items(RSS.format("<item><pubDate>yesterday</pubDate></item>"))
    assert (item.given.published, item.published_at) == ("yesterday", None)


def test_each_item_of_a_feed_file_is_a_page_and_one_without_text_has_no_body(tmp_path: Path) -> None:
    bare = "<item><title>Only a headline</title></item>"
    pages, rejections = load(put(tmp_path / "feed.xml", RSS.format(ITEM.format(url=URL) + bare)))
    assert [(page.url, page.external_id, page.body) for page in pages] == [
        (URL, "pact-1", b"<p>Moscow and Beijing signed a pact.</p>"),
        (None, None, None),
    ]
    assert pages[1].given == Given("Only a headline", language="en-gb", feed="feed.xml")
    assert (rejections, len({page.page_id for page in pages})) == ([], 2)


def test_a_feed_without_items_is_no_mistake(tmp_path: Path) -> None:
    assert load(put(tmp_path / "feed.xml", RSS.format(""))) == ([], [])


def test_what_is_forced_to_be_a_feed_and_is_none_is_rejected(tmp_path: Path) -> None:
    put(tmp_path / "b.xml", ATOM)
    _, rejections = load(put(tmp_path / "a.xml", "<html><body/></html>").parent, format="feed")
    assert reasons(rejections) == ["unreadable"]


DECLARED = '<!DOCTYPE rss [{}]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>'
OPEN = '<rss version="2.0"><channel>'
HOSTILE = {
    "entities": DECLARED.format(
        '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    ),
    "file": DECLARED.format('<!ENTITY a SYSTEM "file:///etc/passwd">'),
    "depth": OPEN + "<a>" * 20_000,
    "items": OPEN + "<item>" * 5_000,
    "brackets": OPEN + "<title>" + "<" * 20_000,
    "ampersands": OPEN + "<title>" + "&" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_is_read_without_harm(name: str) -> None:
    found = items(HOSTILE[name].replace("&a;", "&a8;") if name == "entities" else HOSTILE[name])
    assert "root:" not in str(found)
    assert all(len(item.given.title or "") < 1_000 for item in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 50_000, "is no JSON"),
        ('{"version": "2"}', "is no JSON Feed"),
        (OPEN + "<item " + " ".join(f'a{n}="1"' for n in range(20_000)) + ">", "has a tag of over 65536 bytes"),
        ("<html><body>Not found</body></html>", "is no feed"),
    ],
)
def test_what_is_no_feed_or_would_exhaust_its_reader_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        items(text)


def test_a_feed_larger_than_any_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MAX_FEED_BYTES", 1_000)
    put(tmp_path / "b.xml", RDF)
    _, rejections = load(put(tmp_path / "a.xml", RSS.format(ITEM.format(url=URL) * 9)).parent)
    assert reasons(rejections) == ["too_large"]
