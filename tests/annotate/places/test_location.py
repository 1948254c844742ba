"""Places get their country by the gazetteer and by the article's other places; what cannot be told gets none."""

import re

import pytest
import spacy
from spacy.tokens import Doc

from etl.annotate import mentions, places
from tests.annotate.work import calls
from tests.records import article

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
NLP.max_length = 10_000_000
MARK = re.compile(r"\[([A-Z]+) ([^\]]+)\]")


def located(marked: str, **fields: str) -> list[tuple[str, str, str | None, str | None]]:
    """Text, label, country and id of each mention, where a model found the names in brackets."""
    text = MARK.sub(r"\2", marked)
    doc, shift = NLP(text), 0
    entities = []
    for match in MARK.finditer(marked):
        start = match.start() - shift
        shift += len(match[0]) - len(match[2])
        entities.append(doc.char_span(start, start + len(match[2]), match[1], alignment_mode="expand"))
    doc.set_ents([entity for entity in entities if entity])
    found = places.locate(mentions.find(doc, "en"), article(text, **fields), sentences=sentences(doc))
    return [(text[span.start : span.end], span.name.label, span.name.country, span.name.entity_id) for span in found]


def sentences(doc: Doc) -> list[tuple[int, int]]:
    return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]


def countries(marked: str, **fields: str) -> dict[str, str | None]:
    """Each name's country."""
    return {name: country for name, _, country, _ in located(marked, **fields)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell on [LOC Toulouse].", {"Toulouse": "FRA"}),
        ("Shells hit [LOC Kharkiv] in the Donbas.", {"Kharkiv": "UKR", "Donbas": "UKR"}),
        ("He moved to [LOC Munich] from [LOC Zurich].", {"Munich": "DEU", "Zurich": "CHE"}),
        ("Floods hit [LOC northern Sumatra].", {"northern Sumatra": "IDN"}),
        ("Floods hit [LOC Zhejiang province].", {"Zhejiang province": "CHN"}),
        ("[LOC Greater Manchester] police met in [LOC Leeds].", {"Greater Manchester": "GBR", "Leeds": "GBR"}),
        ("TRAIN TO [LOC OSAKA] LATE", {"OSAKA": "JPN"}),
        ("Fans waited outside [LOC city hall].", {"city hall": None}),
        ("He leads the [ORG Council for Human Rights].", {"Council for Human Rights": None}),
        ("Ireland spoke of Northern Ireland.", {"Ireland": "IRL", "Northern Ireland": "GBR"}),
        ("[LOC Kurdish] guards came from Turkey.", {"Kurdish": None, "Turkey": "TUR"}),
        ("Ships crossed the [LOC Black Sea] for [LOC Europe].", {"Black Sea": None, "Europe": None}),
        ("[LOC Wuhan] met [LOC Eastern European] envoys.", {"Wuhan": "CHN", "Eastern European": None}),
        ("[LOC Wuhan] loves the [LOC Northern Sea Route].", {"Wuhan": "CHN", "Northern Sea Route": None}),
        ("Armies face each other in [LOC Kashmir].", {"Kashmir": None}),
        ("He comes from [LOC Qwertyham].", {"Qwertyham": None}),
        ("The [LOC U.N.] and [ORG U.N. Security Council] met.", {"U.N.": None, "U.N. Security Council": None}),
    ],
)  # fmt: skip
def test_a_place_has_the_country_that_it_lies_in(text: str, expected: dict[str, str | None]) -> None:
    assert countries(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crews from [LOC Springfield], [LOC Ill.], came.", {"Springfield": "USA", "Ill.": "USA"}),
        ("A barn burnt in [LOC Paris], Texas, on Friday.", {"Paris": "USA", "Texas": "USA"}),
        ("He lives in [LOC Cuba], [LOC N.M.], alone.", {"Cuba": "USA", "N.M.": "USA"}),
        ("He studied in [LOC London], Ontario.", {"London": "CAN", "Ontario": "CAN"}),
        ("He left Tbilisi for [LOC Atlanta], Georgia.", {"Tbilisi": "GEO", "Atlanta": "USA", "Georgia": "USA"}),
        ("He lives in Tbilisi, Georgia, alone.", {"Tbilisi": "GEO", "Georgia": "GEO"}),
        ("They met in [LOC Cordoba], Argentina.", {"Cordoba": "ARG", "Argentina": "ARG"}),
        ("They met in [LOC Cordoba], Spain.", {"Cordoba": "ESP", "Spain": "ESP"}),
        ("The hamlet of [LOC Qwertyham] (Uganda) burnt.", {"Qwertyham": "UGA", "Uganda": "UGA"}),
        (
            "[LOC Qwertyham] in Russia and China grew; so did China.",
            {"Qwertyham": "RUS", "Russia": "RUS", "China": "CHN"},
        ),
        (
            "Canada buys trucks of [LOC Hamilton] in New Zealand.",
            {"Canada": "CAN", "Hamilton": "NZL", "New Zealand": "NZL"},
        ),
        ("Moscow shelled [LOC Qwertyham] in eastern Ukraine.", {"Moscow": "RUS", "Qwertyham": "UKR", "Ukraine": "UKR"}),
        (
            "India shut [LOC Qwertyham] in [LOC southern Tibet].",
            {"India": "IND", "Qwertyham": "CHN", "southern Tibet": "CHN"},
        ),
        ("Talks between London and Paris in Germany failed.", {"London": "GBR", "Paris": "FRA", "Germany": "DEU"}),
        ("He met [PERSON Clinton] in Iowa.", {"Clinton": None, "Iowa": "USA"}),
        ("They lunched on [LOC Red Square] in Utah.", {"Red Square": "RUS", "Utah": "USA"}),
        ("A store in [PERSON Churchill], [LOC Man.], burnt.", {"Churchill": "CAN", "Man.": "CAN"}),
        ("She sang in Rome, New York and [LOC Osaka].", {"Rome": "ITA", "New York": "USA", "Osaka": "JPN"}),
    ],
)
def test_what_stands_after_a_name_says_where_it_is(text: str, expected: dict[str, str | None]) -> None:
    assert countries(text) == expected


