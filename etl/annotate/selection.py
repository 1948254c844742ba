"""Which pipeline annotates which language: the models that are named, and for English the one that ships."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from etl.annotate import model
from etl.annotate.model import ANY_LANGUAGE, RULES, SHIPPED
from etl.errors import InputError

_LANGUAGE = re.compile(r"[a-z]{2,3}")
# spaCy's codes, where they are not those of the articles.
_CODES = {"nb": "no", "nn": "no"}


@dataclass(frozen=True, slots=True)
class Selection:
    """The model of each language, by name; `others` annotates every other language, and texts in none that is known."""

    by_language: Mapping[str, str]
    others: str

    def model(self, language: str | None) -> str:
        """The name of the model for articles in a language (ISO 639-1), or `rules`."""
        return self.by_language.get(_CODES.get(language, language), self.others) if language else self.others

    def languages(self, name: str) -> tuple[str, ...]:
        """The languages a model annotates, `xx` standing for every other."""
        every = {**self.by_language, ANY_LANGUAGE: self.others}
        return tuple(language for language, own in every.items() if own == name)

    @property
    def names(self) -> frozenset[str]:
        """The models in force."""
        return frozenset({*self.by_language.values(), self.others} - {RULES})

    @property
    def version(self) -> str:
        """What identifies the models in force in the `runs` table: their versions in order, or `rules`."""
        return " ".join(sorted(map(model.version, self.names))) or RULES


@cache
def select(models: tuple[str, ...]) -> Selection:
    """Read models as a user states them: `[LANG=]NAME`, NAME an installed spaCy package, a folder, or `rules`.

    A model annotates its own language, or the one stated. A multi-language model (`xx`) annotates every language for
    which no other is stated. English is annotated by the model that ships where no stated model does.

    Raises:
        InputError: a statement is no `[LANG=]NAME`, or two models are stated for one language.
        ModelError: a model is missing.
    """
    named: dict[str, str] = {}
    for language, name in map(_read, models):
        if language in named:
            whose = "every other language" if language == ANY_LANGUAGE else repr(language)
            raise InputError(f"two models for {whose}, {named[language]} and {name}: name one")
        named[language] = name
    others = named.pop(ANY_LANGUAGE, None)
    if not others:
        named.setdefault("en", SHIPPED)
    selection = Selection(named, others or RULES)
    for name in selection.names:
        model.version(name)
    return selection


def _read(stated: str) -> tuple[str, str]:
    """The language a stated model is to annotate, and its name."""
    language, equals, name = stated.partition("=") if "=" in stated else ("", "", stated)
    if equals and not _LANGUAGE.fullmatch(language):
        raise InputError(f"--model wants [LANG=]NAME, LANG a code such as ru, not {stated!r}")
    if not name:
        raise InputError(f"--model wants the name of a model, as in ru=ru_core_news_sm, not {stated!r}")
    if name == RULES and not equals:
        raise InputError(f"--model {RULES} wants a language, as in en={RULES}")
    language = language or model.language(name)
    return _CODES.get(language, language), name
