import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl.clean import articles, extraction
from etl.clean.articles import clean_page, clean_pages
from etl.records import Article, Given, Page, Rejection
from tests.records import page

FIRST = "The harbour of Lindhaven opened again on Saturday after nine days in which no ship could enter it."
SECOND = "The first to come in was the ferry from the islands, with some two hundred passengers on board."
THIRD = "The council said that it would pay for the repair of the quay from the money it had saved last year."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
HTML = f"<html lang=en><title>Harbour opens again</title><body><article><h1>Harbour opens again</h1>{BODY}</article>"
SIMPLE = page(HTML)


def cleaned(one: Page) -> Article:
    found = clean_page(one)
    assert isinstance(found, Article), found
    return found


def rejected(one: Page) -> Rejection:
    found = clean_page(one)
    assert isinstance(found, Rejection), found
    return found


def raw(body: bytes, content_type: str = "text/html") -> Page:
    return replace(SIMPLE, body=body, content_type=content_type)


def test_a_page_becomes_an_article() -> None:
    found = cleaned(SIMPLE)
    assert (found.page_id, found.url, found.canonical_url) == ("p1", SIMPLE.url, SIMPLE.url)
    assert (found.title, found.text) == ("Harbour opens again", f"{FIRST}\n\n{SECOND}\n\n{THIRD}")
    assert (found.outlet, found.language, found.word_count) == ("harbour-post.example", "en", 57)
    assert len(found.fingerprint) == 64
    assert not found.is_truncated
    assert found.extractor.startswith("newslake ")


def test_a_plain_text_becomes_an_article() -> None:
    head = "News Feed\nHarbour opens again after nine days\nBy Ann Roe\nMay 3, 2025"
    text = f"{head}\n{FIRST}\n{SECOND}\n© 2025 Harbour Post"
    found = cleaned(page(text, content_type="text/plain; charset=utf-8"))
    assert (found.title, found.authors) == ("Harbour opens again after nine days", ("Ann Roe",))
    assert (found.published_at, found.date_evidence) == (datetime(2025, 5, 3, tzinfo=UTC), "text")
    assert (found.outlet, found.text) == ("Harbour Post", f"{FIRST}\n\n{SECOND}")


def test_what_the_corpus_states_wins() -> None:
    given = Given(title="Stated", authors=("Bo Li",), published="2025-05-03T10:00:00Z", language="en")
    found = cleaned(page(f"<title>Harbour</title><p class=byline>By Ann Roe</p>{BODY}", given=given))
    assert (found.title, found.authors, found.language) == ("Stated", ("Bo Li",), "en")
    assert (found.published_at, found.date_evidence) == (datetime(2025, 5, 3, 10, tzinfo=UTC), "given")


def test_words_are_counted_in_any_script() -> None:
    text = "林德港当局周六宣布因风暴关闭九天的北港重新开放，第一艘渡轮载着约两百名乘客从群岛抵达，许多人欢呼。"
    assert cleaned(page(text, content_type="text/plain")).word_count == 23


def test_an_article_id_is_that_of_the_text_at_an_address() -> None:
    found = cleaned(SIMPLE)
    assert found.article_id == cleaned(page(HTML + "<!-- later -->", page_id="p2")).article_id
    assert found.article_id != cleaned(page(HTML.replace("Saturday", "Sunday"))).article_id
    assert found.article_id != cleaned(replace(SIMPLE, url="https://harbour-post.example/b")).article_id
    assert cleaned(replace(SIMPLE, url=None, external_id="x")) != cleaned(replace(SIMPLE, url=None, external_id="y"))


def test_the_canonical_address_identifies_an_article() -> None:
    canonical = '<link rel=canonical href="/harbour">' + HTML
    one, other = (page(canonical, url=f"https://www.harbour-post.example/a?ref={n}") for n in (1, 2))
    assert cleaned(one).canonical_url == "https://www.harbour-post.example/harbour"
    assert cleaned(one).article_id == cleaned(other).article_id
    assert cleaned(one).outlet == "harbour-post.example"


@pytest.mark.parametrize(
    ("fields", "reason", "detail"),
    [
        ({"http_status": 404}, "http_status", "404"),
        ({"http_status": 301, "body": None}, "http_status", "301"),
        ({"body": None, "locator": "a.warc#12"}, "no_body", "a.warc#12"),
        ({"body": b""}, "no_text", None),
        ({"body": b"<p>Too few words.</p>"}, "too_short", "3 words"),
        ({"body": b" " * (articles.PAGE_BYTES + 1)}, "too_large", f"{articles.PAGE_BYTES + 1} bytes"),
        ({"body": b"<p>x" * articles.PAGE_ELEMENTS}, "too_complex", f"{articles.PAGE_ELEMENTS + 2} elements"),
    ],
)
def test_a_page_without_an_article_is_rejected_with_a_reason(
    fields: dict[str, Any], reason: str, detail: str | None
) -> None:
    assert rejected(replace(SIMPLE, **fields)) == Rejection("p1", None, SIMPLE.url, "clean", reason, detail)


def test_status_200_is_no_reason() -> None:
    assert cleaned(replace(SIMPLE, http_status=200))


