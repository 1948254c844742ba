"""Sources come under one set of labels, and the noisy one is put right where it can be."""

import gzip
import json
import random
import zipfile
from pathlib import Path

import pytest
import spacy

from infra.model import convert, corpora, variation
from infra.model.corpora import UNKNOWN, Named


def conformed(text: str, *spans: tuple[str, str]) -> list[tuple[str, str]]:
    named = Named(text, tuple((text.index(form), text.index(form) + len(form), label) for form, label in spans))
    found = corpora.conform(named)
    return [(text[start:end], label) for start, end, label in found.spans]


@pytest.mark.parametrize(
    ("text", "spans", "found"),
    [
        ("Prime Minister Wei Lin left", [("Prime Minister Wei Lin", "PERSON")], [("Wei Lin", "PERSON")]),
        ("Mr. Lin left", [("Mr. Lin", "PERSON")], [("Lin", "PERSON")]),
        ("the Prime Minister", [("Prime", "PERSON")], []),
        ("southern Afghanistan", [("southern Afghanistan", "LOC")], [("Afghanistan", "LOC")]),
        ("Iran says", [("Iran", "ORG")], [("Iran", "LOC")]),
        ("a Russian port in Turkey", [], [("Russian", "NORP"), ("Turkey", "LOC")]),
        ("Bank of China", [("Bank of China", "ORG")], [("Bank of China", "ORG")]),
        ("the EU agreed", [("EU", "LOC")], [("EU", "ORG")]),
    ],
)
def test_labels_are_ours(text: str, spans: list[tuple[str, str]], found: list[tuple[str, str]]) -> None:
    assert conformed(text, *spans) == found


def test_the_noisy_source_is_voted_on(tmp_path: Path) -> None:
    rows = ["Sentence #,Word,POS,Tag"]
    for number, tag in enumerate(["B-org", "B-org", "B-org", "O", "B-org", "B-geo"]):
        rows += [f"Sentence: {number},Nordhafen,NNP,{tag}", f",paid,VBD,O\n,{number},CD,O"]
    rows += [
        'Sentence: 9,"""",``,O',
        ",Prime,NNP,B-per",
        ",Minister,NNP,B-per",
        ",Lin,NNP,I-per",
        ",'s,POS,O",
        ",ship,NN,O",
    ]
    with zipfile.ZipFile(tmp_path / "gmb_ner_dataset.csv.zip", "w") as archive:
        archive.writestr("ner_dataset.csv", "\n".join(rows).encode("cp1252"))
    *votes, last = corpora._gmb(tmp_path / "gmb_ner_dataset.csv.zip")
    assert [[label for _, _, label in text.spans] for text in votes] == [["ORG"]] * 6
    assert (last.text, last.spans) == ("\"Prime Minister Lin's ship", ((16, 19, "PERSON"),))


def test_only_documents_under_open_licences_are_read(tmp_path: Path) -> None:
    entity = {"start": 0, "end": 3, "label": "person", "proper": True}
    rows = [
        {"id": name, "license": licence, "text": "Lin left.", "sentences": [[0, 9]], "entities": [entity]}
        for name, licence in (("harbour", "open"), ("pier", "NC"))
    ]
    path = tmp_path / "gum.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert list(corpora._gum(path)) == [Named("Lin left.", ((0, 3, "PERSON"),), key="harbour-1")]


def test_a_name_whose_edge_is_inside_a_word_is_unknown() -> None:
    doc = convert.labelled(Named("Marenkos left.", ((0, 7, "PERSON"),)), spacy.blank("en"))
    assert (doc.ents, doc[0].ent_iob, doc[1].ent_iob_) == ((), 0, "O")


def test_sentences_become_paragraphs_with_their_names() -> None:
    sentences = [Named(f"Lin left pier {number}.", ((0, 3, "PERSON"),)) for number in range(6)]
    texts = list(convert.paragraphs(sentences))
    assert [len(text.sentences) for text in texts] == [4, 2]
    assert all(text.text[start:end] == "Lin" for text in texts for start, end, _ in text.spans)
    doc = convert.labelled(texts[0], spacy.blank("en"))
    assert len(list(doc.sents)) == 4


def test_marks_of_a_printed_page() -> None:
    assert convert.curly('"It\'s late," he said. "Go."') == "“It’s late,” he said. “Go.”"


def test_other_names_stand_in_the_same_places() -> None:
    names = variation.Names(["Ann"], ["Okoro"], ["Riga"], ["Lagos"], ["Latvian"], ["Harbour Office"])
    text = Named("Wei Lin met Lin in Beijing.", ((0, 7, "PERSON"), (12, 15, "PERSON"), (19, 26, "LOC")))
    other = variation.renamed(text, names)
    assert other.text in ("Ann Okoro met Okoro in Riga.", "Ann Okoro met Okoro in Lagos.")
    assert [other.text[start:end] for start, end, _ in other.spans][:2] == ["Ann Okoro", "Okoro"]
    assert variation.renamed(text, names) == other


def test_made_organisations_leave_no_slot_open() -> None:
    names = variation.Names(["Ann"], ["Okoro"], ["Riga"], ["Lagos"], ["Latvian"], ["NBI"])
    made = {names.made(random.Random(number)) for number in range(300)}
    assert len(made) > 50
    assert not any("{" in name for name in made)


def test_unknown_labels_teach_nothing() -> None:
    doc = convert.labelled(Named("Stardust flew.", ((0, 8, UNKNOWN),)), spacy.blank("en"))
    assert [word.ent_iob for word in doc] == [0, 2, 2]
