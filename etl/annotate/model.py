"""The spaCy pipeline that annotates: a published or own model, or a blank one with sentence boundaries by rules.

spaCy takes a second to import, so it is imported when a pipeline is first asked for.
"""

from functools import cache
from typing import TYPE_CHECKING

from etl.annotate import sentences
from etl.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

ANY_LANGUAGE = "xx"
_ALIASES = {"no": "nb"}


@cache
def load(name: str | None, language: str) -> "Language":
    """The pipeline for texts of a language (ISO 639-1), loaded once in a process.

    `name` is an installed package such as `en_core_web_sm` or a folder. It annotates its own language only: for
    another language, and without a name, the pipeline is a blank one that finds sentences by rules. A language
    that spaCy cannot tokenize here is read as `xx`, language-neutral. Raises ModelError where the model is missing
    or does not load.
    """
    if name:
        nlp = _named(name)
        if language in (nlp.lang, ANY_LANGUAGE) or nlp.lang == ANY_LANGUAGE:
            return nlp
    return _blank(_ALIASES.get(language, language))


def version(nlp: "Language") -> str:
    """What identifies a pipeline in the `runs` table: language_name-version, or that it is blank."""
    if not nlp.meta.get("name") or nlp.pipe_names == [sentences.COMPONENT]:
        return f"{nlp.lang}_blank"
    return f"{nlp.lang}_{nlp.meta['name']}-{nlp.meta.get('version', '0')}"


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
        nlp.add_pipe(f"{sentences.COMPONENT}_paragraphs", first=True)
    elif not nlp.has_pipe("sentencizer"):
        nlp.add_pipe(sentences.COMPONENT)
    return nlp


@cache
def _blank(language: str) -> "Language":
    import spacy

    _register()
    try:
        nlp = spacy.blank(language)
    except ImportError:  # also a language known to spaCy whose tokenizer is a package that is not installed
        nlp = spacy.blank(ANY_LANGUAGE)
    nlp.add_pipe(sentences.COMPONENT)
    return nlp


@cache
def _register() -> None:
    from spacy.language import Language

    Language.component(sentences.COMPONENT, func=sentences.mark)
    Language.component(f"{sentences.COMPONENT}_paragraphs", func=sentences.mark_paragraphs)
