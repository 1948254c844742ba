"""Which announced pages belong to a day, and under which address."""

from datetime import UTC, date, datetime, timedelta

import pytest

from etl.ingest.catalogue import Source
from etl.ingest.discovery import Announced, canonical, expected, is_of, leading, read_list
from etl.ingest.sitemaps import Entry
from etl.records import Given

DAY = date(2025, 5, 7)
SITE = "https://harbour-post.example"
SOURCE = Source("harbour", "Harbour Post", "NOR", "en", "private", sections=(f"{SITE}/world",))
FRONT = f"""<a href="/2025/05/07/pact">A pact</a> <a href="{SITE}/2025/05/07/pact#top">again</a>
<a href="/world">World</a> <a href="https://elsewhere.example/2025/05/07/pact">elsewhere</a> <a href="mailto:us">us</a>
<a href="https://live.harbour-post.example/talks-resume-in-the-old-town">live</a>
<a>none</a> <a href="http://[x">broken</a>"""


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.parametrize(("days", "belongs"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_day_takes_what_is_dated_a_day_around(days: int, belongs: bool) -> None:
    one = Announced(SITE, "sitemap", noon(DAY + timedelta(days=days)))
    assert is_of(DAY, one, today=date(2025, 9, 1)) is belongs


@pytest.mark.parametrize(("today", "belongs"), [(DAY, True), (date(2025, 5, 9), True), (date(2025, 6, 1), False)])
def test_what_has_no_date_is_news_of_today(today: date, belongs: bool) -> None:
    assert is_of(DAY, Announced(SITE, "feed"), today) is belongs
    assert not is_of(DAY, Announced(SITE, "sitemap"), today)


@pytest.mark.parametrize(
    ("url", "at", "leads"),
    [
        (f"{SITE}/news.xml", None, True),
        (f"{SITE}/news.xml", noon(date(2025, 5, 5)), False),
        (f"{SITE}/news.xml", noon(date(2025, 5, 6)), True),
        (f"{SITE}/sitemap-2025-05.xml", None, True),
        (f"{SITE}/sitemap-2025-04.xml", None, False),
        (f"{SITE}/2025/05/08.xml", None, True),
        (f"{SITE}/20250501.xml", None, False),
        (f"{SITE}/sitemap-1234567.xml", None, True),
    ],
)
def test_a_sitemap_is_read_if_it_may_list_pages_of_the_day(url: str, at: datetime | None, leads: bool) -> None:
    assert bool(leading([Entry(url, at, Given(), is_sitemap=True)], DAY)) is leads


def test_the_likeliest_sitemap_comes_first() -> None:
    days = {"old": date(2025, 5, 6), "new": date(2025, 6, 1), "undated": None, "2025-05": None}
    below = [
        Entry(f"{SITE}/{name}.xml", noon(day) if day else None, Given(), is_sitemap=True) for name, day in days.items()
    ]
    assert [one.url.rpartition("/")[2] for one in leading(reversed(below), DAY)] == [
        "2025-05.xml",
        "old.xml",
        "new.xml",
        "undated.xml",
    ]


def test_a_page_in_several_lists_is_expected_once_with_what_states_most() -> None:
    stated = Given("A pact", feed=f"{SITE}/rss")
    found = expected(
        [
            Announced(f"{SITE}/pact", "section"),
            Announced(f"{SITE}/pact?utm_source=rss#top", "feed", noon(DAY), stated),
            Announced(f"{SITE}/pact", "sitemap", noon(DAY)),
        ]
    )
    assert [(one.url, one.found_in, one.given) for one in found] == [
        (f"{SITE}/pact", ("feed", "sitemap", "section"), stated)
    ]


def test_no_host_has_many_pages_in_a_row() -> None:
    addresses = [f"https://{host}.example/{n}" for host in "ab" for n in range(2)]
    order = [one.url for one in expected(Announced(address, "list") for address in addresses)]
    assert order == [f"https://{host}.example/{n}" for n in range(2) for host in "ab"]


def test_the_order_of_the_lists_makes_no_difference() -> None:
    found = [Announced(f"{SITE}/{n}", kind) for n in range(3) for kind in ("feed", "sitemap")]
    assert expected(found) == expected(reversed(found))


def test_a_page_of_headlines_leads_to_articles_of_its_own_outlet() -> None:
    announced, _ = read_list(FRONT.encode(), f"{SITE}/world", SOURCE, "section")
    assert sorted({one.url for one in announced}) == [
        f"{SITE}/2025/05/07/pact",
        "https://live.harbour-post.example/talks-resume-in-the-old-town",
    ]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/20250507/0a1b/c.html", DAY),
        ("/a/202505/07/pact.html", DAY),
        ("/2025-05-07/pact", DAY),
        ("/2025/05/31234", None),
        ("/2025/02/31/pact", None),
    ],
)
def test_a_link_that_states_its_day_is_dated_by_it(path: str, day: date | None) -> None:
    (one,), _ = read_list(f'<a href="{path}">x</a>'.encode(), f"{SITE}/world", SOURCE, "section")
    assert (one.at and one.at.date()) == day


def test_a_pattern_says_which_links_are_articles() -> None:
    source = Source("harbour", "Harbour Post", "NOR", "en", "private", articles="/world$")
    announced, _ = read_list(FRONT.encode(), f"{SITE}/", source, "section")
    assert [one.url for one in announced] == [f"{SITE}/world"]


def test_a_feed_that_is_listed_as_a_sitemap_is_read_as_what_it_is() -> None:
    rss = f'<rss version="2.0"><channel><item><link>{SITE}/pact</link></item></channel></rss>'
    announced, _ = read_list(rss.encode(), f"{SITE}/sitemap.xml", SOURCE, "sitemap")
    assert [(one.url, one.kind) for one in announced] == [(f"{SITE}/pact", "feed")]


@pytest.mark.parametrize("kind", ["feed", "sitemap", "section"])
def test_an_answer_that_is_no_list_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        read_list(b"", f"{SITE}/rss", SOURCE, kind)


def test_an_address_that_cannot_be_taken_apart_stays_as_it_is() -> None:
    assert canonical("http://[x/a#b") == "http://[x/a"
