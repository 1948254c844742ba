"""The language a text is written in, by the text itself and by what its page declares.

Resiliparse's identifier reads a text in 0.02 ms and is right where the text is long and its language among the 101 it
knows. Between languages it finds about equally near the declaration decides. Where none is near, py3langid is asked,
which takes a second to load but needs less text and knows more languages: it decides where nothing is declared, and
against a declaration only together with the first. So a text in a language the first does not know is what its page
declares.
"""

import re
from functools import cache
from typing import Any, cast

from etl.clean.html import Document

_CHARS = 3000
_FEWEST_LETTERS = 6
# Distances of Resiliparse: a text of 1,500 characters is at 200–380 of its own language, a short one farther off;
# closely related languages are within a tenth of each other; from `_LOST` on, as for one sentence of Chinese, distances
# say nothing. Measured on news pages in 30 languages.
_FAR, _LOST = 380, 900
_ABOUT_EQUAL = 1.12
_LONG = 1_500

_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?=$|[-_;,\s])")
# Old codes, codes of countries mistaken for languages, and standards and branches of one written language.
_CODES = {"iw": "he", "in": "id", "ji": "yi", "cn": "zh", "jp": "ja", "ua": "uk", "nb": "no", "nn": "no"}
_CODES |= {"nob": "no", "nno": "no", "cmn": "zh", "yue": "zh", "prs": "fa", "fil": "tl"}
# Values that templates leave behind and that are no languages.
_NO_LANGUAGES = frozenset({"und", "mul", "zxx", "mis", "xx", "not", "all"})


def identify(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the text's language (ISO 639-3 where there is none); None for a text too short to tell.

    `declared` is a language tag such as `en-GB` or `pt_BR`, from the page or the corpus.
    """
    stated = code(declared)
    sample = text[:_CHARS]
    if sum(map(str.isalpha, sample[:200])) < _FEWEST_LETTERS:
        return stated
    distances = _distances(sample)
    best = min(distances, key=distances.__getitem__)
    if stated and distances.get(stated, _LOST) <= min(distances[best] * _ABOUT_EQUAL, _LOST - 1):
        return stated
    if distances[best] <= _FAR:
        return best
    if stated and len(sample) >= _LONG:  # then it is in a language that the first does not know
        return stated
    careful = _identify_carefully(sample)
    return careful if stated is None or careful in distances else stated


def declared(document: Document) -> str | None:
    """The language the page says it is in: `lang` of its root, metadata, or linked data."""
    stated = (
        document.tree.get("lang"),
        document.tree.get("xml:lang"),
        *(
            value
            for key in ("og:locale", "content-language", "language", "inlanguage")
            for value in document.meta.get(key, ())
        ),
        *(item.get("inLanguage") for item in document.linked_data),
    )
    return next((found for value in stated if isinstance(value, str) and (found := code(value))), None)


def code(tag: str | None) -> str | None:
    """The primary subtag of a language tag, in ISO 639-1 where it has a code."""
    match = _TAG.match(tag or "")
    primary = match[1].lower() if match else ""
    if not primary or primary in _NO_LANGUAGES:
        return None
    return _CODES.get(primary) or (_two_letters(primary) if len(primary) == 3 else primary)


@cache
def _two_letters(three: str) -> str:
    """The two-letter code of a language given by its ISO 639-2 or 639-3 code, or that code where it has none."""
    from pycountry import languages

    language = languages.get(alpha_3=three) or languages.get(bibliographic=three)
    return str(getattr(language, "alpha_2", three))


def _distances(text: str) -> dict[str, int]:
    """The eight languages nearest to the text, and how far it is from each."""
    from resiliparse.parse.lang import detect_fast

    return dict(cast("list[tuple[str, int]]", detect_fast(text, cutoff=1_000_000, n_results=8)))


def _identify_carefully(text: str) -> str | None:
    found, confidence = _identifier().classify(text)
    return code(found) if confidence > 0.5 else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
