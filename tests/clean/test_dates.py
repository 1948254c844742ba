import time
from datetime import UTC, datetime

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from etl.clean.dates import Dating, date, in_address
from etl.clean.html import parse
from etl.records import Given

MAY_3 = datetime(2025, 5, 3, tzinfo=UTC)
URL = "https://harbour-post.example/world/talks-resume"


def dating(html: str, url: str = URL, **given: str) -> Dating:
    return date(parse(html), Given(**given), url=url)  # type: ignore[arg-type]


def day(html: str, url: str = URL, **given: str) -> tuple[str | None, str | None]:
    found = dating(html, url, **given)
    return found.published_at.date().isoformat() if found.published_at else None, found.evidence


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


ARTICLE = json_ld(
    '{"@type": "NewsArticle", "datePublished": "2025-05-03T09:00:00+03:00", "dateModified": "2025-05-04T00:00:00Z"}'
)


def test_linked_data_gives_the_instants_in_utc() -> None:
    assert dating(ARTICLE) == Dating(datetime(2025, 5, 3, 6, tzinfo=UTC), "json-ld", datetime(2025, 5, 4, tzinfo=UTC))


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        (ARTICLE + meta("article:published_time", "2025-05-01"), URL, ("2025-05-03", "json-ld")),
        (meta("article:published_time", "2025-05-03") + "<p>1 May 2025", URL, ("2025-05-03", "meta")),
        (meta("article:published_time", "2025-05-03"), URL + "/2025/05/01/", ("2025-05-03", "meta")),
        ("<p>1 May 2025", URL + "/2025/05/03/", ("2025-05-03", "url")),
        ("<h1>Talks resume</h1><p>3 May 2025", URL, ("2025-05-03", "text")),
        (meta("date", "2025-05-03"), URL, ("2025-05-03", "meta")),
        ("<h1>Talks resume</h1><p>Nothing of the kind.", URL, (None, None)),
    ],
)
def test_the_better_evidence_wins(html: str, url: str, expected: tuple[str | None, str | None]) -> None:
    assert day(html, url) == expected


def test_what_the_corpus_states_stands_between_metadata_and_guesses() -> None:
    assert day(ARTICLE, published="2025-05-01") == ("2025-05-03", "json-ld")
    assert day("<p>1 May 2025", URL + "/2025/05/01", published="3 May 2025") == ("2025-05-03", "given")


def test_plain_text_is_dated_by_its_line_or_what_is_given() -> None:
    assert date(None, Given(), url=None, text="3 May 2025 | Ada Quill") == Dating(MAY_3, "text", None)
    assert date(None, Given(published="2025-05-03"), url=None) == Dating(MAY_3, "given", None)
    assert date(None, Given(), url=None) == Dating()


def test_the_article_comes_before_the_page_and_neither_from_a_comment_or_picture() -> None:
    items = (
        '[{"@type": "Comment", "datePublished": "2025-05-09"}, {"@type": "ImageObject", "datePublished": "2024-01-01"},'
        '{"@type": "WebPage", "datePublished": "2019-01-01"}, {"@type": ["Report"], "datePublished": "2025-05-03"}]'
    )
    assert day(json_ld(items)) == ("2025-05-03", "json-ld")


def test_a_change_dates_a_page_only_in_want_of_all_else() -> None:
    modified = meta("article:modified_time", "2025-05-03")
    assert day(modified + "<h1>Talks resume</h1><p>1 May 2025") == ("2025-05-01", "text")
    assert dating(modified) == Dating(MAY_3, "meta", MAY_3)


def test_a_change_before_publication_is_none() -> None:
    assert dating(meta("article:published_time", "2025-05-03") + meta("article:modified_time", "2025-05-01")) == Dating(
        MAY_3, "meta", None
    )


def test_implausible_statements_are_passed_over() -> None:
    html = json_ld('{"@type": "Article", "datePublished": "0001-01-01T00:00:00"}')
    assert day(html + meta("article:published_time", "1970-01-01") + meta("pubdate", "2025-05-03")) == (
        "2025-05-03",
        "meta",
    )


def test_nothing_is_published_after_it_was_fetched() -> None:
    html = meta("article:published_time", "2029-05-03")
    fetched_at = datetime(2025, 6, 1, tzinfo=UTC)
    assert date(parse(html), Given(), url=URL, fetched_at=fetched_at).published_at is None
    assert date(parse(html), Given(), url=URL + "/2025/05/03/x", fetched_at=fetched_at).evidence == "url"


@pytest.mark.parametrize(
    "name", ["article:expiration_time", "event:start_time", "article:publisher", "unpublish_date", "validated"]
)
def test_meta_elements_of_other_things_date_nothing(name: str) -> None:
    assert day(meta(name, "2025-05-03")) == (None, None)


@pytest.mark.parametrize(
    "path",
    [
        "/2025/05/03/talks",
        "/2025/5/3/talks",
        "/2025/may/03/talks",
        "/world/2025-05-03-talks",
        "/talks-20250503",
        "/talks/03-05-2025",
        "/a/20250503.html",
    ],
)
def test_the_day_in_an_address(path: str) -> None:
    assert in_address("https://harbour-post.example" + path) == MAY_3


@pytest.mark.parametrize(
    "path", ["/2025/05/talks", "/article/120250503", "/2025/13/45/x", "/list?d=2025-05-03", "//[x"]
)
def test_addresses_without_a_day(path: str) -> None:
    assert in_address("https://harbour-post.example" + path) is None
    assert in_address("https://[x/2025/05/03/") is None


@given_any(
    st.lists(
        st.sampled_from([*"<>/ab", "<p>", "</p>", "<time datetime=", "3 May 2025", "<h1>x</h1>", "99.99.9999", "\x00"])
    ),
    st.text(max_size=30),
)
def test_no_page_or_address_raises(pieces: list[str], url: str) -> None:
    date(parse("".join(pieces)), Given(published=url), url=f"https://{url}", text="".join(pieces))
    date(parse("".join(pieces)), Given(), url=url)


def test_a_page_made_of_dates_takes_no_longer_than_its_length() -> None:
    start = time.process_time()
    dating("<h1>x</h1>" + "<li><a href=x><time datetime=2025-05-03>3 May 2025</time></a>" * 50_000)
    dating("<p>" + "1/1/" * 100_000)
    dating("<p>3</p>" * 50_000 + "<p>2025</p>" * 20_000)
    assert time.process_time() - start < 3
