"""Words per second of the English models that are installed, on one core, and what parsing less saves."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import get_installed_models

from etl.annotate import model
from etl.annotate.annotation import annotate_articles
from etl.annotate.lexicon import frames
from etl.annotate.sentences import COMPONENT
from etl.records import Article

_QUOTES = re.compile(r"[\"“”„«»]")
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Speed:
    """Words per second of processor: all components; the parser on some sentences alone; the annotate stage."""

    name: str
    whole: float
    parsing_less: float | None
    stage: float


def speeds(articles: Sequence[Article]) -> Iterator[Speed]:
    """One row a model, the one that ships first. `articles` are English."""
    texts = [article.text for article in articles]
    words = sum(article.word_count for article in articles)
    for name in (model.SHIPPED, *(name for name in get_installed_models() if name.startswith("en_"))):
        stated = (f"en={name}",)
        list(annotate_articles(articles[:1], models=stated))  # loads it
        stage = _seconds(annotate_articles(articles, models=stated))
        nlp = spacy.load(model.folder(name))
        list(nlp.pipe(texts[:1]))
        whole = _seconds(nlp.pipe(texts, batch_size=_BATCH))
        less = _seconds(_parsing_less(nlp, texts)) if nlp.has_pipe(COMPONENT) else None
        yield Speed(name, words / whole, less and words / less, words / stage)


def _seconds(work: Iterable[object]) -> float:
    """Of processor, to go through it."""
    started = time.process_time()
    for _ in work:
        pass
    return time.process_time() - started


def _parsing_less(nlp: Language, texts: Sequence[str]) -> Iterator[Doc]:
    """Everything but the parser over the texts, and the parser over the sentences that are worth it."""
    parser = nlp.get_pipe("parser")
    with nlp.select_pipes(disable=["parser"]):
        for doc in nlp.pipe(texts, batch_size=_BATCH):
            yield doc
            wanted = [sentence.as_doc() for sentence in doc.sents if is_worth_parsing(sentence)]
            yield from parser.pipe(wanted, batch_size=_BATCH)  # type: ignore[attr-defined]


def is_worth_parsing(sentence: Span) -> bool:
    """Whether a sentence quotes, reports, or names two: what quotations and events are found in."""
    verbs = frames("en")
    return (
        len(sentence.ents) > 1 or bool(_QUOTES.search(sentence.text)) or any(word.lower_ in verbs for word in sentence)
    )
