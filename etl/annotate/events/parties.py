"""Source and target of a trigger: active, passive, nominal, and through the verbs that carry a noun."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from etl.annotate.events import matching
from etl.annotate.events.grammar import (
    Clause,
    clause,
    doer,
    governing_subject,
    is_infinitive,
    is_verb,
    leading,
    noun,
    phrases,
)
from etl.annotate.events.naming import Naming, Party
from etl.annotate.events.targets import (
    AROUND,
    IN_PLACE,
    TOWARDS,
    Parties,
    countries,
    domestic,
    of_clause,
    of_phrase,
    other,
)
from etl.annotate.events.triggers import Trigger, modal, triggers
from etl.annotate.syntax import kids, related, relation

if TYPE_CHECKING:
    from spacy.tokens import Token

# A passive without an agent was done by whose place it is: arrested in Iran, expelled from Bulgaria.
_AT_HOME = frozenset(["COERCE", "SANCTION"])
_OUTWARD = frozenset(["in", "from"])
# What is given is the giver's: American aid was sent to.
_GIVEN = frozenset(["AID", "COOPERATE", "AGREE", "SUPPORT"])
# Who is prepared or expected to is who will do it.
_MEANT = frozenset(["plan", "oath"])
# Engaged in talks, went to war, on strike.
_CARRIES = frozenset(["in", "into", "on", "to", "for"])
_AT = frozenset(["in", "at", "across"])
_OWNERS = frozenset(["its", "their", "his", "her"])
_BELOW = frozenset(["adverbial", "conjunct", "open", "participle", "comment"])
_TOLD = frozenset(["clause", "object", "addressee", "aside"])
_CLIMBS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """The sources and targets of a trigger, and how they were found."""

    sources: Parties
    targets: Parties
    rule: str


def of_verb(of: Clause, row: Trigger, naming: Naming) -> Found:
    """Who does what a verb says to whom."""
    if row.frame == "back":
        return _received(of, naming)
    if of.is_passive and row.frame not in _MEANT:
        return _passive(of, row, naming)
    head = of.patient() if of.is_passive else doer(of)
    sources = of_phrase(head, naming) if head is not None else []
    if not sources and row.event_type == "PROTEST" and not (head is not None and naming.is_named(head)):
        sources = _here(of, head, naming)
    is_bare = is_infinitive(of.word) or leading(of.word) == "of"
    if head is not None and not sources and is_bare and head == of.anchor.head:
        owner = governing_subject(head)
        sources = naming.of(owner) if owner is not None else []
    return Found(sources, _there(of, of_clause(of, row, sources, naming), sources, naming), "active")


def _there(of: Clause, targets: Parties, sources: Parties, naming: Naming) -> Parties:
    """The targets; people without a country are of that where the verb above acts: shelled Lviv, killing civilians."""
    above = of.anchor.head
    if not any(target.is_presumed for target in targets) or relation(of.anchor) not in _BELOW or not is_verb(above):
        return targets
    upper = clause(above)
    row = matching.of_verb(upper, naming)
    around = of_clause(upper, row, sources, naming) if row is not None else []
    abroad = next(
        (actor.country for actor in around if actor.country and actor.country not in countries(sources)), None
    )
    return [target.of(abroad) if abroad and target.is_presumed else target for target in targets]


def of_noun_trigger(word: "Token", row: Trigger, naming: Naming) -> Found:
    """Who does what a noun names to whom: by its own phrase, or by the verb that carries it."""
    owners, fields = _modifiers(word, naming)
    sources: list[Party] = list(owners)
    targets: list[Party] = []
    shared: list[Party] = []
    for led, thing, is_low in _phrases(word):
        role = _role(led, row)
        group = {"source": sources, "target": targets, "both": shared}[role] if role is not None else None
        if group is not None and not (is_low and group):
            group.extend(next(naming.within(thing), []))
    if shared:
        return Found([*sources, *shared], targets, "noun between") if not sources else Found(sources, shared, "noun")
    if len(countries(fields)) > 1 and not targets:
        return Found([*sources, *fields], [], "noun")
    carried = _carried(word, row, sources, naming)
    if carried is not None:
        sources = sources or list(carried.sources)
        targets = targets or [actor for actor in carried.targets if actor.country not in countries(sources)]
    if fields:
        sources, targets = (sources, targets or fields) if sources else (fields, targets)
    if row.event_type == "CONSULT" and targets and not sources:
        sources = [actor for actor in _tellers(word, naming) if actor.country not in countries(targets)]
    return Found(sources, targets, "noun" if carried is None else f"noun {carried.rule}")


def _tellers(word: "Token", naming: Naming) -> Parties:
    """Who says of a deed for two that names one: the Kremlin said that talks with Kyiv were over."""
    for _ in range(_CLIMBS):
        head, name = word.head, relation(word)
        if head.lower_ in triggers().say and name in _TOLD:
            teller = doer(clause(head))
            return naming.of(teller) if teller is not None else []
        if head == word:
            return []
        word = head
    return []


def _here(of: Clause, head: "Token | None", naming: Naming) -> Parties:
    """Whose people those are who protest at a place: crowds blocked streets in Lima."""
    thing = of.object()
    words = [word for word in (head, of.word, thing) if word is not None]
    led = [pair for word in words for pair in phrases(of.kids if word is of.word else kids(word), word.i)]
    return next((group for word, place in led if word in _AT for group in naming.within(place)), [])


def _phrases(word: "Token") -> Iterator[tuple[str, "Token", bool]]:
    """Preposition and noun of the phrases behind a noun, then those that the parser may have hung too low."""
    own = list(phrases(kids(word), word.i))
    yield from ((led, thing, False) for led, thing in own)
    for _, thing in own:
        yield from ((led, low, True) for led, low in phrases(kids(thing), thing.i) if led != "of")


def _passive(of: Clause, row: Trigger, naming: Naming) -> Found:
    head, patient = doer(of), of.patient()
    patients = naming.of(patient) if patient is not None else []
    behind = [noun_ for led, noun_ in phrases(of.kids, of.word.i) if led in TOWARDS | AROUND]
    if head is not None:
        sources = naming.of(head)
        at_home: list[Party] = []
        heads = behind if row.frame == "own" or patient is None else [patient, *behind]
        found = next((named for thing in heads if (named := other(thing, row, sources, naming, at_home))), None)
        return Found(
            sources, found or domestic(at_home, row, sources) or of_clause(of, row, sources, naming), "passive"
        )
    if row.event_type in _AT_HOME or row.mode == "release":
        places = (thing for led, thing in phrases(of.kids, of.word.i) if led in _OUTWARD)
        hosts = next((group for thing in places for group in naming.within(thing)), [])
        return Found(hosts, patients, "passive place")
    if not (row.frame in ("own", "both") or row.event_type in _GIVEN):
        return Found([], patients, "passive alone")
    at_home = []
    found = next((named for thing in behind if (named := other(thing, row, patients, naming, at_home))), [])
    if row.frame == "both" and not patients:
        return Found(found, [], "passive between")
    return Found(patients, found, "passive own")


def _received(of: Clause, naming: Naming) -> Found:
    """Who has received it, and from whom."""
    head = doer(of)
    things = [thing for name, thing in of.kids if name == "object"]
    led = [*phrases(of.kids, of.word.i), *(pair for thing in things for pair in phrases(kids(thing), thing.i))]
    givers = next((group for word, thing in led if word == "from" for group in naming.within(thing)), [])
    if not givers:
        givers = next((group for thing in things for group in naming.within(thing)), [])
    return Found(givers, naming.of(head) if head is not None else [], "received")


def _modifiers(word: "Token", naming: Naming) -> tuple[list[Party], list[Party]]:
    """Whose a deed is by possessor or adjective, and what other names modify it: the Iran sanctions."""
    owners: list[Party] = []
    fields: list[Party] = []
    for name, kid in kids(word):
        if kid.i > word.i or name in ("subject", "passive", "object"):
            continue
        if kid.lower_ in _OWNERS and name == "possessor":
            head = governing_subject(word)
            owners.extend(naming.of(head) if head is not None else [])
        elif found := naming.before(kid):
            (fields if name == "compound" and not kid.is_upper and "." not in kid.text else owners).extend(found)
    return owners, fields


def _role(led: str, row: Trigger) -> str | None:
    """What the phrase that a preposition leads behind a deed is to it."""
    if led == "by" or (led == "from" and row.frame != "own") or (led in _AT and row.event_type == "PROTEST"):
        return "source"
    if led == "between" or (led == "of" and row.frame == "both"):
        return "both"
    if led == "of" and row.frame in ("own", "visit"):
        return "source"
    if led in TOWARDS or (led in AROUND and (row.event_type in IN_PLACE or row.frame == "visit")):
        return "target"
    return None


def _carried(word: "Token", row: Trigger, sources: Parties, naming: Naming) -> Found | None:
    """The parties that the verb around a noun adds: held talks with, sanctions imposed by, is at war with."""
    of_word = kids(word)
    subject = related(of_word, "subject")
    if subject is not None:
        return Found(naming.of(subject), [], "copula")
    own = next((kid for name, kid in of_word if name == "modifier" and kid.lower_ in triggers().light), None)
    verb = own if own is not None else carrier(word)
    if verb is None:
        return None
    of = clause(verb)
    head = doer(of)
    if head is None and of.patient() != word:
        head = of.patient()
    found = sources or (of_phrase(head, naming) if head is not None and head != word else [])
    if row.frame == "both" and not found:
        shared = next((thing for led, thing in phrases(of.kids, of.word.i) if led == "between"), None)
        found = next(naming.within(shared), []) if shared is not None else []
    rest = Clause(of.word, of.anchor, [(name, kid) for name, kid in of.kids if noun(kid) != word])
    targets = of_clause(rest, row, found, naming)
    return Found(found, targets, "light")


def carrier(word: "Token") -> "Token | None":
    """The light verb whose object a noun is, its subject in the passive, or which a preposition ties it to."""
    for _ in range(_CLIMBS):
        word = word.head if relation(word) == "conjunct" else word
    name = relation(word)
    head = word.head.head if name == "pobj" else word.head
    if name in ("oblique", "pobj") and leading(word.head if name == "pobj" else word) not in _CARRIES:
        return None
    if name in ("object", "passive", "oblique", "pobj", "attr") and head.lower_ in _carriers():
        return head if is_verb(head) or relation(head) == "root" else None
    if relation(head) == "root" and head != word and clause(head).anchor == word:
        return head
    return next((kid for of_name, kid in kids(word) if of_name == "attribute" and clause(kid).anchor == word), None)


@cache
def _carriers() -> frozenset[str]:
    """Verbs whose subject does what their noun names, or means to, or does not."""
    return triggers().light | modal("perhaps") | modal("asked") | modal("never")
