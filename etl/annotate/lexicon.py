"""The words that attribute, by language."""

from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def frames(language: str) -> Mapping[str, frozenset[str]]:
    """Forms of verbs and nouns that attribute → what of them the content may be, as `reporting_verbs.tsv` explains."""
    lines = resources.files(__package__).joinpath("reporting_verbs.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {form: frozenset(stated.split(",")) for of_language, form, stated in rows if of_language == language}
