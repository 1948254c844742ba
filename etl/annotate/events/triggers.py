"""The words that trigger events, as the tables beside this module list them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from etl import lexicons
from etl.annotate.actors.tables import agents
from etl.annotate.lexicon import HISSES, VOWELS, plurals

CONFLICT = frozenset(["THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"])
# What PLOVER's manual of 2021 takes for an AGREE where it lies in the future.
COOPERATION = frozenset(["CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"])
PERSON = "PERSON"
PLACE = "PLACE"
# Verbs of one syllable that double their last letter: ban, banned.
_DOUBLES = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


@dataclass(frozen=True, slots=True)
class Need:
    """What must stand with a trigger: `kind` is `word`, `obj`, `subj` or `clause`, `any_of` the words that will do.

    `word` is the particle or preposition, or what kind of clause.
    """

    kind: str
    word: str
    any_of: frozenset[str]
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of `triggers.tsv`. `before` are the words of a noun's name before its last."""

    event_type: str
    mode: str | None
    frame: str
    needs: tuple[Need, ...]
    before: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How much a row asks for."""
        needed = sum(1 + (need.kind != "clause") + bool(need.any_of or need.types) for need in self.needs)
        return needed + len(self.before)


@dataclass(frozen=True, slots=True)
class Triggers:
    """Triggers by form in small letters, those that ask for most first."""

    verbs: Mapping[str, tuple[Trigger, ...]]
    adjectives: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    light: frozenset[str]
    say: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contests:
    """How a report of sports is told: verbs that are a mere victory there, in all forms, and what a sentence has."""

    deeds: frozenset[str]
    signs: re.Pattern[str]


@cache
def contests() -> Contests:
    """The words of `contests.tsv`, and scores: 3-1."""
    rows = list(lexicons.rows(__package__, "contests.tsv"))
    deeds = frozenset(form for kind, word in rows if kind == "deed" for form in verb_forms(word))
    signs = "|".join(re.escape(word) for kind, word in rows if kind == "sign")
    return Contests(deeds, re.compile(rf"\b(?:{signs}|\d{{1,3}}[-–]\d{{1,3}})\b", re.IGNORECASE))


@cache
def triggers() -> Triggers:
    """The triggers of English."""
    found: dict[str, dict[str, list[Trigger]]] = {part: {} for part in ("verb", "adjective", "noun", "light", "say")}
    for part, words, needs, event_type, mode, frame in lexicons.rows(__package__, "triggers.tsv"):
        *before, word = words.split(" ")
        forms = plurals(word) if part == "noun" else [word] if part == "adjective" else verb_forms(word)
        trigger = Trigger(event_type, None if mode == "-" else mode, frame, tuple(_needs(needs)), tuple(before))
        for form in forms:
            found[part].setdefault(form, []).append(trigger)
    ranked = {part: {form: _ranked(rows) for form, rows in forms.items()} for part, forms in found.items()}
    return Triggers(
        ranked["verb"], ranked["adjective"], ranked["noun"], frozenset(found["light"]), frozenset(found["say"])
    )


@cache
def sectors() -> Mapping[str, str]:
    """Word for who acts for a country or is one of its people, in singular and plural → the sector."""
    plural = {form: sector for word, sector in agents().items() for form in plurals(word)}
    return {**plural, **agents()}


@cache
def numbers() -> frozenset[str]:
    """Words for a number of whoever follows: thousands of monks."""
    return _sets()["NUMBER"]


@cache
def intensities() -> Mapping[tuple[str, str | None], float]:
    """Type and mode, or type alone → intensity, from -10 to 10."""
    rows = lexicons.rows(__package__, "intensities.tsv")
    return {(event_type, None if mode == "-" else mode): float(value) for event_type, mode, value in rows}


def intensity(event_type: str, mode: str | None) -> float:
    """How cooperative (to 10) or hostile (to -10) an event is."""
    return intensities().get((event_type, mode), intensities()[event_type, None])


@cache
def modal(effect: str) -> frozenset[str]:
    """The words of `modality.tsv` with an effect, in all their forms."""
    rows = (row[1:] for row in lexicons.rows(__package__, "modality.tsv") if row[0] == effect)
    return frozenset(
        form
        for part, word in rows
        for form in (_phrasal(word) if part == "verb" else plurals(word) if part == "noun" else [word])
    )


def _phrasal(verb: str) -> list[str]:
    """The forms of a verb that may have a particle: rule out, ruled out."""
    word, *particle = verb.split(" ")
    return [" ".join([form, *particle]) for form in verb_forms(word)]


def verb_forms(verb: str) -> list[str]:
    """A verb with its other forms, the listed ones before the regular."""
    listed = _irregular().get(verb, [])
    ending_in_y = verb.endswith("y") and verb[-2] not in VOWELS
    stem = verb + verb[-1] if _DOUBLES.fullmatch(verb) else verb.removesuffix("e")
    third = verb[:-1] + "ies" if ending_in_y else verb + ("es" if verb.endswith(HISSES) else "s")
    past = verb[:-1] + "ied" if ending_in_y else stem + "ed"
    present = (verb if verb.endswith(("ee", "oe", "ye")) else stem) + "ing"
    return list(dict.fromkeys([verb, *listed, third, past, present]))


@cache
def _irregular() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for verb, form in lexicons.rows(__package__, "irregular_verbs.tsv"):
        found.setdefault(verb, []).append(form)
    return found


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {PERSON: set(sectors())}
    for name, word in lexicons.rows(__package__, "trigger_sets.tsv"):
        found.setdefault(name, set()).add(word)
    found[PERSON] |= found["NUMBER"]
    return {name: frozenset(words) for name, words in found.items()}


def _needs(cell: str) -> Iterator[Need]:
    for need in cell.split(" ") if cell != "-" else ():
        kind, _, options = need.partition(":")
        if kind == "clause":
            types = _types(options[1:]) if options.startswith("@") else frozenset()
            yield Need(kind, "" if types else options, frozenset(), types)
            continue
        words: set[str] = set()
        types = frozenset()
        for option in options.split("|") if options else ():
            name = option.removeprefix("@")
            if name == option:
                words.update([option] if option.endswith("s") else plurals(option))
            elif name == PLACE:
                words.add(PLACE)
            elif name in _sets():
                words.update({*_sets()[name], name})
            else:
                types |= _types(name)
        yield Need(kind if kind in ("obj", "subj") else "word", kind, frozenset(words), types)


def _types(name: str) -> frozenset[str]:
    return CONFLICT if name == "CONFLICT" else frozenset([name])


def _ranked(rows: list[Trigger]) -> tuple[Trigger, ...]:
    return tuple(sorted(rows, key=lambda row: -row.weight))
