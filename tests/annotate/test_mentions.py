"""Countries named in a text: by name, people, capital and prefix, and what only looks like one."""

import pytest
import spacy
from spacy.tokens import Span as SpacySpan

from etl.annotate import mentions


def named(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(text[span.start : span.end], span.name.country) for span in mentions.countries(text, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sino-Russian talks", [("Sino", "CHN"), ("Russian", "RUS")]),
        ("Franco-German talks", [("Franco", "FRA"), ("German", "DEU")]),
        ("the U.S. and the US", [("U.S.", "USA"), ("US", "USA")]),
        ("a U.S.-China deal", [("U.S.", "USA"), ("China", "CHN")]),
        ("China's and Russia’s envoys", [("China", "CHN"), ("Russia", "RUS")]),
        ("Moscow warned Kyiv", [("Moscow", "RUS"), ("Kyiv", "UKR")]),
        ("RUSSIA AND CHINA SIGN A PACT", [("RUSSIA", "RUS"), ("CHINA", "CHN")]),
        ("the Bank of China", [("China", "CHN")]),
        ("New Mexico and Mexico", [("New Mexico", "USA"), ("Mexico", "MEX")]),
        ("the South China Sea", [("South China Sea", None)]),
        ("North Korea and South Koreans", [("North Korea", "PRK"), ("South Koreans", "KOR")]),
        ("Guinea-Bissau and Papua New Guinea", [("Guinea-Bissau", "GNB"), ("Papua New Guinea", "PNG")]),
        ("Sudan and South Sudan", [("Sudan", "SDN"), ("South Sudan", "SSD")]),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "CIV")]),
        ("the Iran–Iraq war", [("Iran", "IRN"), ("Iraq", "IRQ")]),
        ("pro-Russian and ex-Soviet", [("Russian", "RUS"), ("Soviet", "RUS")]),
        ("Chinatown, Indiana's Romania_map, polish", [("Indiana", "USA")]),
        ("the Paris Agreement and French fries", []),
        ("", []),
    ],
)  # fmt: skip
def test_names_peoples_capitals_and_prefixes(text: str, found: list[tuple[str, str | None]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Michael Jordan scored.", []),
        ("Jordan Smith scored.", []),
        ("Jordan signed.", [("Jordan", "JOR")]),
        ("Chad Miller ran.", []),
        ("Georgia voted.", []),
        ("Georgia voted in Tbilisi.", [("Georgia", "GEO"), ("Tbilisi", "GEO")]),
        ("Jack London wrote.", []),
        ("In Qwerty. Jordan signed.", [("Jordan", "JOR")]),
        ("Mr. A. Jordan signed.", []),
        ("Ask Lin London said.", []),
        ("London said no to Ana London.", [("London", "GBR"), ("London", "GBR")]),
        ("GIVE US A BREAK", []),
        ("THE US SIGNS", [("US", "USA")]),
        ("US SIGNS PACT", [("US", "USA")]),
        ("give us a break", []),
    ],
)
def test_doubtful_names_count_where_the_country_is_named_otherwise(
    text: str, found: list[tuple[str, str | None]]
) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("de", "Russlands Minister flog nach Peking, dann in die USA und die Türkei.", ["RUS", "CHN", "USA", "TUR"]),
        ("fr", "La Russie, l’Allemagne et les États-Unis à Pékin", ["RUS", "DEU", "USA", "CHN"]),
        ("es", "Rusia y China en Moscú con EE.UU.", ["RUS", "CHN", "RUS", "USA"]),
        ("ru", "Президент России говорил с Китаем в Москве об Украине.", ["RUS", "CHN", "RUS", "UKR"]),
        ("uk", "Росія та Китай говорили про Україну", ["RUS", "CHN", "UKR"]),
        ("zh", "俄罗斯总统在北京会见中国代表", ["RUS", "CHN", "CHN"]),
        ("ja", "ロシアと中国は東京で", ["RUS", "CHN", "JPN"]),
        ("th", "รัสเซียและจีน", ["RUS", "CHN"]),
        ("tlh", "Russia", ["RUS"]),
    ],
)
def test_other_languages(language: str, text: str, codes: list[str]) -> None:
    assert [country for _, country in named(text, language)] == codes


