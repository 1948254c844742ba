"""Whom a clause or phrase names as the source or the target of what a trigger says."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from etl.annotate.events.grammar import Clause, clause, clauses, doer, is_pronoun, noun, phrases
from etl.annotate.events.matching import of_noun
from etl.annotate.events.naming import Naming, Party
from etl.annotate.events.triggers import CONFLICT, Trigger
from etl.annotate.syntax import kids, related

if TYPE_CHECKING:
    from spacy.tokens import Token

Parties = Sequence[Party]

TOWARDS = frozenset(
    ["on", "against", "at", "to", "with", "for", "of", "toward", "towards", "over", "upon", "about", "between", "into"]
)
AROUND = frozenset(
    ["in", "from", "near", "along", "around", "inside", "outside", "across", "through", "off", "behind", "within"]
)
# These are done to a place, or to whoever is there.
IN_PLACE = frozenset(
    [
        "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "AID", "CONCEDE", "SANCTION", "AGREE", "REQUEST",
        "THREATEN",
    ]
)  # fmt: skip
# These are said in a place: agreed in Vienna.
_SAID = frozenset(["AGREE", "REQUEST", "THREATEN"])
# A rally in a place named so is not against it: in Paris, but in defiance of China, outside the embassy.
_WHERE = frozenset(["in", "near", "around", "inside", "across", "through", "from"])
# These a state does not do to its own people, nor they to it.
_ABROAD = frozenset(["AGREE", "CONSULT", "SUPPORT", "COOPERATE"])
# What is said of a deed is said of who did it.
_OF_A_DEED = frozenset(["ACCUSE", "REJECT", "SUPPORT"])
# Who is addressed is the target, and nobody behind them.
_TO_SOMEONE = frozenset(["REQUEST", "ACCUSE", "THREATEN"])
# What these types are about stands behind other prepositions than whom.
_WITH = {"CONSULT": frozenset(["with", "to", "between", "for"]), "COOPERATE": TOWARDS | {"from"}}
_DEPTH = 3


def of_phrase(head: "Token", naming: Naming) -> Parties:
    """Whom a subject names; of a deed, who takes part in it: talks between them failed."""
    row = of_noun(head)
    if row is None or naming.is_named(head):
        return naming.of(head)
    found = [*naming.of(head)]
    for led, thing in phrases(kids(head), head.i):
        if led in ("between", "by") or (led == "of" and row.frame in ("both", "own")):
            found.extend(next(naming.within(thing), []))
        if led == "with" and row.frame == "both":
            found.extend(next(naming.within(thing), []))
    return found


def of_clause(of: Clause, row: Trigger, sources: Parties, naming: Naming) -> Parties:
    """The nearest party behind a verb that is another than the source; or else the source's own people."""
    at_home: list[Party] = []
    things = {kid.i for name, kid in of.kids if name in ("object", "addressee")}
    for head in _candidates(of, row, naming, 0):
        if found := other(head, row, sources, naming, at_home, is_direct=head.i in things):
            return found
        if head.i in things and row.event_type in _TO_SOMEONE and naming.is_agent(head):
            break
    if row.mode == "demo":
        at_home.extend(_locals(of, sources, naming))
    return domestic(at_home, row, sources)


def _locals(of: Clause, sources: Parties, naming: Naming) -> Iterator[Party]:
    """Whom a place names where people rally in their own country; abroad it is where they stand, not whom they mean."""
    own = countries(sources)
    places = (thing for led, thing in phrases(of.kids, of.word.i) if led in _WHERE and led != "from")
    yield from (actor for thing in places for actor in next(naming.within(thing), []) if actor.country in own)


def behind(head: "Token", row: Trigger, sources: Parties, naming: Naming) -> Parties:
    """The target of a deed that a clause behind a noun tells: a threat to bomb the port."""
    at_home: list[Party] = []
    for thing in _candidates(clause(head), row, naming, 1):
        if found := other(thing, row, sources, naming, at_home):
            return found
    return domestic(at_home, row, sources)


def domestic(at_home: Parties, row: Trigger, sources: Parties) -> Parties:
    """The people of the source's own country, where there is one such country and the type allows it."""
    return at_home[:1] if row.event_type not in _ABROAD and len(countries(sources)) == 1 else []


def other(
    head: "Token",
    row: Trigger,
    sources: Parties,
    naming: Naming,
    at_home: list[Party],
    *,
    is_direct: bool = False,
) -> Parties:
    """Whom a phrase names besides the source; what names the source's own people is kept apart."""
    own = countries(sources)
    deed = of_noun(head)
    is_said_of = is_direct and row.event_type in _OF_A_DEED and not any(need.kind == "obj" for need in row.needs)
    if deed is not None and is_said_of and deed.event_type in CONFLICT:
        groups = iter([of_phrase(head, naming)])
    else:
        groups = naming.within(head)
    for nth, group in enumerate(groups):
        others = [actor for actor in group if actor.country is None or actor.country not in own]
        if others:
            return others
        if not nth:
            at_home.extend(group)
    country = next((actor.country for actor in sources if actor.country), None)
    if country and (people := naming.population(head, country)):
        at_home.append(people)
    return []


def countries(parties: Parties) -> set[str]:
    """The countries of some parties."""
    return {party.country for party in parties if party.country}


def _candidates(of: Clause, row: Trigger, naming: Naming, depth: int) -> Iterator["Token"]:
    """The heads of the phrases that may name the target, the likeliest first; who is fought for is no enemy."""
    things = [kid for name, kid in of.kids if name in ("object", "addressee") and kid.i > of.word.i]
    if row.frame == "with":
        words = [(of.kids, of.word), *((kids(kid), kid) for kid in things)]
        led_things = (pair for of_word, word in words for pair in phrases(of_word, word.i))
        yield from (thing for led, thing in led_things if led in ("with", "between"))
        return
    if row.frame == "in":
        yield from (thing for kid in things for _led, thing in phrases(kids(kid), kid.i))
        things = []
    if row.frame != "own":
        yield from (noun(kid) for kid in things)
    allowed = _allowed(row).union(need.word for need in row.needs if need.kind == "word")
    behind_it = phrases(of.kids, of.word.i)
    is_there = row.mode == "demo" or (row.event_type in _SAID and not depth)
    yield from (
        thing
        for led, thing in behind_it
        if led in allowed
        and not (is_there and led in _WHERE and naming.is_named(thing))
        and not (led == "for" and row.mode == "fight" and (naming.is_country(thing) or naming.is_agent(thing)))
    )
    if row.frame == "own":
        yield from (noun(kid) for kid in things)
    if depth < _DEPTH:
        for head in clauses(of):
            inner = clause(head)
            subject = related(inner.kids, "subject", "passive")
            if subject is not None and not is_pronoun(subject):
                yield subject
                if row.event_type == "REQUEST":
                    continue
            yield from _candidates(inner, row, naming, depth + 1)
    if row.event_type == "PROTEST" and not depth:
        yield from _where(of)


def _where(of: Clause) -> Iterator["Token"]:
    """Where those who protest are: prisoners in Israel."""
    head = doer(of)
    if head is not None:
        yield from (thing for led, thing in phrases(kids(head), head.i) if led in AROUND and led != "from")


def _allowed(row: Trigger) -> frozenset[str]:
    if row.mode == "visit" or (row.event_type in IN_PLACE and row.frame != "both"):
        return TOWARDS | AROUND
    return _WITH.get(row.event_type, TOWARDS)
