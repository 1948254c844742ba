"""The tables of names: complete, sound, and in every language's own words."""

from collections import Counter
from importlib import resources

import pytest
from pycountry import countries as iso

from etl.annotate import countries

TABLES = ("countries.tsv", "country_names.tsv", "other_names.tsv", "reporting_verbs.tsv", "abbreviations.tsv")
CODES = {country.alpha_3 for country in iso} | {"XKX"}


def lines(table: str) -> list[str]:
    return resources.files("etl.annotate").joinpath(table).read_text("utf-8").splitlines()


def rows(table: str) -> list[list[str]]:
    return [line.split("\t") for line in lines(table) if not line.startswith("#")]


def meanings(language: str) -> dict[str, str | None]:
    """Written form → country."""
    return {name.text: name.country for found in countries.names(language).values() for name in found}


def test_every_country_has_one_row() -> None:
    codes = [row[0] for row in rows("countries.tsv")]
    assert sorted(codes) == codes
    assert set(codes) == CODES
    assert len(codes) == len(CODES)


@pytest.mark.parametrize(
    ("table", "columns"),
    list(zip(TABLES, (6, 4, 3, 3, 2), strict=True)),
)
def test_tables_have_a_header_with_their_source_and_whole_rows(table: str, columns: int) -> None:
    header = [line for line in lines(table) if line.startswith("#")]
    assert lines(table)[: len(header)] == header
    assert any(source in " ".join(header) for source in ("Facts:", "From the style guides"))
    assert {len(row) for row in rows(table)} == {columns}
    assert all(cell == cell.strip() for row in rows(table) for cell in row)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_stands_twice(table: str) -> None:
    assert [row for row, count in Counter(map(tuple, rows(table))).items() if count > 1] == []


def test_other_tables_speak_of_known_countries() -> None:
    assert {row[1] for row in rows("country_names.tsv")} <= CODES
    assert {row[1] for row in rows("other_names.tsv")} <= CODES | {"-"}


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "en",
            {
                "Russia": "RUS",
                "RUSSIA": "RUS",
                "Muscovite": None,
                "Kyiv": "UKR",
                "Cote d'Ivoire": "CIV",
                "Sino-": "CHN",
            },
        ),
        ("de", {"Russland": "RUS", "Russlands": "RUS", "Peking": "CHN", "Österreichs": "AUT", "Russia": None}),
        ("fr", {"Chine": "CHN", "Pékin": "CHN", "PEKIN": "CHN", "États-Unis": "USA", "Etats-Unis": "USA"}),
        ("es", {"España": "ESP", "Espana": "ESP", "Pekín": "CHN", "EE.UU.": "USA"}),
        ("ru", {"России": "RUS", "Китаем": "CHN", "Украину": "UKR", "Москве": "RUS", "Пекине": "CHN", "США": "USA"}),
        ("uk", {"України": "UKR", "Китаю": "CHN", "Росією": "RUS"}),
        ("zh", {"中国": "CHN", "北京": "CHN", "美国": "USA"}),
        ("tlh", {"Russia": "RUS", "China": "CHN"}),
    ],
)
def test_names_in_a_language(language: str, names: dict[str, str | None]) -> None:
    known = meanings(language)
    assert {text: known.get(text) for text in names} == names


def test_the_longest_name_of_a_first_word_comes_first() -> None:
    texts = [name.text for name in countries.names("en")["South"]]
    assert texts == sorted(texts, key=len, reverse=True)
    assert {"South Korea", "South China Sea"} <= set(texts)


def test_identities_tell_countries_and_their_capitals_apart() -> None:
    found = {name.text: name for name in countries.names("de")["Peking"] + countries.names("de")["China"]}
    assert (found["Peking"].entity_id, found["Peking"].entity_name) == ("place:CHN/Beijing", "Beijing")
    assert (found["China"].entity_id, found["China"].entity_name) == ("country:CHN", "China")
