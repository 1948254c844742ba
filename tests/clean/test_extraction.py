import pytest

from etl.clean.extraction import main_text
from etl.clean.html import parse

HEADLINE = "Harbour opens again after nine days of storm"
SENTENCES = (
    "The harbour of Lindhaven opened again on Saturday after nine days in which no ship could enter it, it said.",
    "The first to come in was the ferry from the islands, with some two hundred passengers and their children.",
    "Ada Quist, who leads the port authority, said that the quay would have to be repaired before the autumn storms.",
    "Fishermen asked for help, since the price of fuel has risen so much that it hardly pays to go to sea any more.",
    "The government has offered them a part of what they ask, and called the rest impossible before the budget.",
    "Parliament will vote on the agreement this week, though the opposition has asked for more time to read it.",
)
TEXT = list(SENTENCES)
P = [f"<p>{sentence}</p>" for sentence in SENTENCES]
ALL = "".join(P)


def paragraphs(body: str) -> list[str]:
    page = f"<html><head><title>{HEADLINE}</title></head><body><nav>Home World</nav>{body}</body></html>"
    document = parse(page, "https://harbour-post.example/a")
    assert document is not None
    return main_text(document).split("\n\n")


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{ALL}</article>",
        f"<article><h1>{HEADLINE}</h1>{ALL}</article>",
        f"<main><header><h1>{HEADLINE}</h1></header><div class=content>{ALL}</div></main>",
        f"<h1>{HEADLINE}</h1><div id=story>{ALL}</div>",
        f"<div itemprop=articleBody>{ALL}</div>",
        ALL,
    ],
)
def test_plain_designs(body: str) -> None:
    assert paragraphs(body) == TEXT


@pytest.mark.parametrize(
    "box",
    [
        "<div class=related><h3>Related</h3><p>Storm closes the northern harbour for a week.</p></div>",
        "<aside><p>Ferry company asks for help after the storm.</p></aside>",
        "<div class='newsletter-signup'><p>Get the best of the week in your inbox every Friday.</p></div>",
        "<form><p>Your address, please, and press the button.</p><input></form>",
        "<figure><img src=x><figcaption>A crane stands idle. Per Lind/AFP</figcaption></figure>",
        "<div class=wp-caption-text><p class=caption>A crane stands idle over the quay.</p></div>",
        "<p><a href=/x>Ferry company asks for help after the storm</a></p>",
        "<ul><li><a href=/x>Storm closes the harbour</a></li><li><a href=/y>Ferry company asks for help</a></li></ul>",
        "<div class=social-share><span>Share</span><span>Print</span></div>",
        "<p>Read more: Ferry company asks for help after the storm</p>",
        "<p>Advertisement</p>",
        "<script>var text = 'The harbour was never closed at all, says a script.'</script>",
    ],
)
def test_boxes_between_paragraphs_are_left_out(box: str) -> None:
    assert paragraphs(f"<article><h1>{HEADLINE}</h1>{''.join(P[:3])}{box}{''.join(P[3:])}</article>") == TEXT


@pytest.mark.parametrize(
    "end",
    [
        "<div class=author-bio><p>Ann Roe has reported on ports for the Harbour Post for twelve years.</p></div>",
        "<p>About the author</p><p>Ann Roe has reported on ports for the Harbour Post for twelve years.</p>",
        "<ul class=tags><li>Harbour</li><li>Storm</li></ul>",
        "<p>Tags: harbour, storm, ferries</p>",
        "<div id=comments><p>At last! I had given up hope that this would ever happen in my life.</p></div>",
        "<p>More from World</p><p>A mayor is elected after nine rounds of voting in the town hall.</p>",
        "<p>© 2025 Harbour Post. All rights reserved.</p>",
    ],
)
def test_what_follows_the_article_is_left_out(end: str) -> None:
    assert paragraphs(f"<article><h1>{HEADLINE}</h1>{ALL}{end}</article>") == TEXT


