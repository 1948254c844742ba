import pytest

from etl.clean import metadata
from etl.clean.html import Document, parse

URL = "https://www.harbourpost.example/news/1?from=rss"
ARTICLE = (
    '<script type="application/ld+json">{"@type": ["NewsArticle"], "articleSection": " World ",'
    ' "publisher": {"name": "The Harbour Post"}}</script>'
)


def document(html: str, url: str | None = URL) -> Document:
    found = parse(html, url)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("html", "outlet"),
    [
        (ARTICLE + '<meta property="og:site_name" content="Post">', "The Harbour Post"),
        ('<meta property="og:site_name" content="Post">', "Post"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": "x"}</script>',
            "harbourpost.example",
        ),
        ("<p>…</p>", "harbourpost.example"),
    ],
)
def test_outlet(html: str, outlet: str) -> None:
    assert metadata.outlet(document(html)) == outlet


def test_section() -> None:
    assert metadata.section(document(ARTICLE)) == "World"
    assert metadata.section(document('<meta property="article:section" content="Sport">')) == "Sport"
    assert metadata.section(document("<p>…</p>")) is None


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<link rel="canonical" href="/news/1#top">', "https://www.harbourpost.example/news/1"),
        ('<link rel="canonical" href="/">', None),
        ('<link rel="canonical" href="https://harbourpost.example/">', None),
        (
            '<link rel="canonical" href="javascript:void(0)"><meta property="og:url" content="/news/2">',
            "https://www.harbourpost.example/news/2",
        ),
        ('<meta property="og:url" content="https://post.example/1">', "https://post.example/1"),
        ("<p>…</p>", None),
    ],
)
def test_canonical_url(html: str, address: str | None) -> None:
    assert metadata.canonical_url(document(html)) == address


def test_outlets_are_known_by_their_names_and_addresses() -> None:
    html = ARTICLE + '<meta name="copyright" content="Copyright (c) Tide House 2024">'
    assert metadata.outlet_keys(document(html)) >= {"theharbourpost", "harbourpost", "tidehouse"}


def test_nothing_is_known_of_a_page_without_statements() -> None:
    page = document("<p>…</p>", None)
    assert metadata.outlet(page) is None
    assert metadata.outlet_keys(page) == frozenset()


@pytest.mark.parametrize(("text", "tidied"), [(" a \n b ", "a b"), (" ", None), (7, None), (None, None)])
def test_tidy(text: object, tidied: str | None) -> None:
    assert metadata.tidy(text) == tidied


def test_fold_keeps_letters_and_digits() -> None:
    assert metadata.fold("Straße, № 5 – “Häfen”") == "strasseno5häfen"
