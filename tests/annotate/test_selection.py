"""Which model annotates which language, as a user states it."""

import pytest
import spacy

from etl.annotate import model
from etl.annotate.model import RULES, SHIPPED
from etl.annotate.selection import select
from etl.errors import InputError, ModelError


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A folder with a pipeline of each of some languages."""
    root = tmp_path_factory.mktemp("models")
    for language in ("en", "de", "nb", "xx"):
        spacy.blank(language).to_disk(root / language)
    return {path.name: str(path) for path in root.iterdir()}


def test_english_has_the_model_that_ships_and_other_languages_rules() -> None:
    selected = select(())
    assert [selected.model(language) for language in ("en", "ru", None)] == [SHIPPED, RULES, RULES]
    assert selected.version == model.version(SHIPPED)
    assert (selected.languages(SHIPPED), selected.languages(RULES)) == (("en",), ("xx",))


def test_a_model_annotates_its_own_language(models: dict[str, str]) -> None:
    selected = select((models["de"],))
    assert [selected.model(language) for language in ("de", "en", "fr")] == [models["de"], SHIPPED, RULES]
    assert selected.version == f"de_pipeline-0.0.0 {model.version(SHIPPED)}"


def test_a_model_named_for_english_takes_the_place_of_the_one_that_ships(models: dict[str, str]) -> None:
    selected = select((models["en"],))
    assert (selected.model("en"), selected.version) == (models["en"], "en_pipeline-0.0.0")


def test_a_stated_language_is_the_one_that_is_annotated(models: dict[str, str]) -> None:
    selected = select((f"ru={models['xx']}",))
    assert [selected.model(language) for language in ("ru", "en", "de")] == [models["xx"], SHIPPED, RULES]
    assert select((f"de={SHIPPED}", "en=rules")).languages(SHIPPED) == ("de",)


def test_a_multi_language_model_annotates_what_has_no_other(models: dict[str, str]) -> None:
    selected = select((models["xx"], models["de"]))
    assert [selected.model(language) for language in ("de", "en", "ru")] == [models["de"], models["xx"], models["xx"]]
    assert selected.model(None) == models["xx"]
    assert select((models["xx"], SHIPPED)).model("en") == SHIPPED


def test_norwegian_has_one_code(models: dict[str, str]) -> None:
    selected = select((models["nb"],))
    assert [selected.model(language) for language in ("no", "nb", "nn")] == [models["nb"]] * 3


def test_rules_take_the_place_of_a_model() -> None:
    selected = select(("en=rules",))
    assert (selected.model("en"), selected.version, selected.names) == (RULES, "rules", frozenset())


@pytest.mark.parametrize(
    ("stated", "complaint"),
    [
        (("en=rules", SHIPPED), f"two models for 'en', rules and {SHIPPED}: name one"),
        (("xx=rules", "xx=rules"), "two models for every other language"),
        (("ru=",), "wants the name of a model"),
        (("",), "wants the name of a model"),
        (("russian=rules",), "LANG a code such as ru, not 'russian=rules'"),
        (("RU=rules",), "LANG a code such as ru"),
        (("=rules",), "LANG a code such as ru"),
        (("rules",), "wants a language, as in en=rules"),
    ],
)
def test_a_wrong_statement_says_what_is_wrong(stated: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        select(stated)


@pytest.mark.parametrize("stated", ["no_such_model", "ru=no_such_model"])
def test_a_missing_model_is_said_before_any_article(stated: str) -> None:
    with pytest.raises(ModelError, match="no model 'no_such_model'"):
        select((stated,))
