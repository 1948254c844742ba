"""The words that say who speaks without a name, and the names that say whether a man or a woman does.

Tables beside this module: `descriptions.tsv` by language, `given_names.tsv` for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from etl import lexicons

# What a person is, or an institution, as the gender of the tables says it; nothing where it is unknown.
MALE, FEMALE, UNKNOWN = "m", "f", "-"

# Names that are a link in small letters.
_LETTERS = frozenset({"WHO"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of `descriptions.tsv`: the gender it tells, and the more general words for the same."""

    gender: str
    general: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Descriptions:
    """The words of a language by their kind, in small letters, as the header of `descriptions.tsv` describes them."""

    address: Mapping[str, Word] = field(default_factory=dict)
    reign: Mapping[str, Word] = field(default_factory=dict)
    role: Mapping[str, Word] = field(default_factory=dict)
    pronoun: Mapping[str, Word] = field(default_factory=dict)
    oblique: Mapping[str, Word] = field(default_factory=dict)
    thing: Mapping[str, Word] = field(default_factory=dict)
    group: Mapping[str, Word] = field(default_factory=dict)
    own: Mapping[str, Word] = field(default_factory=dict)
    body: Mapping[str, Word] = field(default_factory=dict)
    force: Mapping[str, Word] = field(default_factory=dict)
    document: Mapping[str, Word] = field(default_factory=dict)
    determiner: Mapping[str, Word] = field(default_factory=dict)
    indefinite: Mapping[str, Word] = field(default_factory=dict)
    link: Mapping[str, Word] = field(default_factory=dict)
    opener: Mapping[str, Word] = field(default_factory=dict)

    def is_title(self, word: str) -> bool:
        """Whether a word as written stands before names and is no part of them: "Mr.", "President"."""
        if not word[:1].isupper():
            return False
        key = key_of(word)
        return key in self.address or key in self.reign or key in self.role

    @property
    def adjectives_follow(self) -> bool:
        """Whether adjectives stand behind nouns, as in the languages that say "of" by "de" or "di"."""
        return "de" in self.link or "di" in self.link

    def is_link(self, word: str) -> bool:
        """Whether a word as written ends the head of a description: "who", but not the WHO."""
        return key_of(word) in self.link and word not in _LETTERS

    def is_same_role(self, one: str, other: str) -> bool:
        """Whether two words may name one office, as they are the same or one is the more general."""
        return one == other or one in self.alike(other) or other in self.alike(one)

    def alike(self, role: str) -> frozenset[str]:
        """The more general words for a role."""
        return self.role[role].general if role in self.role else frozenset()


def key_of(word: str) -> str:
    """A word as the tables have it."""
    return word.rstrip(".,").casefold().replace("’", "'").removesuffix("'s")


@cache
def descriptions(language: str) -> Descriptions:
    """The words of a language (ISO 639-1); none of one that is not listed."""
    kinds: dict[str, dict[str, Word]] = {}
    for of_language, kind, gender, word, *general in lexicons.rows("etl.annotate", "descriptions.tsv"):
        if of_language == language:
            kinds.setdefault(kind, {})[word] = Word(gender, frozenset(general[0].split("|") if general else ()))
    return Descriptions(**kinds)


@cache
def given_names() -> Mapping[str, str]:
    """Given name → `m` or `f`."""
    return {name: gender for gender, name in lexicons.rows("etl.annotate", "given_names.tsv")}
