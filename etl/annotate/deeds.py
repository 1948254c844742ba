"""Verbs that may be deeds as well as speech: they attacked the bill, but not they attacked nine sites."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from etl import lexicons
from etl.annotate.lexicon import plurals
from etl.annotate.syntax import Kids, preposition, related, relation, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Frames = frozenset[str]

# In a deed these frames report nothing.
_OF_A_THING = frozenset(["object", "predicate"])
_SPEAKERS = frozenset(["he", "she", "i", "we", "you"])
_SOMEONE = frozenset(["him", "her", "me", "us", "them", "whom", "who"])
_NAMES = frozenset(["PERSON", "ORG", "NORP"])


def as_speech(verb: "Token", of_verb: Kids, allowed: Frames) -> Frames:
    """The frames of a verb, without those of its object where the table has it for a deed and this is one."""
    spoken_of = [frame.removeprefix("deed:") for frame in allowed if frame.startswith("deed:")]
    if not spoken_of or _is_spoken_of(verb, of_verb, spoken_of[0]):
        return allowed
    return allowed - _OF_A_THING


def _is_spoken_of(verb: "Token", of_verb: Kids, nouns: str) -> bool:
    """Whether what a verb is about is one of some nouns, what someone does, or one name behind another."""
    thing = _about(verb, of_verb)
    if thing is None:
        return any(name == "open" and kid.i > verb.i for name, kid in of_verb)
    if thing.lower_ in _spoken_of()[nouns]:
        return True
    speaker = subject_of(of_verb, verb) or related(of_verb, "agent")
    if nouns != "criticised" or speaker is None or not _speaks(speaker):
        return False
    is_over = any(kid.i >= thing.i and preposition(kid) == "over" for _, kid in of_verb)
    return is_over or thing.ent_type_ in _NAMES or thing.lower_ in _SOMEONE


def _speaks(subject: "Token") -> bool:
    """Whether a subject is a person, or one of those whom others criticise."""
    is_person = subject.ent_type_ == "PERSON" or subject.lower_ in _SPEAKERS
    return is_person or subject.lower_ in _spoken_of()["criticised"]


def _about(verb: "Token", of_verb: Kids) -> "Token | None":
    """What a verb is done to: its object, of a passive its subject or the noun it stands with."""
    found = related([(name, kid) for name, kid in of_verb if kid.i > verb.i], "object", "addressee")
    found = found or related(of_verb, "passive")
    if found is None and relation(verb) in ("modifier", "relative"):
        found = verb.head
    return found


@cache
def _spoken_of() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, noun in lexicons.rows(__package__, "deeds.tsv"):
        found.setdefault(name, set()).update(plurals(noun))
    return {name: frozenset(nouns) for name, nouns in found.items()}
