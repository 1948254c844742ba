"""Pipelines by language, name and path, and texts longer than spaCy reads at once."""

from pathlib import Path

import pytest
import spacy

from etl.annotate import model
from etl.annotate.annotation import annotate_articles
from etl.errors import ModelError
from etl.records import Mention, Quote, Sentence
from tests.records import article


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
    nlp = model.load(None, language)
    assert nlp("Wort").lang_ == language
    assert nlp.pipe_names == ["news_sentences"]


@pytest.mark.parametrize("language", ["ja", "th", "ko", "vi"])
def test_sentences_need_no_spaces_between_words(language: str) -> None:
    assert [sent.text for sent in model.load(None, language)("港は開いた。雨です。").sents] == [
        "港は開いた。",
        "雨です。",
    ]


def test_a_pipeline_is_loaded_once() -> None:
    assert model.load(None, "en") is model.load(None, "en")


def test_a_model_annotates_its_own_language(trained: str) -> None:
    assert model.load(trained, "en").pipe_names == ["sentencizer", "entity_ruler"]
    assert model.load(trained, "de") is model.load(None, "de")
    assert model.load(trained, model.ANY_LANGUAGE) is model.load(trained, "en")
    assert model.version(trained) == "en_pipeline-0.0.0"
    assert model.version(None) == "blank"


def test_a_model_without_sentences_gets_them_by_rules(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "bare")
    doc = model.load(str(tmp_path / "bare"), "en")("Dr. Lin came. It rained.")
    assert [sentence.text for sentence in doc.sents] == ["Dr. Lin came.", "It rained."]


def test_a_models_entities_stand_beside_the_tables(trained: str) -> None:
    text = "Michael Jordan left Russia. The Harbour Office and the Bank of China stayed."
    found = [row for row in annotate_articles([article(text)], model=trained) if isinstance(row, Mention)]
    assert [(row.text, row.label, row.country) for row in found] == [
        ("Michael Jordan", "PERSON", None),
        ("Russia", "GPE", "RUS"),
        ("Harbour Office", "ORG", None),
        ("Bank of China", "ORG", None),
        ("China", "GPE", "CHN"),
    ]


@pytest.mark.parametrize("name", ["no_such_model", "no/such/folder", "en_core_web_no\nsuch"])
def test_a_missing_model_is_one_line(name: str) -> None:
    with pytest.raises(ModelError, match="does not load") as caught:
        model.load(name, "en")
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 3\n")
    with pytest.raises(ModelError) as caught:
        model.load(str(tmp_path), "en")
    assert "\n" not in str(caught.value)


PARAGRAPH = "Russia signed. “The port is open,” said Wei Lin.\n\n"


@pytest.mark.parametrize("is_trained", [False, True])
def test_a_text_longer_than_spacy_reads_is_annotated_to_its_end(trained: str, is_trained: bool) -> None:
    text = "word " * 230_000 + "\n\n" + PARAGRAPH
    found = list(annotate_articles([article(text)], model=trained if is_trained else None))
    assert len(text) > 1_000_000
    assert [row.text for row in found if isinstance(row, Mention)] == ["Russia"]
    assert [row.content for row in found if isinstance(row, Quote)] == ["The port is open,"]


def test_parts_of_a_long_text_make_one_document(trained: str, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = model.load(trained, "en")
    monkeypatch.setattr(model, "_LONGEST_PART", 70)
    text = PARAGRAPH * 5 + '"' * 200 + "a" * 100
    assert model.parse(nlp, text).text == text
    found = list(annotate_articles([article(PARAGRAPH * 5)], model=trained))
    whole = [row for row in found if isinstance(row, Sentence)]
    assert len(whole) == 10
    assert [row.start_char for row in found if isinstance(row, Mention)] == [50 * n for n in range(5)]


def test_an_empty_text_is_an_empty_document(trained: str) -> None:
    assert len(model.parse(model.load(trained, "en"), "")) == 0
    assert len(model.parse(model.load(None, "en"), "")) == 0
