"""What the options of commands come to."""

import pytest

from etl import lexicons
from etl.errors import InputError
from etl.options import alpha_3


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USA", "USA"),
        ("chn", "CHN"),
        ("RU", "RUS"),
        ("XK", "XKX"),
        ("cn", "CHN"),
        ("China", "CHN"),
        ("united states", "USA"),
        ("the United  States", "USA"),
        ("Gambia", "GMB"),
        ("UK", "GBR"),
        ("Kosovo", "XKX"),
        ("xkx", "XKX"),
        ("south korea", "KOR"),
    ],
)
def test_a_country_goes_by_code_or_name(name: str, code: str) -> None:
    assert alpha_3(name) == code


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("korea", "KOR (South Korea) or PRK (North Korea)"),
        ("Congo", "COD (Democratic Republic of the Congo) or COG (Republic of the Congo)"),
        ("the Soviet Union", "RUS (Russia) or ARM (Armenia) or "),
        ("East Germany", "DEU (Germany)"),
    ],
)
def test_names_of_several_countries_or_of_none_of_today_are_refused(name: str, choices: str) -> None:
    with pytest.raises(InputError) as refused:
        alpha_3(name)
    assert str(refused.value).startswith(f"{name!r} is not the name of one country of today: give {choices}")


@pytest.mark.parametrize("name", sorted(row[0] for row in lexicons.rows("etl", "unclear_countries.tsv")))
def test_the_choices_of_a_refused_name_are_countries(name: str) -> None:
    with pytest.raises(InputError):
        alpha_3(name)


@pytest.mark.parametrize("name", ["Chinese", "Beijing", "CHI", "ZZ", ""])
def test_peoples_and_capitals_are_no_countries(name: str) -> None:
    with pytest.raises(InputError):
        alpha_3(name)
