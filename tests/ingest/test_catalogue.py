"""The catalogue of sources: what ships, what a user adds, and what is wrong with an entry."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.errors import InputError
from etl.ingest import catalogue
from etl.ingest.catalogue import Source

ENTRY: dict[str, Any] = {"title": "Harbour Post", "country": "NOR", "language": "en", "ownership": "private"}
FEED = "https://harbour-post.example/rss"


def write(folder: Path, text: str) -> Path:
    file = folder / "own.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_catalogue_that_ships_covers_both_countries_and_the_world() -> None:
    sources = catalogue.load()
    countries = [source.country for source in sources.values()]
    assert len(sources) >= 40
    assert min(countries.count("RUS"), countries.count("CHN")) >= 6
    assert {"UKR", "USA", "GBR", "DEU", "FRA", "IND", "JPN", "KOR", "KAZ", "QAT"} <= set(countries)
    assert {source.ownership for source in sources.values()} == set(catalogue.OWNERSHIPS)


def test_no_address_is_listed_twice() -> None:
    listed = [a for source in catalogue.load().values() for a in (*source.feeds, *source.sitemaps, *source.sections)]
    assert len(listed) == len(set(listed))


def test_a_users_entry_adds_a_source_or_changes_what_it_states_of_a_known_one(tmp_path: Path) -> None:
    text = catalogue.toml(Source("harbour", **ENTRY, feeds=(FEED,), delay=5.0)) + "[tass]\ndelay = 9\n"
    sources = catalogue.load(write(tmp_path, text))
    assert sources["harbour"] == Source("harbour", **ENTRY, feeds=(FEED,), delay=5.0)
    assert (sources["tass"].delay, sources["tass"].title) == (9, "TASS")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", " ", "title must be a text, not ' '"),
        ("country", "NO", "country must be an ISO 3166-1 alpha-3 code such as CHN, not 'NO'"),
        ("language", "english", "language must be an ISO 639-1 code such as en, not 'english'"),
        ("ownership", "royal", "ownership must be one of state, public, private, not 'royal'"),
        ("feeds", FEED, f"feeds must be a list of addresses, not '{FEED}'"),
        ("feeds", ["ftp://harbour-post.example"], "feeds has 'ftp://harbour-post.example', which is no address"),
        ("sitemaps", ["https://harbour-post.example/{day}"], "sitemaps has 'https://harbour-post.example/{day}'"),
        ("articles", "(", "articles is no regular expression"),
        ("delay", 0, "delay must be seconds, over 0 and up to 300, not 0"),
        (
            "hosts",
            ["https://harbour-post.example"],
            "hosts must be a list of host names such as harbour-post.example, not",
        ),
        ("delays", 1, "there is no field 'delays'"),
        ("feeds", [], "feeds, sitemaps and sections are all missing"),
    ],
)
def test_an_error_names_file_entry_and_field(field: str, value: Any, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(f"own.toml, [harbour]: {message}")):
        catalogue.source("harbour", {**ENTRY, "feeds": [FEED], field: value}, "own.toml")


def test_a_missing_field_is_named() -> None:
    with pytest.raises(InputError, match=re.escape("own.toml, [harbour]: country is missing")):
        catalogue.source("harbour", {"title": "Harbour Post"}, "own.toml")


@pytest.mark.parametrize(
    ("text", "message"),
    [("= 1", "is no TOML"), ("delay = 1", "delay stands outside any [entry]"), ("[a/b]", "is no TOML")],
)
def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        catalogue.load(write(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"own\.toml, named by NEWSLAKE_SOURCES, cannot be read"):
        catalogue.load(tmp_path / "own.toml")


def test_an_unknown_source_is_an_error_that_says_where_the_known_ones_are() -> None:
    with pytest.raises(InputError, match="no source 'nowhere' in the catalogue: `newslake sources list` names them"):
        catalogue.find("nowhere")


def test_an_address_takes_the_day_in_any_form() -> None:
    address = "https://harbour-post.example/{date:%Y/%m}?day={date:%d}"
    assert catalogue.on(address, date(2025, 5, 1)) == "https://harbour-post.example/2025/05?day=01"
    assert catalogue.on(FEED, date(2025, 5, 1)) == FEED


@pytest.mark.parametrize(
    ("fields", "hosts"),
    [
        ({"feeds": ("https://www.harbour-post.example/rss", FEED)}, ("harbour-post.example",)),
        ({"sitemaps": ("https://news.harbour-post.example/{date:%Y}",)}, ("news.harbour-post.example",)),
        ({"feeds": (FEED,), "hosts": ("harbour.example", "harbour.test")}, ("harbour.example", "harbour.test")),
    ],
)
def test_a_source_publishes_at_the_hosts_it_states_else_those_of_its_lists(fields: Any, hosts: tuple[str, ...]) -> None:
    assert Source("harbour", **ENTRY, **fields).publishes_at() == hosts


def test_no_articles_stand_at_a_service_for_feeds() -> None:
    """Nor at hosts named after feeds: an entry with such an address states `hosts`."""
    hosts = {host for source in catalogue.load().values() for host in source.publishes_at()}
    assert [host for host in hosts if re.match(r"(feeds?|rss)|.*feedburner", host)] == []