def test_a_body_in_chunks_between_advertisements_is_whole() -> None:
    chunks = [f"<div class='body-chunk'>{''.join(P[n : n + 2])}</div>" for n in (0, 2, 4)]
    advertisement = "<div class=advert><p>Buy a boat today!</p></div>"
    assert paragraphs(f"<article><h1>{HEADLINE}</h1>{advertisement.join(chunks)}</article>") == TEXT


def test_a_page_wrapped_in_one_form() -> None:
    assert paragraphs(f"<form action=./ id=aspnetForm><div id=content><h1>{HEADLINE}</h1>{ALL}</div></form>") == TEXT


def test_comments_beside_the_article_are_left_out() -> None:
    comments = "<section class=comments>" + "<p>I had given up hope that this would ever happen.</p>" * 3 + "</section>"
    assert paragraphs(f"<main><article><h1>{HEADLINE}</h1>{ALL}</article>{comments}</main>") == TEXT


@pytest.mark.parametrize("name", ["related", "social-story", "promo", "teaser", "subscriber-content"])
def test_the_name_of_a_box_on_the_article_itself_drops_nothing(name: str) -> None:
    assert paragraphs(f"<article class='{name}'><h1>{HEADLINE}</h1>{ALL}</article>") == TEXT
    assert paragraphs(f"<div class='{name}'><h1>{HEADLINE}</h1>{ALL}</div>") == TEXT


def test_an_article_within_a_page_of_teasers() -> None:
    teasers = "<div class=river>" + "<div><h3><a href=/x>Storm closes the harbour</a></h3></div>" * 10 + "</div>"
    assert paragraphs(f"{teasers}<article><h1>{HEADLINE}</h1>{ALL}</article>{teasers}") == TEXT


def test_a_headline_repeated_is_left_out() -> None:
    assert paragraphs(f"<article><h1>{HEADLINE}</h1><p>{HEADLINE}</p>{ALL}</article>") == TEXT


def test_subheadings_and_lists_are_kept() -> None:
    parts = (
        "<h2>What happens now</h2>" + P[3] + "<ul><li>The quay is repaired first.</li><li>The ferries follow.</li></ul>"
    )
    found = paragraphs(f"<article><h1>{HEADLINE}</h1>{''.join(P[:3])}{parts}{''.join(P[4:])}</article>")
    items = [line.lstrip("- ") for line in found]
    added = ["What happens now", TEXT[3], "The quay is repaired first.", "The ferries follow."]
    assert items == [*TEXT[:3], *added, *TEXT[4:]]


def test_quotes_are_kept() -> None:
    quote = "We had waited long enough for this, and now we are glad."
    found = paragraphs(f"<article>{''.join(P[:3])}<blockquote><p>{quote}</p></blockquote>{''.join(P[3:])}</article>")
    assert found == [*TEXT[:3], quote, *TEXT[3:]]


def test_the_words_of_tables_are_kept() -> None:
    table = "<table><tr><th>Ship</th><th>Passengers</th></tr><tr><td>Northern Star</td><td>212</td></tr></table>"
    found = "\n\n".join(paragraphs(f"<article>{''.join(P[:3])}{table}{''.join(P[3:])}</article>"))
    assert "Northern Star" in found
    assert all(sentence in found for sentence in TEXT)


def test_links_within_sentences_are_kept() -> None:
    linked = P[1].replace("the islands", "<a href=/x>the islands</a>")
    assert paragraphs(f"<article>{P[0]}{linked}{''.join(P[2:])}</article>") == TEXT


def test_a_run_of_labels_is_left_out() -> None:
    labels = "".join(f"<p>{month} 2024</p>" for month in ("May", "June", "July", "August", "October", "November"))
    assert paragraphs(f"<div>{ALL}{labels}</div>") == TEXT


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>text</script>", "<div><img src=x></div>"])
def test_a_page_without_text_has_none(body: str) -> None:
    document = parse(f"<html><body>{body}</body></html>")
    assert document is not None
    assert main_text(document) == ""


def test_the_tree_stays_as_it_was() -> None:
    document = parse(f"<article><aside>Beside</aside>{ALL}</article>")
    assert document is not None
    before = document.tree.text_content()
    assert main_text(document) == main_text(document)
    assert document.tree.text_content() == before
