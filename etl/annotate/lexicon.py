"""The words that attribute, by language, and the forms of English nouns."""

from collections.abc import Mapping
from functools import cache

from etl import lexicons

VOWELS = "aeiou"
HISSES = ("s", "sh", "ch", "x", "z", "o")


@cache
def frames(language: str) -> Mapping[str, frozenset[str]]:
    """Forms of verbs and nouns that attribute → what of them the content may be, as `reporting_verbs.tsv` explains."""
    rows = lexicons.rows("etl.annotate", "reporting_verbs.tsv")
    return {form: frozenset(stated.split(",")) for of_language, form, stated in rows if of_language == language}


def plurals(noun: str) -> list[str]:
    """A noun with its regular plural."""
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + ("es" if noun.endswith(HISSES) else "s")]
