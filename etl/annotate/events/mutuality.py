"""Whether several who do something without a target do it to one another: they met, but not they called for a truce."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from etl.annotate.events.grammar import Clause, clauses, is_verb, phrases
from etl.annotate.events.matching import of_noun
from etl.annotate.events.naming import Naming
from etl.annotate.events.parties import carrier
from etl.annotate.events.triggers import Trigger, modal, triggers
from etl.annotate.syntax import kids

if TYPE_CHECKING:
    from spacy.tokens import Token

_FRAMES = frozenset(["both", "with", "share"])
_EACH_OTHER = frozenset([("each", "other"), ("one", "another")])
# What these have for an object is whom they are done to: fought the virus, met the challenge.
_DONE_TO = frozenset(["ASSAULT", "CONSULT"])
_OPPOSITE = frozenset(["with", "against"])


def is_mutual(of: Clause, row: Trigger, naming: Naming) -> bool:
    """Whether those who do it, where no target is named, do it to one another."""
    if any(_is_each_other(thing) for thing in _things(of)):
        return True
    if row.frame in _FRAMES:
        return not (_is_done_to_another(of, row, naming) or _is_asked_of_others(of.word))
    return row.event_type == "AGREE" and any(_is_shared(head) for head in clauses(of))


def _is_each_other(thing: "Token") -> bool:
    before = thing.doc[thing.i - 1].lower_ if thing.i else ""
    return (before, thing.lower_) in _EACH_OTHER


def _things(of: Clause) -> Iterator["Token"]:
    """What stands behind a verb as its object or behind a preposition, and behind one of its object."""
    for name, kid in of.kids:
        if name in ("object", "addressee"):
            yield kid
            yield from (thing for _led, thing in phrases(kids(kid), kid.i))
    yield from (thing for _led, thing in phrases(of.kids, of.word.i))


def _is_done_to_another(of: Clause, row: Trigger, naming: Naming) -> bool:
    """Whether a verb has an object or a phrase for whom it is done to or with, though it names no party."""
    if any(need.word in _OPPOSITE for need in row.needs) or _is_with_someone(of, naming):
        return True
    thing = of.object()
    is_bare = row.frame == "both" and row.event_type in _DONE_TO and not row.needs
    return is_bare and thing is not None and of_noun(thing) is None


def _is_with_someone(of: Clause, naming: Naming) -> bool:
    thing = of.object()
    around: Iterable[tuple[str, Token]] = of.kids if thing is None else [*of.kids, *kids(thing)]
    led = phrases(list(around), of.word.i)
    return any(word == "with" and naming.is_agent(someone) for word, someone in led)


def _is_asked_of_others(word: "Token") -> bool:
    """Whether a noun is what is called for: called for a truce."""
    verb = None if is_verb(word) else carrier(word)
    return verb is not None and verb.lower_ in modal("asked")


def _is_shared(head: "Token") -> bool:
    """Whether what is agreed or offered takes two: ready to talk."""
    row = of_noun(head)
    rows = [row] if row is not None else triggers().verbs.get(head.lower_, ())
    return any(one.frame in _FRAMES for one in rows)
