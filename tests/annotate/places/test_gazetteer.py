"""The gazetteer: names folded, found whole, and none that is not in it; its table is in order."""

import pytest
import zstandard

from etl.annotate.places import gazetteer
from infra.gazetteer import PACKED


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("São Paulo", "sao paulo"),
        ("St. Petersburg’s", "st petersburg"),
        ("Saint Petersburg", "st petersburg"),
        ("The Hague", "hague"),
        ("Baden-Baden", "baden baden"),
        ("Łódź", "lodz"),
        ("Fort Worth", "ft worth"),
        ("The", "the"),
        ("", ""),
    ],
)
def test_names_fold_to_one_spelling(name: str, folded: str) -> None:
    assert gazetteer.fold(name) == folded


def test_a_name_has_all_its_places_the_largest_first() -> None:
    found = gazetteer.find("springfield")
    assert {place.country for place in found} >= {"USA", "AUS"}
    assert [place.population for place in found] == sorted((place.population for place in found), reverse=True)
    assert {"USA.IL", "USA.MA", "USA.MO"} <= {place.region for place in found}


def test_another_name_says_the_own_one() -> None:
    cologne = gazetteer.find("cologne")[0]
    assert (cologne.country, cologne.name, cologne.is_main) == ("DEU", "Köln", False)


@pytest.mark.parametrize("name", ["", "#", "springfiel", "springfieldx", "zzzzzz", "!", "\uffff"])
def test_what_is_no_name_finds_nothing(name: str) -> None:
    assert gazetteer.find(name) == ()


def test_the_first_and_the_last_row_are_found() -> None:
    rows = zstandard.decompress(PACKED.read_bytes()).splitlines()
    keys = [row.partition(b"\t")[0] for row in rows if not row.startswith(b"#")]
    assert keys == sorted(set(keys))
    assert all(gazetteer.find(key.decode()) for key in (keys[0], keys[-1]))


def test_the_packed_table_is_small_enough_for_a_repository() -> None:
    assert PACKED.stat().st_size < 2_000_000


def test_hamlets_are_known_where_english_is_spoken() -> None:
    assert gazetteer.find("intercourse")[0].region == "USA.PA"
