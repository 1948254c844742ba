"""Whether an event happened: negation, and what is only wished, planned, feared or said to be possible."""

from functools import cache
from typing import TYPE_CHECKING

from etl.annotate.events.grammar import HAVE, Clause, clause
from etl.annotate.events.triggers import modal, triggers
from etl.annotate.syntax import Kids, kids, relation, severed

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEVER = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly"])
_NO = frozenset(["no", "neither", "none"])
_NOBODY = frozenset(["nobody", "none", "neither"])
_INSTEAD = ["instead", "of"]
# Has yet to, is yet to.
_YET = frozenset(["yet"])
_MAY = frozenset(["would", "could", "may", "might", "should", "must", "can", "ought", "'d"])
_IF = frozenset(["if", "unless", "whether", "lest", "should"])
WILL = frozenset(["will", "shall", "'ll", "’ll", "wo"])
_GOVERNED = frozenset(
    ["clause", "open", "object", "adverbial", "modifier", "complement", "oblique", "pobj", "conjunct"]
)
_CLIMBS = 4


def is_negated(of: Clause) -> bool:
    """Whether it is denied: not, never, no talks, neither of them, instead of it, failed to."""
    things = [kid for name, kid in of.kids if name in ("object", "passive", "subject")]
    is_denied = _has(of.kids, _NEVER) or any(kid.lower_ in _NOBODY or _has(kids(kid), _NO) for kid in things)
    is_replaced = [word.lower_ for word in of.word.doc[max(0, of.word.i - 2) : of.word.i]] == _INSTEAD
    return is_denied or is_replaced or _governed(of.anchor, modal("never"), negation=True)


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
        head, name = word.head, relation(word)
        if name == "object" and (rest := severed(word)) is not None:
            head, name = rest, "passive"
        is_subject = name in ("subject", "passive") and _says_whether(head, name, word)
        if head == word or not (is_subject or name in _GOVERNED):
            return False
        word = head
        if name in ("conjunct", "pobj"):
            continue
        if _is_one_of(head, words):
            return True
        of_head = clause(head).kids
        if is_subject or name in ("open", "object", "modifier", "clause"):
            if _has(of_head, _NEVER if negation else _MAY | _IF):
                return True
            if is_subject and not negation and _has(of_head, WILL):
                return True
        if negation and name == "open" and _has(of_head, _YET) and head.lower_ in HAVE:
            return True
    return False


def _says_whether(head: "Token", name: str, subject: "Token") -> bool:
    """Whether a verb or adjective only says whether its subject happened: talks were held, are possible, took place."""
    if subject.dep_.startswith("csubj") or any(kid.dep_ == "expl" for _, kid in kids(head)):
        return True
    return _is_one_of(head, _done() if name == "passive" else _true())


@cache
def _done() -> frozenset[str]:
    """Verbs whose passive says no more of a deed than whether it was done."""
    return triggers().light | modal("perhaps") | modal("asked") | modal("never")


@cache
def _true() -> frozenset[str]:
    """Words that say no more of their subject than whether it is so."""
    return modal("whether") | modal("perhaps") | modal("never")


def _is_one_of(word: "Token", words: frozenset[str]) -> bool:
    """Whether a word is one of these, with its particle where they have one: ruled out."""
    if word.lower_ in words:
        return True
    return word.i + 1 < len(word.doc) and f"{word.lower_} {word.nbor().lower_}" in words
