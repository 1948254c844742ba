"""Treebanks become documents whose text is the text, with the names of their sentences."""

import gzip
from pathlib import Path

import pytest
import spacy

from infra.model import treebanks
from infra.model.corpora import UNKNOWN, Named

CONLLU = """\
# newdoc id = harbour
# sent_id = harbour-1
# newpar
# text = Lin didn't sign.
1\tLin\tLin\tPROPN\tNNP\tNumber=Sing|Style=Coll\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\tTense=Past\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsign\tsign\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = harbour-2
# text = It "rained" in Xi'an.
1\tIt\tit\tPRON\tPRP\t_\t3\tnsubj\t_\t_
2\t"\t"\tPUNCT\t``\t_\t3\tpunct\t_\tSpaceAfter=No
3\trained\train\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
4\t"\t"\tPUNCT\t''\t_\t3\tpunct\t_\t_
5\tin\tin\tADP\tIN\t_\t6\tcase\t_\t_
6\tXi'an\tXi'an\tPROPN\tNNP\t_\t3\tobl\t_\tSpaceAfter=No
6.1\trained\train\tVERB\tVBD\t_\t_\t_\t_\t_
7\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = harbour-3
# newpar
# text = Lin left.
1\tLin\tLin\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newdoc id = pier
# sent_id = pier-1
# text = Stop
1\tStop\tstop\tVERB\tVB\t_\t0\troot\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    return path


def test_documents_have_the_text_and_the_trees(treebank: Path) -> None:
    batches = list(treebanks.batches(treebank))
    doc = treebanks.document(batches[0], {}, spacy.blank("en").vocab)
    assert len(batches) == 2
    assert doc.text == "Lin didn't sign. It \"rained\" in Xi'an.\n\nLin left. "
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Lin didn't sign.",
        'It "rained" in Xi\'an.',
        "Lin left.",
    ]
    assert [(word.text, word.dep_, word.head.text) for word in doc[:4]] == [
        ("Lin", "nsubj", "sign"),
        ("did", "aux", "sign"),
        ("n't", "advmod", "sign"),
        ("sign", "root", "sign"),
    ]
    assert str(doc[0].morph) == "Number=Sing"


def test_names_are_found_by_their_letters_whatever_the_spaces(treebank: Path) -> None:
    names = {
        "harbour-1": Named("Lin did n't sign .", ((0, 3, "PERSON"),)),
        "harbour-2": Named('It " rained " in Xi\'an .', ((17, 22, "LOC"),)),
        "harbour-3": Named("Another text.", ((0, 7, "ORG"),)),
    }
    batch = next(treebanks.batches(treebank))
    doc = treebanks.document(batch, names, spacy.blank("en").vocab)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Lin", "PERSON"), ("Xi'an", "LOC")]
    assert {word.ent_iob for word in doc[14:]} == {0}, "a text that differs says nothing of its names"


def test_an_unknown_name_is_neither_named_nor_unnamed(treebank: Path) -> None:
    batch = next(treebanks.batches(treebank))
    doc = treebanks.document(batch, {"harbour-3": Named("Lin left.", ((0, 3, UNKNOWN),))}, spacy.blank("en").vocab)
    lin, left = (word for word in doc if word.i > 12 and word.text in ("Lin", "left"))
    assert (lin.ent_iob, left.ent_iob_) == (0, "O")


def test_typographic_marks_keep_the_names(treebank: Path) -> None:
    names = {"harbour-2": Named('It "rained" in Xi\'an.', ((15, 20, "LOC"),))}
    batch = next(treebanks.batches(treebank))
    for tree in batch:
        tree.rows = [(row[0].replace('"', "”").replace("'", "’"), *row[1:]) for row in tree.rows]
    doc = treebanks.document(batch, names, spacy.blank("en").vocab)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Xi’an", "LOC")]
