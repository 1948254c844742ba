"""The English pipeline from raw data to the folder that ships: `make model DATA=…`.

Read the sources, tune a teacher, let it label the news, set everything as documents, train, and pack. What a step
leaves in the working folder is not made again; remove it to start afresh. Some two hours on two cores.
"""

import argparse
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import compile_prefix_regex, compile_suffix_regex, load_config, minibatch
from thinc.api import Adam, NumpyOps, set_current_ops

import etl.annotate.components  # noqa: F401 - names the component to spaCy
from etl.annotate.sentences import COMPONENT
from infra.model import convert, corpora, teacher, treebanks
from infra.model.corpora import Named
from infra.model.variation import Names, renamed
from infra.model.vectors import add_vectors, look_up_in_lower_case

HERE = Path(__file__).parent
VERSION = "1.0.0"
_VECTORS = 100_000
_TREEBANKS = {"ewt": "ud_english_ewt-train.conllu.gz", "gum": "ud_english_gum-train-open.conllu.gz"}
_DEVELOPMENT = ("ud_english_ewt-dev.conllu.gz", "ud_english_gum-dev-open.conllu.gz")
# Their labels are good enough to teach by, and single sentences of theirs stand in paragraphs.
_CLEAN = ("wikigold", "redocred", "crossner")
_ALONE = ("gmb", "wikigold", "crossner")
# So many texts of a source help to choose the best model.
_SOME = 400
_SCORES = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
_LEMMA_RATE, _LEMMA_EPOCHS, _LEMMA_BATCH = 0.002, 6, 8
# What spaCy keeps of a stage.
_KEPT = ("model-best", "model-last")
_RUNS = (r"[!?]{2,64}", *(rf"\{mark}{{2,64}}" for mark in "*=_$#<>~"))


@dataclass(frozen=True, slots=True)
class Stage:
    """One run of training: parts of the data, each how many times and every which document of it, and how."""

    name: str
    parts: Mapping[str, tuple[int, int]]
    steps: int
    rate: float
    begins_with: str | None = None


_BROAD = dict.fromkeys(("ewt", "ewt_set", "gum", "gum_set", "wikigold", "redocred", "crossner"), (1, 1))
# All of the data; then from there with more of the treebanks and less of the labelled news.
_STAGES = (
    Stage("broad", _BROAD | {"wnut": (1, 1), "gmb": (1, 1), "renamed": (1, 1)}, steps=9400, rate=0.001),
    Stage(
        "final",
        _BROAD | {"ewt": (2, 1), "gum": (2, 1), "ewt_cased": (1, 1), "wnut": (1, 1), "gmb": (1, 2), "renamed": (1, 3)},
        steps=4400,
        rate=0.001,
        begins_with="broad",
    ),
)