P = f"<p>{FIRST}</p>".encode()
LINK = b"<a href='/x'>Storm closes the northern harbour</a>"
HOSTILE = {
    "deep": b"<div>" * 100_000 + b"deep",
    "deep_closed": b"<div>" * 2000 + P * 3 + b"</div>" * 2000,
    "deep_articles": b"<article><p>text of it" * 2000,
    "deep_boxes": b"<div class=related><p>text of it</p>" * 2000,
    "paragraphs": b"<p>" * 3_300_000,
    "only_links": LINK * 20_000,
    "linked_blocks": (b"<ul><li>" + LINK + b"</ul>") * 8_000,
    "entities": b"<!DOCTYPE x [<!ENTITY a 'lol'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><p>&a11;</p>",
    "line": b"<p>" + b"word " * 1_000_000,
    "unbroken_line": b"<p>" + b"w" * 5_000_000,
    "meta": b"<meta " * 200_000,
    "brackets": b"<p>" + b"(" * 1_000_000,
    "class": b"<div class='" + b"related-x " * 200_000 + b"'>" + P * 3,
    "title": b"<title>" + b" - a" * 300_000 + b"</title>" + P * 3,
    "nul": b"\0" * 1_000_000,
    "nul_in_text": b"<p>a\0b" * 10_000,
    "comments": b"<!--" * 300_000,
}
HOSTILE_TEXTS = {
    "brackets": b"(" * 1_000_000,
    "credits": b"(photo/AP " * 40 + b"\n" * 5_000,
    "line": b"word " * 1_000_000,
    "breaks": b"\n \n" * 1_000_000,
    "spaces": b"a" + b" " * 3_000_000 + b"b",
    "names": b"By Ann Roe" + b" and Ann" * 100_000 + b"\n" + FIRST.encode(),
    "short_lines": b"word of a thing\n" * 30_000,
    "misread": "â€™".encode() * 200_000,
    "combining": b"e" + "\u0301\u0316".encode() * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_stay_within_the_limit(name: str) -> None:
    assert_next_is_fine(raw(HOSTILE[name]))


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_hostile_texts_stay_within_the_limit(name: str) -> None:
    assert_next_is_fine(raw(HOSTILE_TEXTS[name], "text/plain"))


def assert_next_is_fine(hostile: Page) -> None:
    start = time.process_time()
    first, second = clean_pages([hostile, SIMPLE])
    assert time.process_time() - start < 4  # half of it where no other process runs
    assert not (isinstance(first, Rejection) and first.reason in {"fault", "timeout"})
    assert isinstance(second, Article)


@given(st.binary(max_size=400), st.sampled_from(["text/html", "text/plain", "text/html; charset=utf-16"]))
@hypothesis_settings(deadline=None, max_examples=60)
def test_any_bytes_have_one_outcome(body: bytes, content_type: str) -> None:
    for found in clean_pages([raw(body, content_type), raw(P * 3 + body, content_type)]):
        assert isinstance(found, Article) or found.reason != "fault"


def test_a_page_that_takes_too_long_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(_document: object) -> str:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(articles, "PAGE_SECONDS", 0.05)
    with monkeypatch.context() as patched:
        patched.setattr(extraction, "main_text", hang)
        assert rejected(SIMPLE).reason == "timeout"
    monkeypatch.setattr(articles, "PAGE_SECONDS", 20.0)
    assert cleaned(SIMPLE)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(ValueError("broken"), "fault"), (RecursionError(), "too_complex"), (MemoryError(), "too_complex")],
)
def test_a_page_that_breaks_a_parser_is_rejected_alone(
    error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_document: object) -> str:
        raise error

    monkeypatch.setattr(extraction, "main_text", fail)
    assert rejected(SIMPLE).reason == reason


def test_outcomes_keep_the_order_of_the_pages() -> None:
    def pages() -> Iterator[Page]:
        for n in range(6):
            yield page(HTML if n % 2 else "", page_id=f"p{n}")

    assert [found.page_id for found in clean_pages(pages())] == [f"p{n}" for n in range(6)]


FEED = Given("Harbour opens", "2025-05-03T06:00:00+00:00", ("Ann Roe",), "de", feed="https://harbour-post.example/rss")


def test_what_a_feed_states_fills_what_the_page_leaves_open() -> None:
    found = cleaned(page(f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>", given=FEED))
    assert (found.title, found.authors, found.language) == ("Harbour opens", ("Ann Roe",), "en")
    assert (found.published_at, found.date_evidence) == (datetime(2025, 5, 3, 6, tzinfo=UTC), "feed")


def test_what_a_page_states_clearly_goes_before_its_feed() -> None:
    head = '<title>Harbour opens again</title><meta name="author" content="Ben Ruiz">'
    dated = '<meta property="article:published_time" content="2025-05-02T06:00:00Z">'
    html = f"<html><head>{head}{dated}</head><body><h1>Harbour opens again</h1>{BODY}</body></html>"
    found = cleaned(page(html, given=FEED))
    assert (found.title, found.authors) == ("Harbour opens again", ("Ben Ruiz",))
    assert (found.published_at, found.date_evidence) == (datetime(2025, 5, 2, 6, tzinfo=UTC), "meta")
