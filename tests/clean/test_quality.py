import pytest

from etl.clean import quality
from etl.clean.html import Document, parse
from etl.clean.quality import Verdict, verdict, word_count

URL = "https://harbour-post.example/world/harbour-opens"
SENTENCE = "The harbour of Lindhaven opened again on Saturday after nine days of storm."
BRIEF = " ".join([SENTENCE] * 5)
LONG = " ".join([SENTENCE] * 20)


def document(html: str = "<p>…</p>") -> Document:
    found = parse(html, URL)
    assert found is not None
    return found


def linked_data(json: str) -> Document:
    return document(f'<script type="application/ld+json">{json}</script><p>…</p>')


def reason(text: str, html: str = "<p>…</p>", url: str = URL) -> str | None:
    return verdict(document(html), text, url=url).reason


@pytest.mark.parametrize("html", [None, "<p>…</p>"])
def test_texts_with_few_words_are_too_short(html: str | None) -> None:
    page = document(html) if html else None
    assert verdict(page, "", url=URL) == Verdict("no_text")
    assert verdict(page, SENTENCE, url=URL) == Verdict("too_short", "13 words")
    assert verdict(page, BRIEF, url=URL) == Verdict()


def test_characters_are_counted_where_words_are_not_set_apart() -> None:
    assert word_count("港口在星期一关闭了。") == 4
    assert word_count("The harbour (closed) in 2025") == 5
    assert verdict(None, "林德港当局周六宣布因风暴关闭九天的北港重新开放" * 2, url=None).reason is None


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Not Found</title><p>…</p>",
        "<title>Page not found | Harbour Post</title><p>…</p>",
        "<title>Access denied</title><p>…</p>",
        "<title>Страница не найдена</title><p>…</p>",
    ],
)
def test_pages_that_say_so_in_their_title_are_error_pages(html: str) -> None:
    assert reason(BRIEF, html) == "error_page"
    assert reason(LONG, html) is None


def test_pages_that_say_so_in_their_text_are_error_pages() -> None:
    assert reason(f"Please enable JavaScript to go on. {BRIEF}") == "error_page"
    assert reason(f"We have detected unusual traffic from your network. {BRIEF}") == "error_page"
    assert reason(f"The police reported unusual traffic on the bridge. {BRIEF}") is None


def test_the_front_page_of_an_outlet_is_no_article() -> None:
    assert reason(LONG, url="https://harbour-post.example/") == "section_front"
    assert reason(LONG, url="https://harbour-post.example/?p=12") is None
    assert reason(BRIEF, '<meta property="og:type" content="article"><p>…</p>', "https://harbour-post.example/") is None


def test_linked_headlines_are_a_section_front() -> None:
    teasers = "<h3><a href='/x'>Storm closes the northern harbour for a week</a></h3>" * 8
    assert reason(BRIEF, f"<body>{teasers}<p>All stories</p></body>") == "section_front"
    assert reason(BRIEF, f"<body>{teasers}<p>{BRIEF * 3}</p></body>") is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ('"CollectionPage"', "section_front"),
        ('["ItemList", "Thing"]', "section_front"),
        ('"Product"', "not_an_article"),
        ('"https://schema.org/VideoObject"', "not_an_article"),
        ('"WebPage"', None),
        ('"NewsArticle"', None),
        ("{}", None),
    ],
)
def test_short_pages_are_what_their_linked_data_says(kind: str, expected: str | None) -> None:
    page = linked_data(f'{{"@type": {kind}}}')
    assert verdict(page, BRIEF, url=URL).reason == expected
    assert verdict(page, LONG, url=URL).reason is None


def test_an_article_with_a_video_is_an_article() -> None:
    page = linked_data('[{"@type": "VideoObject"}, {"@type": "NewsArticle"}]')
    assert verdict(page, BRIEF, url=URL) == Verdict()


@pytest.mark.parametrize(
    "html", ["<p>…</p>", '<meta property="og:type" content="website"><p>…</p>', "<body></body>", "<br>"]
)
def test_a_brief_without_any_statement_is_an_article(html: str) -> None:
    assert reason(BRIEF, html) is None


def test_the_free_beginning_of_a_paid_article_is_truncated() -> None:
    prompt = "Subscribe to continue reading this story."
    assert verdict(document(), f"{BRIEF} {prompt}", url=URL) == Verdict(is_truncated=True)
    assert verdict(document(), f"{LONG} {prompt}", url=URL) == Verdict(is_truncated=True)
    assert verdict(document(), prompt, url=URL) == Verdict("too_short", "6 words")
    closed = linked_data('{"@type": "NewsArticle", "isAccessibleForFree": "False"}')
    assert verdict(closed, BRIEF, url=URL) == Verdict(is_truncated=True)
    assert verdict(closed, LONG, url=URL) == Verdict()


def test_addresses_beyond_repair_reject_nothing() -> None:
    assert reason(BRIEF, url="https://[harbour") is None


def test_a_text_beyond_all_articles_is_too_long() -> None:
    found = quality.verdict(None, "word " * (quality.MAX_CHARACTERS // 5 + 1), url=None)
    assert (found.reason, found.detail) == ("too_long", f"{quality.MAX_CHARACTERS + 5} characters")
