"""The spaCy pipeline that annotates: a published or own model, or a blank one with sentence boundaries by rules.

spaCy takes a second to import, so it is imported when a pipeline is first asked for.
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from etl.annotate import sentences
from etl.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ANY_LANGUAGE = "xx"
_PARAGRAPHS = f"{sentences.COMPONENT}_paragraphs"
# A trained model needs some 10 kB of memory for each character it reads at once.
_LONGEST_PART = 100_000
# spaCy's tokenizer takes quadratic time over marks without a space between them.
_RUN_OF_MARKS = re.compile(r"[^\w\s]{64}")
_WORD = re.compile(r"(\w+|[^\w\s])( ?)|\s")
# spaCy's codes, where they are not those of the articles.
_CODES = {"no": "nb"}


@cache
def load(name: str | None, language: str) -> "Language":
    """The pipeline for texts of a language (ISO 639-1), loaded once in a process.

    `name` is an installed package such as `en_core_web_sm` or a folder. It annotates its own language only: for
    another language, and without a name, the pipeline is a blank one that finds sentences by rules.

    Raises:
        ModelError: the model is missing or does not load.
    """
    if name:
        nlp = _named(name)
        if ANY_LANGUAGE in (nlp.lang, language) or nlp.lang == _CODES.get(language, language):
            return nlp
    return _blank(language)


def parse(nlp: "Language", text: str) -> "Doc":
    """The text as one document, however long it is; a long one goes through the pipeline in parts."""
    from spacy.tokens import Doc

    if isinstance(nlp.tokenizer, _Words):
        return nlp(text)
    parts = list(nlp.pipe(_parts(text, min(nlp.max_length, _LONGEST_PART))))
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


def version(name: str | None) -> str:
    """What identifies a pipeline in the `runs` table: language_name-version, or `blank`."""
    if not name:
        return "blank"
    meta = _named(name).meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


@cache
def _named(name: str) -> "Language":
    import spacy

    try:
        nlp = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"model {name!r} does not load; give an installed spaCy package or a folder ({reason})"
        ) from error
    _register()
    if nlp.has_pipe("parser") or nlp.has_pipe("senter"):
        nlp.add_pipe(_PARAGRAPHS, first=True)
    elif not nlp.has_pipe("sentencizer"):
        nlp.add_pipe(sentences.COMPONENT)
    return nlp


@cache
def _blank(language: str) -> "Language":
    """A pipeline that is no subclass of its language's: those compile exceptions of tokenizing for seconds."""
    from spacy.attrs import LANG
    from spacy.language import Language
    from spacy.vocab import Vocab

    _register()
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


@cache
def _register() -> None:
    from spacy.language import Language

    Language.component(sentences.COMPONENT, func=sentences.mark)
    Language.component(_PARAGRAPHS, func=sentences.mark_paragraphs)
