"""Lexicons: tables of words that lie as files beside the module which reads them."""

from importlib import resources

_DOUBTS = "?^~*"


def rows(package: str, file: str) -> list[list[str]]:
    """The rows of a tab-separated file in a package, as written; lines that begin with # are comments."""
    lines = resources.files(package).joinpath(file).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def bare(name: str) -> str:
    """A name as news writes it, without the marks of doubt that a table has behind it."""
    return name.rstrip(_DOUBTS)