def main() -> None:
    """Build the pipeline."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder of the training data")
    options.add_argument("--work", type=Path, default=Path("build/model"), help="folder for what is made on the way")
    options.add_argument("--output", type=Path, default=Path("etl/annotate/en_newslake"), help="where the model goes")
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    set_current_ops(NumpyOps(use_blis=False))
    if not (given.work / "dev.spacy").exists():
        _write_corpora(given.data, given.work)
    if not (given.work / "vectors").exists():
        nlp = spacy.blank("en")
        add_vectors(nlp, _VECTORS)
        nlp.to_disk(given.work / "vectors")
        look_up_in_lower_case(given.work / "vectors")
    for stage in _STAGES:
        if not (given.work / stage.name).exists():
            _train(given.work, stage)
    nlp = mean(given.work / _STAGES[-1].name)
    add_lemmatizer(nlp, [doc for source in _TREEBANKS for doc in _parsed(given.data, source, {}, nlp)])
    pack(nlp, given.data, given.output)


def _write_corpora(data: Path, work: Path) -> None:
    """One file a part of the training data in `work/corpora`, and `dev.spacy`, the held-out texts."""
    nlp = spacy.blank("en")
    texts: dict[str, list[Named]] = {}
    for source, text in corpora.read(data):
        texts.setdefault(source, []).append(text)
    names = {text.key: text for source in _TREEBANKS for text in texts[source] if text.key}
    lessons = [convert.labelled(text, nlp) for source in _CLEAN for text in _kept(texts[source])]
    lessons += [doc for source in _TREEBANKS for doc in _parsed(data, source, names, nlp)]
    expert = teacher.taught(lessons, work / "teacher.pt")
    texts["gmb"] = list(teacher.relabelled(texts["gmb"], expert, nlp))
    learned = {source: _kept(texts[source]) for source in texts}
    for source in _TREEBANKS:
        _save(_parsed(data, source, names, nlp), work / "corpora" / f"{source}.spacy")
        _save(_parsed(data, source, names, nlp, is_set=True), work / "corpora" / f"{source}_set.spacy")
    for source in (source for source in texts if source not in _TREEBANKS):
        varied = map(convert.as_set, learned[source])
        read = convert.paragraphs(varied) if source in _ALONE else varied
        _save((convert.labelled(text, nlp) for text in read), work / "corpora" / f"{source}.spacy")
    pool = Names.of(text for source in learned for text in learned[source])
    told = (text for source in _ALONE for text in learned[source] if {"PERSON", "ORG"} & {one[2] for one in text.spans})
    others = convert.paragraphs(convert.as_set(renamed(text, pool)) for text in told)
    _save((convert.labelled(text, nlp) for text in others), work / "corpora" / "renamed.spacy")
    cased = map(convert.in_other_case, (text for text in learned["ewt"] if text.spans))
    _save((convert.labelled(text, nlp) for text in cased), work / "corpora" / "ewt_cased.spacy")
    _save(_held_out(data, texts, names, nlp), work / "dev.spacy")


def _kept(texts: Iterable[Named]) -> list[Named]:
    return [text for text in texts if not convert.is_held_out(text.text)]


def _held_out(data: Path, texts: Mapping[str, list[Named]], names: Mapping[str, Named], nlp: Language) -> Iterator[Doc]:
    for source in _TREEBANKS:
        yield from _parsed(data, source, names, nlp, is_held_out=True)
    for source in (*_CLEAN, "gmb"):
        kept = [text for text in texts[source] if convert.is_held_out(text.text)]
        yield from (convert.labelled(text, nlp) for text in kept[:_SOME])
    for file in _DEVELOPMENT:
        yield from (
            treebanks.document(batch, {}, nlp.vocab) for batch in islice(treebanks.batches(data / file), 0, None, 3)
        )


def _parsed(
    data: Path,
    source: str,
    names: Mapping[str, Named],
    nlp: Language,
    *,
    is_held_out: bool = False,
    is_set: bool = False,
) -> Iterator[Doc]:
    for batch in treebanks.batches(data / _TREEBANKS[source]):
        if convert.is_held_out(batch[0].key) == is_held_out:
            yield treebanks.document(convert.set_trees(batch) if is_set else batch, names, nlp.vocab)


def _save(docs: Iterable[Doc], file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    DocBin(docs=docs).to_disk(file)


def _train(work: Path, stage: Stage) -> None:
    """One stage of training, from the stage before it or from nothing; `model-best` in a folder of its name."""
    vocab = spacy.blank("en").vocab
    docs = (
        doc
        for part, (times, step) in stage.parts.items()
        for _ in range(times)
        for doc in islice(DocBin().from_disk(work / "corpora" / f"{part}.spacy").get_docs(vocab), 0, None, step)
    )
    _save(docs, work / f"{stage.name}.spacy")
    config = load_config(HERE / "config.cfg")
    if stage.begins_with:
        source = {"source": str(work / stage.begins_with / "model-best")}
        config["components"] = dict.fromkeys(config["components"], source)
    config["training"].update(max_steps=stage.steps)
    config["training"]["optimizer"]["learn_rate"].update(initial_rate=stage.rate, total_steps=stage.steps)
    config.to_disk(work / f"{stage.name}.cfg")
    paths = {"train": f"{stage.name}.spacy", "dev": "dev.spacy", "vectors": "vectors"}
    overrides = {f"paths.{name}": str(work / file) for name, file in paths.items()}
    train(work / f"{stage.name}.cfg", work / "training", overrides=overrides)
    for model in _KEPT:
        look_up_in_lower_case(work / "training" / model)
    (work / "training").rename(work / stage.name)


def mean(stage: Path) -> Language:
    """The mean of the weights of a stage's best model and of its last, which parses better than either."""
    models = [spacy.load(stage / model) for model in _KEPT]
    for name, component in models[0].pipeline:
        if isinstance(component, TrainablePipe):
            nodes = zip(*(model.get_pipe(name).model.walk() for model in models), strict=True)  # type: ignore[attr-defined]
            for node, *others in nodes:
                for param in filter(node.has_param, node.param_names):
                    weights = [node.get_param(param), *(other.get_param(param) for other in others)]
                    node.set_param(param, sum(weights) / len(weights))
    return models[0]


def add_lemmatizer(nlp: Language, docs: Sequence[Doc]) -> None:
    """Teach a trained pipeline lemmas, on top of what it makes of words, which stays as it is."""
    tok2vec: Any = nlp.get_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": tok2vec.model.get_dim("nO")}
    stated = {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}, "min_tree_freq": 3}
    lemmatizer: Any = nlp.add_pipe("trainable_lemmatizer", "lemmatizer", config=stated, after="morphologizer")
    lemmatizer.initialize(lambda: [Example(nlp.make_doc(doc.text), doc) for doc in docs], nlp=nlp)
    read = tok2vec.pipe(nlp.make_doc(doc.text) for doc in docs)
    examples = [Example(words, doc) for words, doc in zip(read, docs, strict=True)]
    lot, optimizer = random.Random(1), Adam(_LEMMA_RATE)
    for _ in range(_LEMMA_EPOCHS):
        lot.shuffle(examples)
        for batch in minibatch(examples, _LEMMA_BATCH):  # type: ignore[no-untyped-call]
            lemmatizer.update(batch, sgd=optimizer, drop=0.1)


def pack(nlp: Language, data: Path, output: Path) -> None:
    """Write the trained pipeline as it ships, with half-precision weights and what it is made of.

    Weights keep 11 bits of their 24, which changes no score by a thousandth and packs to half the size. Runs of one
    mark are one word, as in the treebanks.
    """
    nlp.remove_pipe("senter")
    nlp.add_pipe(COMPONENT, after="tok2vec")
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*_RUNS, *(nlp.Defaults.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*_RUNS, *(nlp.Defaults.suffixes or ())]).search
    for _, component in nlp.pipeline:
        for node in component.model.walk() if isinstance(component, TrainablePipe) else ():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float16").astype("float32"))
    gold = [
        treebanks.document(batch, {}, nlp.vocab) for file in _DEVELOPMENT for batch in treebanks.batches(data / file)
    ]
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    nlp.meta.update(json.loads((HERE / "meta.json").read_text("utf-8")), version=VERSION)
    names = {name: score for name, score in nlp.meta["performance"].items() if name in ("ents_p", "ents_r", "ents_f")}
    nlp.meta["performance"] = names | {name: scores[name] for name in _SCORES}
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    shutil.rmtree(output, ignore_errors=True)
    nlp.to_disk(output)
    look_up_in_lower_case(output)


if __name__ == "__main__":
    main()
