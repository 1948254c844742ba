"""Names of countries, their peoples and capitals, as written in a language, ready to be looked up by first word.

English names come from `countries.tsv`, other languages' from Unicode CLDR (through babel) and
`country_names.tsv`, inflected where that takes an ending.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from etl import lexicons

WORD = re.compile(r"\w+")
# Written without spaces between words: looked up by first character.
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
NO_MENTION = "-"
_SHORTEST_IN_CAPITALS = 4
# Language → how a name ends, and what stands for that ending in other cases; the first that fits counts.
_CASES = {
    "de": (("s", ()), ("x", ()), ("z", ()), ("", ("s",))),
    "ru": (
        ("ия", ("ии", "ию", "ией")),
        ("а", ("ы", "и", "е", "у", "ой")),
        ("я", ("и", "е", "ю", "ей")),
        ("ь", ("и", "ю", "я", "ем", "ью")),
        ("й", ("я", "ю", "ем", "е")),
        *((vowel, ()) for vowel in "оеуиюыэ"),
        ("", ("а", "у", "ом", "е")),
    ),
    "uk": (
        ("ія", ("ії", "ію", "ією")),
        ("їна", ("їни", "їні", "їну", "їною")),
        ("а", ("и", "і", "у", "ою")),
        ("я", ("і", "ї", "ю", "ею")),
        ("ь", ("я", "ю", "і", "ем")),
        ("й", ("ю", "єм", "ї")),
        *((vowel, ()) for vowel in "оеуіюиєї"),
        ("", ("у", "а", "ом", "і")),
    ),
}


@dataclass(frozen=True, slots=True)
class Name:
    """One written form and what it stands for.

    `label` is that of the mention, `NO_MENTION` for a name that is none. `entity_id` is `country:RUS` for a country
    and its people, `place:RUS/Moscow` for a place in it, and of the tables of actors for who acts. `doubts` are the
    marks of `countries.tsv`, `role` is a sector of `actors/roles.tsv`. A form that ends in a hyphen ("Sino-") stands
    before another word.
    """

    text: str
    label: str
    entity_id: str | None = None
    entity_name: str | None = None
    country: str | None = None
    doubts: str = ""
    role: str | None = None


@cache
def common_names() -> Mapping[str, str]:
    """Alpha-3 → the English name of the country."""
    return {code: lexicons.bare(name) for code, name, *_ in lexicons.rows("etl.annotate", "countries.tsv")}


@cache
def capitals() -> Mapping[str, tuple[str, ...]]:
    """Alpha-3 → the English names of the capital, where there is one, and of other cities that are or were a seat."""
    rows = lexicons.rows("etl.annotate", "countries.tsv")
    return {
        code: tuple(lexicons.bare(called[0]) for called in _cities(cities))
        for code, _, _, _, cities, _ in rows
        if cities
    }


@cache
def names(language: str) -> Mapping[str, tuple[Name, ...]]:
    """First word (first character in scripts without spaces) → names that begin with it, the longest first."""
    rows = _local(language) if language in _local_languages() else _english()
    found: dict[str, Name] = {}
    for name in rows:
        for text in _spellings(name.text):
            found.setdefault(text, replace(name, text=text))
    index: dict[str, list[Name]] = {}
    for text in sorted(found, key=len, reverse=True):
        index.setdefault(_first_key(text, language), []).append(found[text])
    return {key: tuple(values) for key, values in index.items()}


def _first_key(text: str, language: str) -> str:
    word = WORD.search(text)
    return text[0] if language in UNSPACED or not word else word.group()


def _english() -> Iterator[Name]:
    for label, country, text in lexicons.rows("etl.annotate", "other_names.tsv"):
        if country == "-":
            yield Name(text, label)
        else:
            yield Name(text, label, f"place:{country}/{text}" if label in ("GPE", "LOC") else None, text, country)
    for code, name, others, people, capitals, prefixes in lexicons.rows("etl.annotate", "countries.tsv"):
        about = (f"country:{code}", lexicons.bare(name), code)
        yield from (_name(text, "GPE", *about) for text in (name, *_cell(others)))
        yield from (_name(text, "NORP", *about) for text in (*_cell(people), *_cell(prefixes)))
        for called in _cities(capitals):
            own = lexicons.bare(called[0])
            yield from (_name(text, "GPE", f"place:{code}/{own}", own, code) for text in called)


def _name(text: str, label: str, entity_id: str, entity_name: str, country: str) -> Name:
    bare = lexicons.bare(text)
    return Name(bare, label, entity_id, entity_name, country, doubts=text[len(bare) :])


def _local(language: str) -> Iterator[Name]:
    """A language's own names of countries, and of capitals as far as they name a time zone or are listed."""
    territories, cities = _cldr(language)
    listed: dict[tuple[str, str], list[str]] = {}
    for own, code, kind, text in lexicons.rows("etl.annotate", "country_names.tsv"):
        if own == language:
            listed.setdefault((code, kind), []).append(text)
    for code, name, _, _, capitals, _ in lexicons.rows("etl.annotate", "countries.tsv"):
        capital = lexicons.bare(_cities(capitals)[0][0]) if capitals else ""
        countries = (territories.get(code, ""), *listed.get((code, "country"), ()))
        seats = (cities.get(capital) or capital, *listed.get((code, "capital"), ()))
        yield from _forms(countries, language, f"country:{code}", lexicons.bare(name), code)
        yield from _forms(seats, language, f"place:{code}/{capital}", capital, code)


def _forms(texts: Iterable[str], language: str, *about: str) -> Iterator[Name]:
    return (Name(form, "GPE", *about) for text in filter(None, texts) for form in _inflected(text, language))


def _cldr(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Alpha-3 → a language's common name of the country; English name of a time zone's city → its own."""
    from babel import Locale

    locale, known = Locale(language), alpha_2()
    names = {known[code]: name.partition(" (")[0] for code, name in locale.territories.items() if code in known}
    zones = ((zone.rpartition("/")[2].replace("_", " "), at.get("city")) for zone, at in locale.time_zones.items())
    return names, {city: own for city, own in zones if own}


@cache
def alpha_2() -> Mapping[str, str]:
    """Alpha-2 → alpha-3 codes of ISO 3166-1, and Kosovo's."""
    from pycountry import countries

    return {country.alpha_2: country.alpha_3 for country in countries} | {"XK": "XKX"}


@cache
def _local_languages() -> frozenset[str]:
    from babel import localedata

    return frozenset(code for code in localedata.locale_identifiers() if len(code) <= 3) - {"en"}


def _inflected(text: str, language: str) -> Iterator[str]:
    """A name in the cases of its language, as far as its ending tells them; more forms than there are do no harm."""
    yield text
    if text.isalpha() and not text.isupper():
        cases = ((end, forms) for end, forms in _CASES.get(language, ()) if text.endswith(end))
        ending, forms = next(cases, ("", ()))
        yield from (text.removesuffix(ending) + form for form in forms)


def _spellings(text: str) -> Iterator[str]:
    """The name, with a typographic apostrophe, without accents, in capitals."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    for form in dict.fromkeys((text, text.replace("'", "’"), unicodedata.normalize("NFC", plain))):
        yield form
        if len(form) >= _SHORTEST_IN_CAPITALS and "." not in form:
            yield form.upper()


def _cell(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _cities(cell: str) -> list[list[str]]:
    """The cities of a cell, each by its names."""
    return [_cell(city) for city in cell.split(";")] if cell else []
