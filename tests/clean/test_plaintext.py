from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.clean.normalization import normalize
from etl.clean.plaintext import PlainArticle, read

HEADLINE = "Harbour opens again after nine days"
FIRST = "The harbour of Lindhaven opened again on Saturday after nine days in which no ship could enter it."
SECOND = '"We had waited long enough," said Ada Quist, who came with the first ferry from the islands, and laughed.'
THIRD = "The council said that it would pay for the repair of the quay from the money it had saved last year."
TEXT = [FIRST, SECOND, THIRD]


def saved(*lines: str) -> PlainArticle:
    return read(normalize("\n".join(lines)))


def paragraphs(article: PlainArticle) -> list[str]:
    return article.text.split("\n\n")


def test_a_page_saved_from_a_news_site() -> None:
    article = saved(
        "News Feed", "Home", "World", "Show More", HEADLINE, HEADLINE, "3 min read", "By Ann Roe and Bo Li",
        "Updated 4 May 2025 10:00 GMT",
        "A crane stands idle at the northern harbour on Saturday [File: Per Lind/Reuters]",
        FIRST, SECOND, "Read more", "Storm closes the harbour", "Storm closes the harbour", THIRD, "Ann Roe Avatar",
        "Ann Roe", "Ann Roe has reported on ports for the Harbour Post since 2011.", "Related Stories",
        "Storm closes the harbour for a week, and nobody knows what comes next.",
        "© 2025 Harbour Post. All rights reserved.",
    )  # fmt: skip
    assert article == PlainArticle(
        HEADLINE, ("Ann Roe", "Bo Li"), "Updated 4 May 2025 10:00 GMT", "\n\n".join(TEXT), "Harbour Post"
    )


def test_blank_lines_between_all_lines() -> None:
    lines = ["Skip to content", "Menu", "WORLD", HEADLINE, "Ann Roe, Moscow", "May 3, 2025", "Share", FIRST]
    lines += [
        "Advertisement",
        SECOND,
        "Sign up for our morning newsletter",
        THIRD,
        "More from World",
        "A mayor is elected",
    ]
    article = read(normalize("\n\n".join(lines)))
    assert (article.title, article.authors, article.dateline) == (HEADLINE, ("Ann Roe",), "May 3, 2025")
    assert paragraphs(article) == TEXT


