"""Whether an event happened: negation, and what is only wished, planned, feared or said to be possible."""

from typing import TYPE_CHECKING

from etl.annotate.events.grammar import Clause, clause
from etl.annotate.events.triggers import modal
from etl.annotate.syntax import Kids, kids, relation

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEVER = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly"])
_NO = frozenset(["no", "neither"])
_MAY = frozenset(["would", "could", "may", "might", "should", "must", "can", "ought", "'d"])
_IF = frozenset(["if", "unless", "whether", "lest", "should"])
WILL = frozenset(["will", "shall", "'ll", "’ll", "wo"])
_GOVERNED = frozenset(
    ["clause", "open", "object", "adverbial", "modifier", "complement", "oblique", "pobj", "conjunct"]
)
_CLIMBS = 4


def is_negated(of: Clause) -> bool:
    """Whether it is denied: not, never, no talks, failed to."""
    things = (kid for name, kid in of.kids if name in ("object", "passive"))
    is_denied = _has(of.kids, _NEVER) or any(_has(kids(thing), _NO) for thing in things)
    return is_denied or _governed(of.anchor, modal("never"), negation=True)


def is_hypothetical(of: Clause) -> bool:
    """Whether it may happen or was meant to: may, if, planned to, a possible attack."""
    if _has(of.kids, _MAY | _IF | WILL) or any(
        name == "attribute" and kid.lower_ in modal("perhaps") for name, kid in of.kids
    ):
        return True
    return _governed(of.anchor, modal("perhaps") | modal("asked"), negation=False) or _is_purpose(of)


def is_future(of: Clause) -> bool:
    """Whether it will happen: will, or would as reported."""
    return _has(of.kids, WILL) or (_has(of.kids, frozenset(["would"])) and relation(of.anchor) == "clause")


def is_refused(of: Clause) -> bool:
    """Whether it is what someone will not do: would not accept."""
    return _has(of.kids, WILL | {"would"}) and _has(of.kids, _NEVER)


def is_condition(of: Clause, words: frozenset[str]) -> bool:
    """Whether it depends on another: unless, or if, the raids go on."""
    return any(name in ("adverbial", "clause") and _has(kids(kid), words) for name, kid in of.kids)


def _has(of_word: Kids, words: frozenset[str]) -> bool:
    return any(kid.lower_ in words for _, kid in of_word)


def _is_purpose(of: Clause) -> bool:
    """Whether it is what something else is done for: to invade."""
    is_led = any(kid.lower_ == "to" and kid.dep_ in ("mark", "aux") for _, kid in of.kids)
    return is_led and relation(of.anchor) == "adverbial"


def _governed(word: "Token", words: frozenset[str], *, negation: bool) -> bool:
    """Whether a word above denies it or leaves it open."""
    for _ in range(_CLIMBS):
        if relation(word) not in _GOVERNED or word.head == word:
            return False
        head, name = word.head, relation(word)
        word = head
        if name in ("conjunct", "pobj"):
            continue
        if head.lower_ in words:
            return True
        of_head = clause(head).kids
        if negation and name in ("open", "object", "clause", "modifier") and _has(of_head, _NEVER):
            return True
        if not negation and name in ("open", "object", "modifier", "clause") and _has(of_head, _MAY | _IF):
            return True
    return False
