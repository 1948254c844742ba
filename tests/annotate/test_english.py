"""The English model that ships: its labels, its licence, how good it is on sentences written here, its sameness."""

import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from etl.annotate import model
from etl.annotate.annotation import annotate_articles
from etl.annotate.evaluation import LABELS
from etl.records import Mention, Sentence
from tests.records import article

_, _, SENTENCES = (Path(__file__).parent / "english.txt").read_text(encoding="utf-8").partition("\n")
MARK = re.compile(r"\[([A-Z]+) ([^\]]+)\]")
# Exact spans and labels over the sentences of `english.txt`, as an article; never to be lowered.
FLOOR = 0.85


def gold() -> tuple[str, set[tuple[int, int, str]]]:
    """The text without its marks, and the names that are scored."""
    text, end = "", 0
    spans: set[tuple[int, int, str]] = set()
    for match in MARK.finditer(SENTENCES):
        text += SENTENCES[end : match.start()]
        if match[1] in LABELS:
            spans.add((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        end = match.end()
    return text + SENTENCES[end:], spans


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The whole pipeline, as anybody loads it."""
    return spacy.load(model.folder(model.SHIPPED))


def test_its_labels_are_as_documented(nlp: Language) -> None:
    assert set(nlp.pipe_labels["ner"]) == {"LOC", "NORP", "ORG", "PERSON"}
    assert nlp.pipe_names == ["tok2vec", "news_sentences", "tagger", "morphologizer", "lemmatizer", "parser", "ner"]
    assert {"nsubj", "nsubj:pass", "obj", "obl", "ccomp", "parataxis"} <= set(nlp.pipe_labels["parser"])
    assert {"NNP", "VBD", "VBZ"} <= set(nlp.pipe_labels["tagger"])


def test_its_licence_and_sources_travel_with_it(nlp: Language) -> None:
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert len(nlp.meta["sources"]) >= 8
    assert all(source["license"] and source["author"] for source in nlp.meta["sources"])
    assert nlp.meta["performance"]["dep_las"] > 0.8


def test_its_vectors_know_words_with_a_capital(nlp: Language) -> None:
    vectors = nlp.vocab.vectors
    words = nlp.make_doc("Moscow moscow MOSCOW").to_array(vectors.attr)
    assert len(set(vectors.find(keys=words))) == 1
    assert vectors.find(keys=words)[0] >= 0


def test_names_hold_their_floor() -> None:
    text, wanted = gold()
    rows = [row for row in annotate_articles([article(text)]) if isinstance(row, Mention)]
    found = {(row.start_char, row.end_char, LABELS[row.label]) for row in rows if row.label in LABELS}
    right = len(wanted & found)
    assert 2 * right / (len(wanted) + len(found)) >= FLOOR


def test_sentences_hold_inside_and_after_quotation_marks() -> None:
    text = (
        "“We will not sign,” Lin said on Friday. “Not today. Not tomorrow.” The minister left. "
        '“Is it over?” asked Dr. Marenko of the U.S. team. "No," she said.'
    )
    rows = [row for row in annotate_articles([article(text)]) if isinstance(row, Sentence)]
    found = [text[row.start_char : row.end_char] for row in rows]
    assert found == [
        "“We will not sign,” Lin said on Friday.",
        "“Not today.",
        "Not tomorrow.”",
        "The minister left.",
        "“Is it over?” asked Dr. Marenko of the U.S. team.",
        '"No," she said.',
    ]


@pytest.mark.parametrize(
    ("text", "word", "relation", "head"),
    [
        ("The minister rejected the proposal.", "minister", "nsubj", "rejected"),
        ("The minister rejected the proposal.", "proposal", "obj", "rejected"),
        ("Troops were withdrawn by the government.", "Troops", "nsubj:pass", "withdrawn"),
        ("The president said that the talks had failed.", "failed", "ccomp", "said"),
        ("The envoy arrived in the capital on Monday.", "capital", "obl", "arrived"),
    ],
)
def test_it_parses(nlp: Language, text: str, word: str, relation: str, head: str) -> None:
    token = next(token for token in nlp(text) if token.text == word)
    assert (token.dep_, token.head.text) == (relation, head)


def test_it_tags_and_lemmatizes(nlp: Language) -> None:
    doc = nlp("The ministers have been meeting their neighbours.")
    assert [(token.pos_, token.lemma_) for token in doc] == [
        ("DET", "the"),
        ("NOUN", "minister"),
        ("AUX", "have"),
        ("AUX", "be"),
        ("VERB", "meet"),
        ("PRON", "their"),
        ("NOUN", "neighbour"),
        ("PUNCT", "."),
    ]


def test_the_same_text_gives_the_same_rows() -> None:
    text, _ = gold()
    alone = list(annotate_articles([article(text)]))
    among_others = list(annotate_articles([article("Moscow denied it."), article(text), article("No names.")]))
    assert [row for row in among_others if row in set(alone)] == alone
