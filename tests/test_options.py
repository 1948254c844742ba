"""What the options of commands come to."""

import pytest

from etl.errors import InputError
from etl.options import alpha_3


@pytest.mark.parametrize(
    ("name", "code"), [("USA", "USA"), ("chn", "CHN"), ("China", "CHN"), ("united states", "USA"), ("UK", "GBR")]
)
def test_a_country_goes_by_code_or_name(name: str, code: str) -> None:
    assert alpha_3(name) == code


@pytest.mark.parametrize("name", ["Chinese", "Beijing", "CH", ""])
def test_peoples_and_capitals_are_no_countries(name: str) -> None:
    with pytest.raises(InputError):
        alpha_3(name)
