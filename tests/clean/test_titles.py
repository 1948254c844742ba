import pytest

from etl.clean import titles
from etl.clean.html import Document, parse

HEADLINE = "Ferry stranded off the northern harbour"


def document(html: str, url: str | None = "https://www.harbourpost.example/news/1") -> Document:
    found = parse(html, url)
    assert found is not None
    return found


def linked_data(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>{HEADLINE}</h1>",
        f"<title>{HEADLINE}</title><p>…</p>",
        f"<title>{HEADLINE} | Harbour Post</title><h1>{HEADLINE}</h1>",
        f'<meta property="og:title" content="{HEADLINE}"><h1>Log in</h1>',
        f'<meta property="og:site_name" content="The Post"><title>{HEADLINE} - The Post</title><p>…</p>',
        f'<meta property="og:site_name" content="The Post"><title>The Post: {HEADLINE}</title><h1>{HEADLINE}</h1>',
        f"<title>{HEADLINE} | harbourpost.example</title><p>…</p>",
        f"<title>{HEADLINE} | Harbourpost Online</title><p>…</p>",
        f"<title>{HEADLINE} | Harbourpost | World</title><p>…</p>",
        f'<h1><a href="/">The Harbour Gazette</a></h1><h1>{HEADLINE}</h1>',
        f'<div class="site-logo"><h1>Everything about the sea</h1></div><h2 class="entry-title">{HEADLINE}</h2>',
        f"<h1><span>Ferry stranded</span><br>off the northern harbour</h1><title>{HEADLINE}</title>",
        f"<h1>{HEADLINE}<svg><title>Share</title></svg></h1>",
        linked_data(f'{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}') + "<h1>Stranded!</h1>",
        linked_data(f'{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}')
        + '<meta property="og:title" content="Nobody saw this ferry coming"><h1>A ferry in trouble at sea</h1>',
    ],
)
def test_the_headline_is_found_without_the_outlet(html: str) -> None:
    assert titles.title(document(html)) == HEADLINE


def test_a_headline_cut_off_gives_way_to_the_whole_one() -> None:
    cut = linked_data('{"@type": "NewsArticle", "headline": "Ferry stranded off the north…"}')
    assert titles.title(document(f"{cut}<h1>{HEADLINE}</h1>")) == HEADLINE


def test_entities_escaped_twice_are_read() -> None:
    page = linked_data('{"@type": "NewsArticle", "headline": "Storm &amp;amp; flood in the old town"}')
    assert titles.title(document(page + "<p>…</p>")) == "Storm & flood in the old town"


def test_a_dash_within_a_headline_stays() -> None:
    page = "<title>Ferry stranded – nobody is hurt | The Post</title><h1>Ferry stranded – nobody is hurt</h1>"
    assert titles.title(document(page)) == "Ferry stranded – nobody is hurt"


def test_a_page_that_states_only_its_headline_as_its_name_has_a_title() -> None:
    page = f'<meta name="application-name" content="{HEADLINE}"><h1>{HEADLINE}</h1>'
    assert titles.title(document(page, None)) == HEADLINE


@pytest.mark.parametrize("html", ["<p>Nothing here is a headline.</p>", "<h1></h1>", "<title> </title><p>…</p>"])
def test_a_page_without_a_headline_has_no_title(html: str) -> None:
    assert titles.title(document(html, None)) is None