def found(text: str, *named: tuple[str, str]) -> list[tuple[str, str, str | None]]:
    """What is found in an English text where a model named these forms."""
    nlp = spacy.blank("en")
    doc = nlp(text)
    places = [(text.index(form), text.index(form) + len(form), label) for form, label in named]
    doc.ents = tuple(span for span in (doc.char_span(*place) for place in places) if span)
    return [(text[span.start : span.end], span.name.label, span.name.country) for span in mentions.find(doc, "en")]


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("Michael Jordan left.", [("Michael Jordan", "PERSON")], [("Michael Jordan", "PERSON", None)]),
        ("Kuwait signed.", [("Kuwait", "PERSON")], [("Kuwait", "GPE", "KWT")]),
        ("Jordan left.", [("Jordan", "PERSON")], [("Jordan", "GPE", "JOR")]),
        (
            "Jordan left Amman. Ann Jordan stayed.",
            [("Jordan", "PERSON"), ("Ann Jordan", "PERSON")],
            [("Jordan", "PERSON", None), ("Amman", "GPE", "JOR"), ("Ann Jordan", "PERSON", None)],
        ),
        (
            "The Bank of China lent.",
            [("Bank of China", "ORG")],
            [("Bank of China", "ORG", None), ("China", "NORP", "CHN")],
        ),
        (
            "The U.S.-China Business Council met.",
            [("U.S.-China Business Council", "ORG")],
            [("U.S.", "NORP", "USA"), ("U.S.-China Business Council", "ORG", None), ("China", "NORP", "CHN")],
        ),
        ("Floods in Southern California.", [("Southern California", "LOC")], [("Southern California", "LOC", "USA")]),
        ("In China Lin left.", [("China Lin", "LOC")], [("China Lin", "LOC", "CHN")]),
        ("Moscow, Russia", [("Moscow, Russia", "LOC")], [("Moscow", "GPE", "RUS"), ("Russia", "GPE", "RUS")]),
        (
            "Russia's Wei Lin left.",
            [("Russia's Wei Lin", "PERSON")],
            [("Russia", "NORP", "RUS"), ("Russia's Wei Lin", "PERSON", None)],
        ),
        (
            "In South Korea, Japan, China",
            [("Korea, Japan, China", "LOC")],
            [("South Korea", "GPE", "KOR"), ("Japan", "GPE", "JPN"), ("China", "GPE", "CHN")],
        ),
        ("New Mexico voted.", [("Mexico", "LOC")], [("New Mexico", "GPE", "USA")]),
        ("Guinea pigs ran.", [("Guinea", "LOC")], []),
        ("Guinea Pigs ran.", [("Guinea Pigs", "LOC")], [("Guinea Pigs", "LOC", "GIN")]),
        ("Kenya Moore left.", [("Kenya Moore", "PERSON")], [("Kenya Moore", "PERSON", None)]),
        ("Chinese envoys", [("Chinese", "NORP")], [("Chinese", "NORP", "CHN")]),
        ("It was Ann Quist’s.", [("Ann Quist’s", "PERSON")], [("Ann Quist", "PERSON", None)]),
        ("It was Ham's fair.", [("Ham's", "LOC")], [("Ham", "LOC", None)]),
        ("It was in St. John's.", [("St. John's", "LOC")], [("St. John's", "LOC", None)]),
        ("It was Quist's.", [("Quist's", "ORG")], [("Quist's", "ORG", None)]),
    ],
)
def test_the_tables_and_the_model_agree(
    text: str, named: list[tuple[str, str]], expected: list[tuple[str, str, str | None]]
) -> None:
    assert found(text, *named) == expected


def test_a_name_over_the_edge_of_a_sentence_names_nothing() -> None:
    doc = spacy.blank("en")("Moscow. Russia signed.")
    doc[2].is_sent_start = True
    doc.set_ents([SpacySpan(doc, 0, 3, "LOC")])
    assert [doc.text[span.start : span.end] for span in mentions.find(doc, "en")] == ["Moscow", "Russia"]
