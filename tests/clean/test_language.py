import pytest

from etl.clean.html import parse
from etl.clean.language import code, declared, identify

SENTENCES = {
    "en": "The harbour was closed on Monday after ministers failed to agree on the new rules.",
    "de": "Der Hafen blieb am Montag geschlossen, nachdem sich die Minister nicht einigen konnten.",
    "fr": "Le port est resté fermé lundi, les ministres n'ayant pas trouvé d'accord sur les nouvelles règles.",
    "pt": "O porto ficou fechado na segunda-feira depois que os ministros não chegaram a um acordo.",
    "it": "Il porto è rimasto chiuso lunedì dopo che i ministri non hanno trovato un accordo.",
    "cs": "Přístav byl v pondělí uzavřen poté, co se ministři nedohodli na nových pravidlech.",
    "ru": "Порт был закрыт в понедельник после того, как министры не смогли договориться о новых правилах.",
    "uk": "Порт був зачинений у понеділок після того, як міністри не змогли домовитися про нові правила.",
    "ar": "ظل الميناء مغلقا يوم الاثنين بعد أن فشل الوزراء في الاتفاق على القواعد الجديدة.",
    "zh": "部长们未能就新规则达成一致，港口星期一关闭。",
    "ja": "閣僚らが新しい規則で合意できず、港は月曜日に閉鎖された。",
    "hi": "नए नियमों पर मंत्रियों के बीच सहमति न बनने के बाद सोमवार को बंदरगाह बंद रहा।",
}


@pytest.mark.parametrize(("expected", "text"), SENTENCES.items())
def test_a_sentence_is_enough_with_and_without_a_declaration(expected: str, text: str) -> None:
    assert identify(text) == expected
    assert identify(text, f"{expected}-XX") == expected


@pytest.mark.parametrize("language", ["ru", "zh", "ar", "de"])
def test_a_template_in_english_does_not_make_the_text_english(language: str) -> None:
    assert identify(SENTENCES[language], "en-US") == language


def test_among_close_languages_the_declaration_decides() -> None:
    text = "Havnen var lukket mandag."
    assert identify(text, "da") == "da"
    assert identify(text, "nb") == "no"


def test_a_text_without_words_is_what_is_declared() -> None:
    assert identify("", "fr") == "fr"
    assert identify("3 : 2 (1 : 0)", "de") == "de"
    assert identify("", None) is None


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("ZH-hant", "zh"),
        ("deu", "de"),
        ("ger", "de"),
        ("iw", "he"),
        ("nn-NO", "no"),
        ("de, en", "de"),
        ("ceb", "ceb"),
        ("und", None),
        ("English", None),
        ("", None),
        (None, None),
    ],
)
def test_tags_are_read_to_their_primary_code(tag: str | None, expected: str | None) -> None:
    assert code(tag) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<html lang="de-CH"><meta property="og:locale" content="fr_CH"><p>x', "de"),
        ('<html><meta property="og:locale" content="fr_CH"><p>x', "fr"),
        ('<html><meta http-equiv="Content-Language" content="pl"><p>x', "pl"),
        ('<html lang=""><script type="application/ld+json">{"inLanguage": "it-IT"}</script><p>x', "it"),
        ("<html><p>x", None),
    ],
)
def test_the_page_declares_its_language_in_many_ways(html: str, expected: str | None) -> None:
    document = parse(html)
    assert document is not None
    assert declared(document) == expected
