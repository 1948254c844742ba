import pytest

from etl.clean.datelines import LIKELY, SURE, Sighting, in_sight
from etl.clean.html import parse

HEAD = "<html lang=en-GB><title>Talks resume in the harbour city | Harbour Post</title>"
H1 = "<h1>Talks resume in the harbour city</h1>"


def sightings(body: str, head: str = HEAD, url: str | None = None) -> list[Sighting]:
    document = parse(f"{head}<body>{body}</body></html>")
    assert document is not None
    return in_sight(document, url)


def day(body: str, head: str = HEAD, url: str | None = None) -> str | None:
    likely = [sighting for sighting in sightings(body, head, url) if sighting.score >= LIKELY]
    return likely[0].at.date().isoformat() if likely else None


TEASERS = "".join(
    f"<article class=teaser><a href=/{n}><h3>Story {n}</h3><time datetime=2025-06-{n}>{n} June</time></a></article>"
    for n in range(10, 20)
)


@pytest.mark.parametrize(
    "byline",
    [
        "<p class=byline>By Ada Quill, 3 May 2025</p>",
        "<time datetime=2025-05-03T10:00:00Z>yesterday</time>",
        "<span>3</span> <span>May</span> <span>2025</span>",
        "<div class=meta><b>Published</b>: 3 May 2025 | <b>Updated</b>: 5 May 2025</div>",
        "<p>Updated: 5 May 2025</p><p>Posted on 3 May 2025 by Ada Quill</p>",
        "<p>HARBOUR CITY, 3 May 2025 (Agency) - Ministers met.</p>",
        "<p>03/05/2025</p>",
        "<abbr class=published title=2025-05-03T10:00:00>Saturday</abbr>",
        '<meta itemprop="datePublished" content="2025-05-03">',
        "<p>2025年6月5日 更新</p><p>2025年5月3日 公開</p>",
        "<time class='published updated' datetime=2025-05-03>3 May 2025</time>",
    ],
)
def test_the_date_near_the_headline_is_found_among_others(byline: str) -> None:
    prose = "<p>" + "The agreement of 12 March 1999 and the treaty of 4 July 2001 were named as its base. " * 3
    body = f"<nav>Monday 9 June 2025</nav>{H1}<div>{byline}</div>{prose}<footer>© 2 January 2026</footer>{TEASERS}"
    assert day(body) == "2025-05-03"


@pytest.mark.parametrize(
    "body",
    [
        f"{H1}<p>The treaty that both sides signed in the capital on 4 July 2001 has been named as the base of it all.",
        f"{H1}<aside class=related>{TEASERS}</aside>",
        f"{H1}<footer>Copyright 4 July 2001 Harbour Post</footer>",
        f"{H1}<p>Offer ends, available until 4 July 2025</p>",
        f"{H1}<p>(unverändert gültig seit: 4. Juli 2025)</p>",
        f"{H1}<script>var date = '2025-05-03';</script><p>May 2025",
        "",
    ],
)
def test_dates_of_other_things_date_nothing(body: str) -> None:
    assert day(body) is None


def test_a_change_is_told_apart() -> None:
    found = sightings(f"{H1}<p>Last updated: 5 May 2025</p><p>{'word ' * 80}")
    assert [sighting.is_change for sighting in found] == [True]


def test_microdata_and_a_byline_are_sure_and_a_date_in_prose_is_not() -> None:
    assert sightings(f'{H1}<time itemprop="datePublished" datetime="2025-05-03">May 3</time>')[0].is_marked
    assert sightings(f"{H1}<p class=byline>3 May 2025</p>")[0].score >= SURE
    assert (
        sightings(f"{H1}<p>The treaty which was signed by both sides on 4 July 2001 after long talks has been named.")[
            0
        ].score
        < SURE
    )


@pytest.mark.parametrize(
    ("language", "url", "expected"),
    [
        ("en-US", "https://harbour.example/a", "2025-03-05"),
        ("en-GB", "https://harbour.example/a", "2025-05-03"),
        ("de", "https://harbour.example/a", "2025-05-03"),
        ("en", "https://harbour.com/a", "2025-03-05"),
        ("en", "https://harbour.com/en-gb/a", "2025-05-03"),
        ("en", "https://harbour.co.uk/a", "2025-05-03"),
        ("", None, "2025-05-03"),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_place(language: str, url: str | None, expected: str) -> None:
    assert day(f"{H1}<p>03/05/2025", f"<html lang='{language}'>", url) == expected