def test_a_name_means_one_place_in_an_article() -> None:
    found = countries("Smoke rose over Paris, Texas. Firemen in Paris said that all was well in Paris.")
    assert found == {"Paris": "USA", "Texas": "USA"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("[LOC Birmingham], Alabama and Mississippi voted; so did [LOC Mobile].", "Birmingham", "USA"),
        ("[LOC Birmingham] and [LOC Leeds] voted.", "Birmingham", "GBR"),
        ("[LOC Georgia] and Alabama voted. [LOC Atlanta] counted.", "Georgia", "USA"),
        ("Georgia and Armenia talked in Tbilisi.", "Georgia", "GEO"),
        ("[LOC Hamilton], Ontario and [LOC Toronto] are cold.", "Hamilton", "CAN"),
        ("[LOC Hamilton] and [LOC Auckland] in New Zealand are wet.", "Hamilton", "NZL"),
        ("The flight from [LOC Newark] to Paris went on to [LOC Chicago].", "Paris", "FRA"),
        ("Troops left Ohio, [LOC Cleveland] and [LOC Toledo], for Lebanon.", "Lebanon", "LBN"),
        ("The US, Ohio, Texas and Utah sent troops to Lebanon. Lebanon shelled [LOC Tyre].", "Lebanon", "LBN"),
        ("[LOC Franklin County] in Ohio paid. Dublin built. [LOC Columbus] paid, Dublin did not.", "Dublin", "USA"),
    ],
)
def test_other_places_of_the_article_tell_which_is_meant(text: str, name: str, country: str) -> None:
    assert countries(text)[name] == country


@pytest.mark.parametrize(
    "text",
    [
        "Niger, Chad and Guinea met; Guinea-Bissau and Papua New Guinea did not.",
        "Turkey and Jordan met Dominica, Congo and the Dominican Republic.",
        "Mexico borders New Mexico.",
    ],
)
def test_what_the_tables_say_of_countries_stands(text: str) -> None:
    doc = NLP(text)
    found = mentions.find(doc, "en")
    assert places.locate(found, article(text), sentences=sentences(doc)) == found


def test_the_outlet_tells_where_an_unclear_name_is() -> None:
    text = "A shop in [LOC Richmond] burnt."
    assert countries(text, canonical_url="https://news.example.com.au/a")["Richmond"] == "AUS"
    assert countries(text, canonical_url="https://news.example.ca/a")["Richmond"] == "CAN"


def test_institutions_tell_where_an_unclear_name_is() -> None:
    assert countries("Gardaí and the Taoiseach came to [LOC Newcastle].")["Newcastle"] == "IRL"
    assert countries("The sheriff and the district attorney came to [LOC Newcastle].")["Newcastle"] == "USA"


def test_a_place_that_the_gazetteer_lacks_is_where_the_others_are_and_has_no_id() -> None:
    text = "Syrian rebels left [LOC Aleppo], [LOC Idlib] and Damascus for [LOC Qwertyham]."
    assert ("Qwertyham", "LOC", "SYR", None) in located(text)