@pytest.mark.parametrize(
    ("lines", "title", "authors", "dateline"),
    [
        (
            [
                "Startseite", "Hafen öffnet nach neun Tagen wieder", "Von Anna Roth und Bodo Lind",
                "Stand: 03.05.2025, 10:00 Uhr", "Lesezeit: 3 Min.", "Ein Kran im Nordhafen. Foto: Per Lind/dpa",
                "Der Hafen von Lindhaven ist am Samstag endlich nach neun Tagen wieder geöffnet worden.",
                "Lesen Sie auch: Sturm schließt den Hafen",
                "„Wir haben lange genug gewartet“, sagte eine Reisende, die mit der ersten Fähre von den Inseln kam.",
                "Mehr zum Thema", "Sturm schließt den Hafen",
            ], "Hafen öffnet nach neun Tagen wieder", ("Anna Roth", "Bodo Lind"), "Stand: 03.05.2025, 10:00 Uhr",
        ),
        (
            [
                "Accueil", "Le port rouvre après neuf jours", "Par Anne Roux", "Publié le 3 mai 2025 à 10h00",
                "Temps de lecture : 2 min", "Une grue dans le port du nord, samedi. PER LIND / AFP",
                "Le port de Lindhaven a rouvert samedi après neuf jours pendant lesquels aucun navire n’y entrait.",
                "À lire aussi : La tempête ferme le port",
                "« Nous avions assez attendu », a déclaré une passagère du premier ferry, qui venait des îles.",
                "Sur le même sujet", "La tempête ferme le port",
            ], "Le port rouvre après neuf jours", ("Anne Roux",), "Publié le 3 mai 2025 à 10h00",
        ),
        (
            [
                "Inicio", "El puerto reabre tras nueve días", "Por Ana Roca", "3 de mayo de 2025", "Compartir",
                "Publicidad",
                "El puerto de Lindhaven reabrió el sábado tras nueve días en los que ningún barco pudo entrar en él.",
                "Publicidad",
                "«Habíamos esperado bastante», dijo una pasajera del primer transbordador, que venía de las islas.",
                "Te puede interesar", "La tormenta cierra el puerto",
            ], "El puerto reabre tras nueve días", ("Ana Roca",), "3 de mayo de 2025",
        ),
        (
            [
                "Главная", "Порт открыли после девяти дней", "Порт открыли после девяти дней", "Автор: Анна Рощина",
                "3 мая 2025, 10:00", "Реклама",
                "Порт Линдхавена вновь открыли после девяти дней, в течение которых в него никто не мог войти.",
                "Поделиться",
                "«Мы ждали долго», — сказала пассажирка первого парома, пришедшего с островов вместе с сотнями других.",
                "Читайте также", "Шторм закрыл порт",
            ], "Порт открыли после девяти дней", ("Анна Рощина",), "3 мая 2025, 10:00",
        ),
        (
            [
                "首页", "北港九天后重新开放", "记者 王明", "2025年5月3日", "分享", "广告",
                "林德港当局周六宣布，因风暴关闭九天的北港重新开放，第一艘渡轮载着约两百名乘客从群岛抵达，许多人在码头上欢呼。",
                "分享",
                "“我们等得够久了，”一名乘客说，她和孩子们在体育馆里住了一个多星期，如今终于可以回家，与家人团聚了。",
                "相关阅读", "风暴关闭港口",
            ], "北港九天后重新开放", ("王明",), "2025年5月3日",
        ),
    ],
)  # fmt: skip
def test_pages_saved_in_other_languages(lines: list[str], title: str, authors: tuple[str, ...], dateline: str) -> None:
    article = saved(*lines)
    assert (article.title, article.authors, article.dateline) == (title, authors, dateline)
    assert paragraphs(article) == [lines[6], lines[8]]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ann Roe and Bo Li", ("Ann Roe", "Bo Li")),
        ("BY ANN ROE AND BO LI", ("ANN ROE", "BO LI")),
        ("By Ann Roe, Harbour Correspondent", ("Ann Roe",)),
        ("Ann Roe, Moscow", ("Ann Roe",)),
        ("Ann Roe | May 3, 2025", ("Ann Roe",)),
        ("Ann Roe", ("Ann Roe",)),
    ],
)
def test_bylines(byline: str, authors: tuple[str, ...]) -> None:
    article = saved("Home", HEADLINE, byline, *TEXT)
    assert (article.title, article.authors, paragraphs(article)) == (HEADLINE, authors, TEXT)


@pytest.mark.parametrize("line", ["By the sea, a harbour opens", "By Ann Roe", "3 May 2025", "Published: 3 May 2025"])
def test_a_line_that_dates_or_signs_an_article_shows_that_a_page_was_saved(line: str) -> None:
    is_label = not line.startswith("By the")
    assert paragraphs(saved(HEADLINE, line, *TEXT)) == (TEXT if is_label else [HEADLINE, line, *TEXT])


def test_a_biography_ends_the_article_without_an_avatar_too() -> None:
    article = saved(
        HEADLINE, "By Ann Roe", *TEXT, "Ann Roe is the author of two books on ports.", "She lives in Lindhaven."
    )
    assert paragraphs(article) == TEXT


def test_an_author_named_only_beside_the_avatar() -> None:
    assert saved("News Feed", HEADLINE, *TEXT, "Ann Roe Avatar", "Ann Roe writes about the sea.").authors == (
        "Ann Roe",
    )


@pytest.mark.parametrize(
    "caption",
    [
        "A crane over the quay on Saturday, May 3, 2025. (AP Photo/Per Lind)",
        "A crane over the quay as people wait for the ferry on Saturday. [Per Lind/AFP]",
        "A crane over the quay as people wait for the ferry on Saturday [Reuters]",
        "A crane over the quay as people wait for the ferry in Lindhaven. Photo: Per Lind",
        "A crane over the quay as people wait for the ferry in Lindhaven. Per Lind/Getty Images",
        "Per Lind via Getty Images",
    ],
)
def test_captions_are_left_out_before_and_in_the_text(caption: str) -> None:
    assert paragraphs(saved("Home", HEADLINE, caption, FIRST, caption, SECOND, THIRD)) == TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks between the two councils will go on in Lindhaven on Monday, a speaker said. (Reuters)",
        "He sent her a letter from the islands (and a photo of the harbour as it had been before the war).",
        "The company told its workers via Reuters.",
        "One has to see the whole picture: Lindhaven cannot pay for the quay alone, whatever the council says.",
    ],
)
def test_sentences_are_no_captions(sentence: str) -> None:
    assert paragraphs(saved("Home", HEADLINE, FIRST, sentence, THIRD)) == [FIRST, sentence, THIRD]


