"""The words that attribute, by language."""

from collections.abc import Mapping
from functools import cache

from etl import lexicons


@cache
def frames(language: str) -> Mapping[str, frozenset[str]]:
    """Forms of verbs and nouns that attribute → what of them the content may be, as `reporting_verbs.tsv` explains."""
    rows = lexicons.rows("etl.annotate", "reporting_verbs.tsv")
    return {form: frozenset(stated.split(",")) for of_language, form, stated in rows if of_language == language}
