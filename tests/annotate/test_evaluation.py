"""Scores of a model on labelled texts, counted by hand."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import spacy

from etl.annotate.evaluation import Evaluation, Labelled, Score, evaluate, read
from etl.errors import InputError, ModelError

TEXT = "Wei Lin left Lin Bank for Oslo. The pact is Norwegian."


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A German pipeline that knows two names and takes one of them for another thing."""
    nlp = spacy.blank("de")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = {"Wei Lin": "PER", "Lin Bank": "PER", "pact": "LAW"}
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in patterns.items()])  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return str(folder)


def line(text: str = TEXT, **labels: str) -> str:
    """A document; names of labels are written with `_` for a space."""
    named = {name.replace("_", " "): label for name, label in labels.items()}
    entities = [
        {"start": text.index(name), "end": text.index(name) + len(name), "label": label}
        for name, label in named.items()
    ]
    return json.dumps({"text": text, "entities": entities})


def written(folder: Path, *lines: str) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def scores(done: Evaluation) -> dict[str, tuple[int, int, int]]:
    return {score.label: (score.gold, score.found, score.right) for score in done.scores}


def test_what_is_stored_is_held_against_the_gold(trained: str, tmp_path: Path) -> None:
    gold = line(Wei_Lin="PERSON", Lin_Bank="ORG", Oslo="GPE", Norwegian="NORP")
    done = evaluate(read([written(tmp_path, gold, gold)]), trained, "en")
    assert scores(done) == {"PERSON": (2, 4, 2), "ORG": (2, 0, 0), "LOC": (2, 2, 2), "all": (6, 6, 4)}
    assert (done.model, done.documents, done.words) == ("de_pipeline-0.0.0", 2, 22)
    assert done.seconds > 0


def test_rules_are_the_tables_alone(tmp_path: Path) -> None:
    done = evaluate(read([written(tmp_path, line(Wei_Lin="PER", Oslo="LOC"))]), "rules", "en")
    assert (done.model, scores(done)["all"]) == ("rules", (2, 1, 1))


def test_precision_recall_and_f1() -> None:
    score = Score("ORG", gold=4, found=4, right=1)
    assert (score.precision, score.recall, score.f1) == (0.25, 0.25, 0.25)
    assert Score("ORG", gold=4, found=1, right=1).f1 == 0.4
    nothing = Score("ORG", gold=0, found=0, right=0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


@pytest.mark.parametrize(
    ("labels", "kept"),
    [({}, []), ({"Person": "PERSON"}, ["PERSON"]), ({"Person": "PER", "Ship": "FAC"}, ["LOC", "PERSON"])],
)
def test_labels_of_the_gold_are_mapped_and_others_left_out(
    tmp_path: Path, labels: Mapping[str, str], kept: list[str]
) -> None:
    (document,) = read([written(tmp_path, line(Wei_Lin="Person", Oslo="Ship"))], labels)
    assert sorted(label for _, _, label in document.entities) == kept


def test_a_label_is_mapped_to_one_that_is_scored(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="labels are mapped to PERSON, ORG, LOC, not to 'Human'"):
        list(read([written(tmp_path, line())], {"Person": "Human"}))


def test_files_may_be_gzipped(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(line(Oslo="LOC").encode()))
    assert list(read([path])) == [Labelled(TEXT, frozenset({(26, 30, "LOC")}))]
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(InputError, match=r"gold.jsonl.gz is no whole gzip file"):
        list(read([path]))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "Expecting property name"),
        ("", "Expecting value"),
        ("[]", "it should be"),
        ('{"text": "x"}', "it should be"),
        ('{"text": 3, "entities": []}', "it should be"),
        ('{"text": "x", "entities": [[0, 1, "ORG"]]}', "an entity has start, end and label"),
        ('{"text": "x", "entities": [{"start": 0, "end": 1}]}', "an entity has start, end and label"),
        ('{"text": "x", "entities": [{"start": 0, "end": 2, "label": "ORG"}]}', "entity 0–2 is not in its 1 char"),
        ('{"text": "x", "entities": [{"start": 1, "end": 1, "label": "ORG"}]}', "entity 1–1 is not in"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str, reason: str) -> None:
    with pytest.raises(InputError, match=rf"gold.jsonl line 2 is no labelled document: {reason}"):
        list(read([written(tmp_path, line(), bad)]))


def test_an_empty_file_is_no_evaluation(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is empty"):
        list(read([written(tmp_path)]))


def test_a_missing_model_is_said_before_the_file_is_read(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model 'no_such_model'"):
        evaluate(read([tmp_path / "nowhere"]), "no_such_model", "en")