def test_short_sentences_before_the_first_long_one_belong_to_the_text() -> None:
    short = ["The harbour of Lindhaven is open.", "Nobody had thought it possible."]
    assert paragraphs(saved("Home", HEADLINE, "3 min read", *short, *TEXT)) == [*short, *TEXT]


def test_a_list_before_the_first_long_sentence_belongs_to_the_text() -> None:
    items = ["Ada Quist, 34, Lindhaven;", "Per Lind, 51, Osterby;"]
    assert paragraphs(saved("By Ann Roe", HEADLINE, *items, *TEXT)) == [*items, *TEXT]


def test_what_looks_like_an_end_before_most_of_the_text_is_none() -> None:
    assert paragraphs(saved("Home", HEADLINE, FIRST, "More on the harbour", SECOND, THIRD, *TEXT)) == [*TEXT, *TEXT]


def test_comments_are_left_out() -> None:
    article = saved(
        HEADLINE, "3 min read", "Ann Roe", *TEXT, "12 comments", "Leave a comment", "karl: At last, at last!"
    )
    assert paragraphs(article) == TEXT


def test_chrome_alone_is_no_text() -> None:
    article = saved("News Feed", "Home", "World", "Show More", "Sign in", "Subscribe now", "© 2025 Harbour Post")
    assert (article.text, article.title) == ("", None)


def test_a_caption_alone_is_a_text() -> None:
    assert saved(f"{FIRST} Photo: Per Lind").text == f"{FIRST} Photo: Per Lind"


def test_the_title_the_corpus_states_is_left_out_of_the_text() -> None:
    article = read("\n\n".join([HEADLINE, *TEXT]), title=HEADLINE)
    assert (article.title, paragraphs(article)) == (HEADLINE, TEXT)


def test_a_headline_alone_is_the_title_and_stays() -> None:
    article = saved(HEADLINE, *TEXT)
    assert (article.title, paragraphs(article)) == (HEADLINE, [HEADLINE, *TEXT])


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "lines",
    [
        TEXT,
        ["LINDHAVEN, May 3 (Wire) - The harbour opened.", "Ships came in.", "The council was pleased."],
        ["1. The harbour opens.", "2. The ferries come.", "3. The council pays."],
        ["The harbour (Lindhaven)", "Who will pay?", "Nobody said."],
        ["https://harbour-post.example/2025/05/03/harbour", *TEXT],
        ["港口在星期一关闭了，市长说。" * 5, "渡轮不来了。" * 8, "议会很高兴。" * 9],
    ],
)
def test_a_text_without_chrome_comes_through_unchanged(lines: list[str], between: str) -> None:
    article = read(between.join(lines))
    assert (paragraphs(article), article.authors) == (lines, ())


@given(st.lists(st.sampled_from([f"The council of {town} met." for town in ("Lindhaven", "Moss")]), min_size=1))
def test_short_sentences_come_through_unchanged(lines: list[str]) -> None:
    assert paragraphs(read("\n\n".join(lines))) == lines


@pytest.mark.parametrize("width", [60, 72, 78, 90, 120])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_hard_wrapped_lines_are_joined(width: int, between: str) -> None:
    long = [f"{FIRST} {THIRD} {FIRST}", f"{SECOND} {THIRD}", f"{THIRD} {FIRST} So it was."]
    text = between.join("\n".join(wrap(paragraph, width)) for paragraph in long)
    joined = read(text).text
    assert joined.split() == " ".join(long).split()
    if between == "\n\n":
        assert joined.split("\n\n") == long


def test_a_hard_wrapped_page_with_chrome() -> None:
    long = [f"{FIRST} {THIRD} {FIRST}", f"{SECOND} {THIRD}"]
    wrapped = ["\n".join(wrap(paragraph, 72)) for paragraph in long]
    text = "\n\n".join(
        ["NEWS FEED", HEADLINE, "By Ann Roe\nPublished: 3 May 2025", *wrapped, "Copyright 2025 Harbour Post"]
    )
    article = read(text)
    assert (article.title, article.authors) == (HEADLINE, ("Ann Roe",))
    assert (article.dateline, article.outlet) == ("Published: 3 May 2025", "Harbour Post")
    assert paragraphs(article) == long


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read(normalize(text))
