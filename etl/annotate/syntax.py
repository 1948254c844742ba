"""A parse under one set of names: Universal Dependencies, and the labels of spaCy's own English pipelines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

Span = tuple[int, int]
Kids = Sequence[tuple[str, "Token"]]

# No sentence of prose is longer, counted in words; in one that is, looking at each word takes quadratic time.
LONGEST_SENTENCE = 500
# No dateline is longer, counted in words.
_LONGEST_DATELINE = 12
# Marks that news sets for a dash.
DASHES = frozenset(["-", "--", "—", "–", "―"])

# Label of either scheme → relation; a label's subtype counts where the table has it.
_RELATIONS = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubj:pass": "passive",
    "csubj:pass": "passive",
    "nsubjpass": "passive",
    "csubjpass": "passive",
    "obl:agent": "agent",
    "agent": "agent",
    "ccomp": "clause",
    "xcomp": "open",
    "oprd": "open",
    "acomp": "open",
    "obj": "object",
    "dobj": "object",
    "iobj": "addressee",
    "dative": "addressee",
    "obl": "oblique",
    "prep": "oblique",
    "advcl": "adverbial",
    "pcomp": "adverbial",
    "acl": "modifier",
    "acl:relcl": "relative",
    "advcl:relcl": "comment",
    "relcl": "relative",
    "parataxis": "aside",
    "conj": "conjunct",
    "cc": "conjunction",
    "nmod": "complement",
    "nmod:poss": "possessor",
    "poss": "possessor",
    "case": "case",
    "mark": "mark",
    "aux": "auxiliary",
    "auxpass": "auxiliary",
    "cop": "auxiliary",
    "det": "determiner",
    "amod": "attribute",
    "compound": "compound",
    "appos": "apposition",
}
_BEFORE_A_NOUN = frozenset(["determiner", "attribute", "case", "possessor", "compound"])
_BEFORE_A_VERB = frozenset(["subject", "passive", "auxiliary"])
_BEHIND_A_VERB = frozenset(["clause", "object"])
_BEHIND_A_NAME = frozenset(["relative", "modifier", "apposition", "aside", "clause", "adverbial", "open"])
_LEADS_A_NAME = frozenset(["case", "conjunction", "advmod", "mark"])
# According to whom is no part of what it stands behind.
_SOURCE = "according"
_UNDER_PREPOSITION = frozenset(["prep", "agent"])


def relation(word: "Token") -> str:
    """What a word is to its head; the label itself, in small letters, where no rule asks for it."""
    label = word.dep_.lower()
    return _RELATIONS.get(label) or _RELATIONS.get(label.partition(":")[0], label)


def kids(word: "Token") -> Kids:
    """The words that hang on a word, in order, with what they are to it."""
    return [(relation(kid), kid) for kid in word.children]


def related(kids: Kids, *relations: str) -> "Token | None":
    """The first of the words that is one of these."""
    return next((kid for name, kid in kids if name in relations), None)


def subject_of(kids: Kids, verb: "Token") -> "Token | None":
    """The subject of a verb, the nearest where a parse gives it several."""
    subjects = (kid for name, kid in kids if name == "subject")
    return min(subjects, key=lambda kid: abs(kid.i - verb.i), default=None)


def severed(thing: "Token") -> "Token | None":
    """The verb behind a noun that the parse took for the object of the verb before: said talks were off."""
    behind = thing.right_edge.i + 1
    rest = (kid for name, kid in kids(thing.head) if name == "conjunct" and kid.left_edge.i == behind)
    return next((kid for kid in rest if relation(kid.left_edge) == "auxiliary"), None)


def is_noun(kids: Kids, word: "Token") -> bool:
    """Whether what stands before a word makes it a noun: the claim, his report, but not they claim."""
    if any(name in _BEHIND_A_VERB and kid.i > word.i for name, kid in kids):
        return False
    before = {name for name, kid in kids if kid.i < word.i}
    return before.isdisjoint(_BEFORE_A_VERB) and not before.isdisjoint(_BEFORE_A_NOUN)


def preposition(word: "Token") -> str:
    """What leads a phrase: hung under its noun in Universal Dependencies, over it in spaCy's labels."""
    if word.dep_ in _UNDER_PREPOSITION:
        return str(word.lower_)
    leading = related(kids(word), "case", "mark")
    return str(leading.lower_) if leading is not None else ""


def noun_under(word: "Token") -> "Token":
    """The noun of a phrase that a preposition leads."""
    if word.dep_ not in _UNDER_PREPOSITION:
        return word
    return next((kid for kid in word.children if kid.dep_ == "pobj"), word)


def phrase(head: "Token") -> Span:
    """The offsets of a noun phrase, up to the first clause, apposition or source behind its head."""
    doc, first, last = head.doc, head.left_edge.i, head.right_edge.i
    for name, kid in kids(head):
        if kid.i > head.i and (name in _BEHIND_A_NAME or preposition(kid) == _SOURCE):
            last = min(last, kid.left_edge.i - 1)
    while first < head.i and (_is_mark(doc[first]) or relation(doc[first]) in _LEADS_A_NAME):
        first += 1
    return trimmed(doc, first, max(head.i, last)) or offsets(head, head)


def opening(sentence: "Words") -> int:
    """Where a sentence begins behind its dateline: ASTANA (Steppe Wire) – …; but not US-led."""
    head = sentence[:_LONGEST_DATELINE]
    dash = next((word.i for word in head if word.text in DASHES and _is_dash(word)), None)
    return dash + 1 if dash is not None and sentence[0].is_upper and len(sentence[0]) > 1 else sentence.start


def _is_dash(word: "Token") -> bool:
    return word.text != "-" or (word.i > 0 and bool(word.doc[word.i - 1].whitespace_))


def trimmed(doc: "Doc", first: int, last: int) -> Span | None:
    """The offsets of some words without marks and space at the ends; none where there is no word."""
    while first <= last and _is_mark(doc[first]):
        first += 1
    while last >= first and _is_mark(doc[last]):
        last -= 1
    return offsets(doc[first], doc[last]) if first <= last else None


def offsets(first: "Token", last: "Token") -> Span:
    """From the start of one word to the end of another."""
    return first.idx, last.idx + len(last)


def _is_mark(word: "Token") -> bool:
    return bool(word.is_punct or word.is_space)
