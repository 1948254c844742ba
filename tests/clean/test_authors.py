import json
from typing import Any

import pytest

from etl.clean import authors, bylines
from etl.clean.html import Document, parse

OWNED = '<meta name="copyright" content="© 2024 Tide"><meta name="author" content="Tide">'
HEADING = "<h1>Ferry stranded off the northern harbour</h1>"


def document(html: str) -> Document:
    found = parse(html, "https://www.harbourpost.example/news/1")
    assert found is not None
    return found


def page(author: Any, *others: Any) -> Document:
    """A page whose JSON-LD names an author, and may hold further objects."""
    article = {"@type": "NewsArticle", "headline": "Ferry stranded", "author": author}
    return document(f'<script type="application/ld+json">{json.dumps({"@graph": [article, *others]})}</script><p>…</p>')


@pytest.mark.parametrize(
    "author",
    [
        "Ada Moss and Ben Ruiz",
        "By Ada Moss, Ben Ruiz",
        ["Ada Moss", "Ben Ruiz"],
        {"@type": "Person", "name": "Ada Moss / Ben Ruiz"},
        [{"@type": "Person", "name": "Ada Moss"}, {"@type": "Person", "name": ["Ben Ruiz"]}],
        [[{"name": "Ada Moss"}], [{"name": "Ben Ruiz, Harbour Correspondent"}]],
        [{"@id": "#ada"}, {"@id": "#ben"}],
    ],
)
def test_every_shape_of_linked_data_is_read(author: Any) -> None:
    people = (
        {"@type": "Person", "@id": "#ada", "name": "Ada Moss"},
        {"@type": "Person", "@id": "#ben", "name": "Ben Ruiz"},
    )
    assert authors.authors(page(author, *people)) == ("Ada Moss", "Ben Ruiz")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Ada Moss">',
        '<meta property="article:author" content="https://social.example/ada"><meta name="byl" content="By Ada Moss">',
        '<meta name="author" content="admin"><meta name="parsely-author" content="Ada Moss">',
        '<meta name="author" content="Harbour Media Ltd"><meta name="sailthru.author" content="Ada Moss">',
        OWNED + '<meta name="byl" content="Ada Moss">',
        '<meta name="author" content="Harbourpost"><meta name="cxenseparse:author" content="Ada Moss">',
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Moss">',
    ],
)
def test_meta_elements_are_read(head: str) -> None:
    assert authors.authors(document(f"{head}{HEADING}")) == ("Ada Moss",)


@pytest.mark.parametrize(
    "body",
    [
        '<p class="byline">By Ada Moss</p>',
        '<div><a rel="author" href="/ada">Ada Moss</a></div>',
        '<p><a href="/authors/ada-moss">Ada Moss</a></p>',
        '<span itemprop="author"><meta itemprop="name" content="Ada Moss"><a>More by this author</a></span>',
        '<span itemprop="author"><span itemprop="name">Ada Moss</span></span><p class="related byline">By Ben Ruiz</p>',
        "<p>By Ada Moss</p><p>The ferry ran aground on Monday.</p>",
        '<div class="byline">By <span>Ada Moss</span><div>Coastal Press</div><time>3 May 2024</time></div>',
        '<div class="byline">Ada Moss / CPA / Updated: May 3, 2024</div>',
        '<p class="byline">Von Ada Moss, Hamburg</p>',
        '<div class="comments"><p class="author">Ben Ruiz</p></div><p>Von Ada Moss</p>',
    ],
)
def test_the_byline_below_the_headline_is_read(body: str) -> None:
    assert authors.authors(document(HEADING + body)) == ("Ada Moss",)


def test_a_byline_above_the_headline_goes_before_those_of_teasers() -> None:
    teaser = '<p class="byline">By Ben Ruiz</p>'
    text = f"<p>{'The ferry ran aground on Monday. ' * 30}</p>"
    html = f'<header><p class="byline">By Ada Moss</p>{HEADING}</header>{text}<section>{teaser}</section>'
    assert authors.authors(document(html)) == ("Ada Moss",)


def test_each_of_several_marked_authors_is_read() -> None:
    people = ["Ada Moss", "Ben Ruiz", "Cleo Tan"]
    spans = ", ".join(f'<span class="author n{n}">{name}</span>' for n, name in enumerate(people))
    assert authors.authors(document(f"{HEADING}<div>{spans}</div>")) == tuple(people)


def test_an_agency_is_the_author_where_that_is_the_byline() -> None:
    assert authors.authors(page([{"@type": "Organization", "name": "CPA"}])) == ("CPA",)
    assert authors.authors(page(["Ada Moss", "CPA"])) == ("Ada Moss", "CPA")


def test_the_outlet_is_the_author_where_nobody_else_is_named() -> None:
    assert authors.authors(page({"@type": "Organization", "name": "Harbourpost"})) == ("Harbourpost",)


@pytest.mark.parametrize(
    "html",
    [
        HEADING,
        f"{HEADING}<p>By Monday the harbour was open again.</p>",
        "<p>Nobody</p>",
        f"{HEADING}<h3>By ferries and trains</h3>",
    ],
)
def test_a_page_that_names_nobody_has_no_authors(html: str) -> None:
    assert authors.authors(document(html)) == ()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Moss and Ben Ruiz, Harbour Correspondent", ("Ada Moss", "Ben Ruiz")),
        ("Ada Moss Staff Writer", ("Ada Moss",)),
        ("Ada J. Moss Political Editor", ("Ada J. Moss",)),
        ("Von Ada Moss und Ben Ruiz", ("Ada Moss", "Ben Ruiz")),
        ("Par Ada Moss et Ben Ruiz", ("Ada Moss", "Ben Ruiz")),
        ("Por Ada Moss y Ben Ruiz", ("Ada Moss", "Ben Ruiz")),
        ("Ada Moss y Sol", ("Ada Moss y Sol",)),
        ("Juan Moss de la Vega", ("Juan Moss de la Vega",)),
        ("von der Heide", ("von der Heide",)),
        ("Ada Moss (cpa)", ("Ada Moss",)),
        ("Ada Moss ada@post.example @adamoss", ("Ada Moss",)),
        ("Ada Moss - 12 May 2024", ("Ada Moss",)),
        ("ADA MOSS in Cairo", ("ADA MOSS",)),
        ("(责编：王明、李华)", ("王明", "李华")),
        ("Автор: Анна Морозова", ("Анна Морозова",)),
        ("Ada Moss | Tidal Media", ("Ada Moss",)),
        ("Analysis by Ada Moss", ("Ada Moss",)),
        ("Editor", ("Editor",)),
        ("Photo: Ben Ruiz", ()),
        ("Updated 12 May 2024", ()),
        ("admin", ()),
        ("", ()),
    ],
)
def test_a_byline_is_names_alone(byline: str, names: tuple[str, ...]) -> None:
    assert bylines.names(byline) == names
