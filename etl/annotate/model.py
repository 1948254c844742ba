"""The spaCy pipeline that annotates: a published or own model, or a blank one with sentence boundaries by rules.

spaCy takes a second to import, so it is imported when a pipeline is first asked for; what a model says of itself is
read without it.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.annotate import sentences
from etl.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ANY_LANGUAGE = "xx"
# The name of what annotates a language that has no model.
RULES = "rules"
# The English model in the folder of this name beside this module.
SHIPPED = "en_newslake"
# Rules of a user's own may ask for any of it.
_READERS = frozenset({"entity_ruler", "span_ruler"})
_UNREAD = frozenset({"tagger", "morphologizer", "attribute_ruler", "lemmatizer", "trainable_lemmatizer"})
# A trained model needs some 4 kB of memory for each character it reads at once.
_LONGEST_PART = 100_000
# spaCy's tokenizer takes quadratic time over marks without a space or a word between them.
_RUN_OF_MARKS = re.compile(r"(?:[^\w\s]\w{0,2}){64}")
_WORD = re.compile(r"(\w+|[^\w\s])( ?)|\s")


def load(name: str, language: str) -> "Language":
    """The pipeline of a model for texts of a language (ISO 639-1), loaded once in a process.

    `name` is `en_newslake`, an installed package such as `ru_core_news_sm`, or a folder; `rules` is a blank pipeline
    that finds sentences by rules.

    Raises:
        ModelError: the model is missing or does not load.
    """
    return _blank(language) if name == RULES else _trained(name)


def parse(nlp: "Language", text: str) -> "Doc":
    """The text as one document, however long it is; a long one goes through the pipeline in parts."""
    from spacy.tokens import Doc

    if isinstance(nlp.tokenizer, _Words):
        return nlp(text)
    parts = list(nlp.pipe(_parts(text, min(nlp.max_length, _LONGEST_PART)), batch_size=1))
    if len(parts) < 2:
        return parts[0] if parts else nlp("")
    return Doc.from_docs(parts, ensure_whitespace=False)


def _parts(text: str, longest: int) -> Iterator[str]:
    """The text cut after line breaks, or else spaces, and in long runs of marks."""
    start = 0
    while start < len(text):
        end = start + longest
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or text.rfind(" ", start, end) + 1 or end
        run = _RUN_OF_MARKS.search(text, start, end)
        end = run.end() if run else min(end, len(text))
        yield text[start:end]
        start = end


@cache
def version(name: str) -> str:
    """What identifies a pipeline in the tables: language_name-version, or `rules`."""
    if name == RULES:
        return RULES
    stated = meta(name)
    return f"{stated['lang']}_{stated['name']}-{stated['version']}"


def language(name: str) -> str:
    """The language a model is made for, in spaCy's code."""
    return str(meta(name)["lang"])


@cache
def meta(name: str) -> Mapping[str, Any]:
    """What a model says of itself: `lang`, `name`, `version`, and mostly `performance`.

    Raises:
        ModelError: the model is missing, or says too little to be one.
    """
    file = folder(name) / "meta.json"
    try:
        stated: dict[str, Any] = json.loads(file.read_bytes())
    except OSError as error:
        raise ModelError(
            f"no model {name!r}: `newslake model list` names those there are, `newslake model install` fetches one; "
            "the folder of a model does too"
        ) from error
    except ValueError as error:
        raise _broken(name, error) from error
    if missing := {"lang", "name", "version"} - set(stated):
        raise _broken(name, f"meta.json has no {min(missing)}")
    return stated


def folder(name: str) -> Path:
    """Where a model lies, or would."""
    if name == SHIPPED:
        return Path(__file__).parent / SHIPPED
    try:
        distribution(name)
        package = find_spec(name)
    except (PackageNotFoundError, ValueError):
        package = None
    return Path(package.origin).parent if package and package.origin else Path(name)


def _broken(name: str, reason: object) -> ModelError:
    """The error of a model that is there and cannot be used, in one line."""
    first = next(iter(str(reason).splitlines()), "") or type(reason).__name__
    return ModelError(f"model {name!r} does not load; install it again or give another ({first})")


@cache
def _trained(name: str) -> "Language":
    import spacy

    from etl.annotate.components import PARAGRAPHS

    unread = _unread(meta(name).get("pipeline", ()))
    _use_fast_algebra()
    try:
        nlp = spacy.load(folder(name) if name == SHIPPED else name, exclude=unread)
    except (OSError, ImportError, ValueError) as error:
        raise _broken(name, error) from error
    if nlp.has_pipe("parser") or nlp.has_pipe("senter"):
        nlp.add_pipe(PARAGRAPHS, first=True)
    elif not (nlp.has_pipe("sentencizer") or nlp.has_pipe(sentences.COMPONENT)):
        nlp.add_pipe(sentences.COMPONENT, first=True)
    return nlp


def _unread(pipeline: Sequence[str]) -> list[str]:
    """The components whose work nothing reads."""
    return [component for component in pipeline if component in _UNREAD] if _READERS.isdisjoint(pipeline) else []


@cache
def _use_fast_algebra() -> None:
    """Let numpy multiply matrices, in one thread, since workers share the machine.

    spaCy's own library knows no recent processor and falls back to plain C on it: annotation takes twice as long.
    """
    from thinc.api import NumpyOps, set_current_ops
    from threadpoolctl import threadpool_limits

    set_current_ops(NumpyOps(use_blis=False))
    threadpool_limits(1, user_api="blas")


@cache
def _blank(language: str) -> "Language":
    """A pipeline that is no subclass of its language's: those compile exceptions of tokenizing for seconds."""
    from spacy.attrs import LANG
    from spacy.language import Language
    from spacy.vocab import Vocab

    import etl.annotate.components  # noqa: F401 - names the component to spaCy

    nlp = Language(Vocab(lex_attr_getters={LANG: lambda _word: language}), max_length=sys.maxsize)
    nlp.tokenizer = _Words(nlp.vocab)
    nlp.add_pipe(sentences.COMPONENT)
    return nlp


class _Words:
    """A tokenizer into words, marks and white space: all that rules for sentences need, in linear time."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> "Doc":
        """The text as a document of tokens."""
        from spacy.tokens import Doc

        found = list(_WORD.finditer(text))
        words = [match[1] or match[0] for match in found]
        return Doc(self.vocab, words=words, spaces=[bool(match[2]) for match in found])
