"""Pipelines by language, name and path, and texts longer than spaCy reads at once."""

from pathlib import Path

import pytest
import spacy

from etl.annotate import model
from etl.annotate.annotation import annotate_articles
from etl.errors import ModelError
from etl.records import Mention, Quote, Sentence
from tests.records import article

META = '{"lang": "en", "name": "half", "version": "1.0.0", "spacy_version": ">=3.8,<4"}'


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline with a recognizer in a folder."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    patterns = {"Michael Jordan": "PERSON", "Bank of China": "ORG", "Harbour Office": "ORG", "Russia": "GPE"}
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in patterns.items()])  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return str(folder)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru", "zh", "ar", "no", "zu", "tlh", "xx", "x y", ""])
def test_every_language_has_a_blank_pipeline(language: str) -> None:
    nlp = model.load(model.RULES, language)
    assert nlp("Wort").lang_ == language
    assert nlp.pipe_names == ["news_sentences"]


@pytest.mark.parametrize("language", ["ja", "th", "ko", "vi"])
def test_sentences_need_no_spaces_between_words(language: str) -> None:
    assert [sent.text for sent in model.load(model.RULES, language)("港は開いた。雨です。").sents] == [
        "港は開いた。",
        "雨です。",
    ]


def test_a_pipeline_is_loaded_once() -> None:
    assert model.load(model.RULES, "en") is model.load(model.RULES, "en")


def test_a_model_says_what_it_is(trained: str) -> None:
    assert model.load(trained, "en").pipe_names == ["sentencizer", "entity_ruler"]
    assert model.load(trained, "ru") is model.load(trained, "en")
    assert (model.language(trained), model.version(trained)) == ("en", "en_pipeline-0.0.0")
    assert model.version(model.RULES) == "rules"


def test_the_model_that_ships_is_english_and_finds_sentences() -> None:
    assert model.language(model.SHIPPED) == "en"
    doc = model.load(model.SHIPPED, "en")("Dr. Lin came. It rained.")
    assert [sentence.text for sentence in doc.sents] == ["Dr. Lin came.", "It rained."]


def test_a_model_without_sentences_gets_them_by_rules(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "bare")
    doc = model.load(str(tmp_path / "bare"), "en")("Dr. Lin came. It rained.")
    assert [sentence.text for sentence in doc.sents] == ["Dr. Lin came.", "It rained."]


def test_a_models_entities_stand_beside_the_tables(trained: str) -> None:
    text = "Michael Jordan left Russia. The Harbour Office and the Bank of China stayed."
    found = [row for row in annotate_articles([article(text)], models=(trained,)) if isinstance(row, Mention)]
    assert [(row.text, row.label, row.country) for row in found] == [
        ("Michael Jordan", "PERSON", None),
        ("Russia", "GPE", "RUS"),
        ("Harbour Office", "ORG", None),
        ("Bank of China", "ORG", "CHN"),
        ("China", "NORP", "CHN"),
    ]


@pytest.mark.parametrize("name", ["no_such_model", "no/such/folder", "en_core_web_no\nsuch", "spacy", "."])
def test_a_missing_model_is_one_line(name: str) -> None:
    with pytest.raises(ModelError, match=r"no model .*newslake model list") as caught:
        model.load(name, "en")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"meta.json": "{"}, "Expecting property name"),
        ({"meta.json": '{"lang": "en", "name": "half"}'}, "meta.json has no version"),
        ({"meta.json": META, "config.cfg": "[nlp]\nlang = 3\n"}, "Can't import language 3"),
        ({"meta.json": META}, "config.cfg"),
    ],
)
def test_a_model_that_does_not_load_is_one_line(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ModelError, match=f"does not load.*{reason}") as caught:
        model.load(str(tmp_path), "en")
    assert "\n" not in str(caught.value)


PARAGRAPH = "Russia signed. “The port is open,” said Wei Lin.\n\n"


@pytest.mark.parametrize("is_trained", [False, True])
def test_a_text_longer_than_spacy_reads_is_annotated_to_its_end(trained: str, is_trained: bool) -> None:
    text = "word " * 230_000 + "\n\n" + PARAGRAPH
    found = list(annotate_articles([article(text)], models=(trained if is_trained else "en=rules",)))
    assert len(text) > 1_000_000
    assert [row.text for row in found if isinstance(row, Mention)] == ["Russia"]
    assert [row.content for row in found if isinstance(row, Quote)] == ["The port is open,"]


def test_parts_of_a_long_text_make_one_document(trained: str, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = model.load(trained, "en")
    monkeypatch.setattr(model, "_LONGEST_PART", 70)
    text = PARAGRAPH * 5 + '"' * 200 + "a" * 100
    assert model.parse(nlp, text).text == text
    found = list(annotate_articles([article(PARAGRAPH * 5)], models=(trained,)))
    whole = [row for row in found if isinstance(row, Sentence)]
    assert len(whole) == 10
    assert [row.start_char for row in found if isinstance(row, Mention)] == [50 * n for n in range(5)]


def test_an_empty_text_is_an_empty_document(trained: str) -> None:
    assert len(model.parse(model.load(trained, "en"), "")) == 0
    assert len(model.parse(model.load(model.RULES, "en"), "")) == 0