@pytest.mark.parametrize(
    ("between", "country"),
    [("", "SYR"), ("He slept. He ate. ", "SYR"), ("It rained. He slept. He ate. He ran. ", None)],
)
def test_a_place_that_the_gazetteer_lacks_needs_its_country_nearby(between: str, country: str | None) -> None:
    text = f"Syrian rebels left [LOC Aleppo], [LOC Idlib] and Damascus. {between}A band played in [LOC Qwertyham]."
    assert countries(text)["Qwertyham"] == country


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia's parliament sits in Tbilisi. A court in [LOC Atlanta], [LOC Georgia], sat.", ["GEO", "USA"]),
        ("Tbilisi waits. Georgia's prime minister met Georgia Gov. Ada Quist.", ["GEO", "USA"]),
        ("Tbilisi waits. Voters in Georgia and Arizona decide.", ["USA"]),
        ("Tbilisi waits. Georgia Republicans met the president of Georgia.", ["USA", "GEO"]),
        ("They met in [LOC Atlanta] and in Michigan. [LOC Georgia] and Armenia border Turkey.", ["GEO"]),
        ("Tbilisi waits. Washington imposed sanctions on Georgia.", ["GEO"]),
        ("The United States imposed sanctions on Georgia, and Tbilisi waits.", ["GEO"]),
    ],
)
def test_georgia_is_a_country_or_a_state_by_its_own_sentence(text: str, expected: list[str]) -> None:
    assert [country for name, _, country, _ in located(text) if name == "Georgia"] == expected


def test_a_word_without_a_capital_is_no_place() -> None:
    assert countries("Turkey sells [LOC turkey] in Ankara.") == {"Turkey": "TUR", "turkey": None, "Ankara": "TUR"}


def test_a_place_inside_the_name_of_an_organisation_is_an_attribute() -> None:
    found = located("The [ORG Glasgow Police Department] left [LOC Glasgow], Kentucky.")
    assert found[:3] == [
        ("Glasgow", "NORP", "USA", "place:USA/Glasgow"),
        ("Glasgow Police Department", "ORG", None, None),
        ("Glasgow", "LOC", "USA", "place:USA/Glasgow"),
    ]
    assert ("Michigan", "NORP", "USA", "place:USA/Michigan") in located("The [ORG University of Michigan] paid.")
    assert located("The [ORG Supreme Court] and the [ORG City Council] sat in [LOC Denver].")[:2] == [
        ("Supreme Court", "ORG", None, None),
        ("City Council", "ORG", None, None),
    ]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("[LOC Lake Sevan] froze.", "Lake Sevan", "ARM"),
        ("[LOC Lake Issyk-Kul] froze.", "Lake Issyk-Kul", "KGZ"),
        ("[LOC Lake Balkhash] froze.", "Lake Balkhash", "KAZ"),
        ("[LOC Lake Placid] froze.", "Lake Placid", "USA"),
        ("[LOC Lake Qwerty] froze.", "Lake Qwerty", None),
        ("Moscow and [LOC Kazan] spoke of [LOC Lake Peipus].", "Lake Peipus", None),
    ],
)
def test_a_lake_is_where_its_namesake_is(text: str, name: str, country: str | None) -> None:
    assert countries(text)[name] == country


@pytest.mark.parametrize(
    "name",
    ["[ORG Iron Forge]", "[ORG Green Kitchens]", "[ORG Western State University]", "[LOC South Coast]", "[LOC Bay 3]"],
)
def test_a_common_word_is_no_place_in_a_longer_name(name: str) -> None:
    assert [found[2:] for found in located(f"The {name} paid.")] == [(None, None)]


def test_a_county_may_have_a_common_word_for_its_name() -> None:
    assert ("Lake County", "NORP", "USA", "place:USA/Lake County") in located("The [ORG Lake County Sheriff] came.")


def test_a_house_and_a_street_are_not_where_their_name_is() -> None:
    assert countries("He drove along [LOC Dresden Road] in [LOC Leeds], past the [LOC Toulouse Hotel].") == {
        "Dresden Road": "GBR", "Leeds": "GBR", "Toulouse Hotel": "GBR",
    }  # fmt: skip


def test_spellings_of_a_name_are_one_place() -> None:
    ids = {place for *_, place in located("[LOC Zürich], [LOC ZURICH] and [LOC Zurich]’s lake")}
    assert ids == {"place:CHE/Zürich"}
    assert located("[LOC Bombay] is old.") == [("Bombay", "LOC", "IND", "place:IND/Mumbai")]


@pytest.mark.parametrize(
    "piece",
    ["[LOC Springfield] and ", "[ORG of of of of] ", "[LOC Paris, ]", "[LOC north north of] ", "[LOC St.] , "],
)
def test_work_grows_with_the_text(piece: str) -> None:
    works = [calls(located, piece * size) for size in (100, 400)]
    assert works[1] < 5 * works[0] + 100_000


def test_a_long_name_is_no_place() -> None:
    text = "north of " * 20_000
    assert located(f"[LOC {text.strip()}]")[0][2:] == (None, None)
