"""A trigger's own grammar: what hangs on it, who does it and to whom, under either scheme of labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.annotate.syntax import Kids, is_noun, kids, related, relation, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE_PRONOUNS = frozenset(["who", "which", "that", "whom"])
_PRONOUNS = frozenset(["it", "they", "he", "she", "we", "them", "itself", "themselves"])
_OF_A_NOUN = frozenset(
    ["object", "subject", "passive", "oblique", "complement", "compound", "addressee", "apposition", "pobj", "agent"]
)
_OF_A_VERB = frozenset(["subject", "passive", "auxiliary", "addressee", "object"])
_LEADS = frozenset(["oblique", "complement", "agent", "adverbial", "addressee", "comment"])
# A verb without a subject shares that of the verb it hangs on as one of these.
_SHARES = frozenset(["conjunct", "open", "adverbial", "aside", "clause", "acomp"])
HAVE = frozenset(["has", "have", "had", "having"])
_CLIMBS = 5
# Behind these stands no party, but when or why.
CIRCUMSTANCE = frozenset(
    [
        "after",
        "before",
        "during",
        "amid",
        "despite",
        "since",
        "until",
        "because",
        "following",
        "ahead",
        "instead",
        "like",
    ]
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with what hangs on it. `anchor` is the word by which it hangs on the rest of the sentence."""

    word: "Token"
    anchor: "Token"
    kids: Kids

    @property
    def is_passive(self) -> bool:
        """Whether the subject, or the noun a participle stands with, is whom it is done to."""
        if related(self.kids, "passive", "agent") is not None or self._has_passive_auxiliary:
            return True
        if related(self.kids, "subject") is not None or self._is_main:
            return False
        return relation(self.word) in ("modifier", "attribute") and self.anchor == self.word and _is_past(self.word)

    @property
    def _is_main(self) -> bool:
        """Whether the parser took a sentence's verb for a participle: an official accused Chad."""
        is_under_root = relation(self.word) == "modifier" and relation(self.word.head) == "root"
        return is_under_root and any(name == "object" and kid.i == self.word.i + 1 for name, kid in self.kids)

    @property
    def _has_passive_auxiliary(self) -> bool:
        return any(kid.dep_ in ("aux:pass", "auxpass") for _, kid in self.kids)

    def object(self) -> "Token | None":
        """What the verb does it to, behind it; the last of two without a preposition."""
        things = [kid for name, kid in self.kids if name == "object" and kid.i > self.word.i]
        return things[-1] if things else None

    def patient(self) -> "Token | None":
        """Whom a passive is about."""
        found = related(self.kids, "passive", "subject")
        if found is not None:
            return antecedent(found, self)
        return self.word.head if relation(self.word) in ("modifier", "attribute") else None


def clause(word: "Token") -> Clause:
    """The clause of a verb.

    The parser may take "has imposed sanctions" for sanctions that are imposed, and hang the subject on the noun.
    """
    head, own = word.head, kids(word)
    if relation(word) == "attribute" and head.i > word.i and not word.lower_.endswith("ing"):
        around = kids(head)
        before = [*own, *((name, kid) for name, kid in around if kid.i < word.i)]
        namer = _namer(word, head, around)
        if namer is not None or related(before, "auxiliary", "subject") is not None:
            moved = [(name, kid) for name, kid in around if kid != word and name not in ("attribute", "compound")]
            first = [("subject", namer)] if namer is not None else []
            return Clause(word, head, [*first, *moved, ("object", head), *own])
        if word.i - head.head.i in (1, 2) and head.head.lower_ in HAVE and relation(head) == "object":
            whole = [(name, kid) for name, kid in kids(head.head) if kid != head]
            behind = [(name, kid) for name, kid in around if kid.i > head.i]
            return Clause(word, head.head, [*whole, *behind, ("object", head), *own])
    if _is_backwards(word, own):
        names = {"compound": "subject", "apposition": "object"}
        return Clause(word, word, [(names.get(name, name), kid) for name, kid in own])
    return Clause(word, word, own)


def _namer(word: "Token", head: "Token", around: Kids) -> "Token | None":
    """The subject of a verb that the parser took into a noun phrase without another verb: Kenya shelled positions."""
    if relation(head) != "root" or not word.lower_.endswith("ed"):
        return None
    return next((kid for name, kid in around if name == "compound" and kid.i < word.i), None)


def _is_backwards(word: "Token", own: Kids) -> bool:
    """Whether a verb between two names was taken for a noun: Kenya backs Ghana."""
    if relation(word) != "root" or not word.lower_.endswith("s"):
        return False
    sides = {name for name, kid in own if (name, kid.i < word.i) in (("compound", True), ("apposition", False))}
    return sides == {"compound", "apposition"}


def is_verb(word: "Token") -> bool:
    """Whether a word that may be noun or verb is a verb here."""
    of_word = kids(word)
    name = relation(word)
    if any(kid.dep_ == "cop" for _, kid in of_word) or _is_gerund(word, of_word):
        return False
    if _is_backwards(word, of_word):
        return True
    if name == "attribute":
        return clause(word).anchor != word
    if _is_behind_that(name, of_word):
        return False
    if any(of_kid in _OF_A_VERB and not (of_kid == "object" and kid.i < word.i) for of_kid, kid in of_word):
        return True
    if name in _OF_A_NOUN:
        return False
    if name == "conjunct" and relation(word.head) in _OF_A_NOUN:
        return False
    return not is_noun(of_word, word)


def _is_behind_that(name: str, of_word: Kids) -> bool:
    """Whether the parser took "that" for the subject of another verb's subject: they said that talks are on."""
    subject = related(of_word, "subject")
    return name in ("subject", "passive") and subject is not None and subject.lower_ == "that"


def _is_gerund(word: "Token", of_word: Kids) -> bool:
    """Fighting between them, the shelling of a town."""
    return word.lower_.endswith("ing") and any(
        kid.i > word.i and name in _LEADS and leading(kid) in ("between", "of") for name, kid in of_word
    )


def antecedent(subject: "Token", of: Clause) -> "Token":
    """Whom a relative pronoun stands for."""
    is_relative = subject.lower_ in _RELATIVE_PRONOUNS and relation(of.anchor) in ("relative", "modifier")
    return of.anchor.head if is_relative else subject


def is_pronoun(word: "Token") -> bool:
    """Whether a word stands for someone named before."""
    return word.lower_ in _PRONOUNS


def doer(of: Clause) -> "Token | None":
    """The head of the phrase that does it: the agent, the subject, or whose subject the verb shares."""
    agent = related(of.kids, "agent") or _by(of)
    if agent is not None:
        return noun(agent)
    return None if of.is_passive else _subject(of)


def _by(of: Clause) -> "Token | None":
    if not of.is_passive:
        return None
    led = (kid for name, kid in of.kids if name in _LEADS)
    return next((found for kid in led for found in (kid, *_led(noun(kid))) if leading(found) == "by"), None)


def _led(thing: "Token") -> list["Token"]:
    """The phrases behind a noun, which the parser may have hung too low."""
    return [kid for name, kid in kids(thing) if name in _LEADS and kid.i > thing.i]


def _subject(of: Clause) -> "Token | None":
    word, of_word = of.anchor, of.kids
    for _ in range(_CLIMBS):
        subject = subject_of(of_word, of.word) if word == of.anchor else subject_of(of_word, word)
        passive = related(of_word, "passive")
        found = subject if subject is not None else passive
        if found is not None:
            found = antecedent(found, Clause(word, word, of_word))
            if not is_pronoun(found):
                return found
            above = _subject_above(word)
            return above if above is not None else found
        name = relation(word)
        if name in ("modifier", "relative"):
            return word.head
        if name not in _SHARES:
            return None
        controller = _controller(word)
        if controller is not None:
            return controller
        word = word.head
        of_word = clause(word).kids
    return None


def _controller(word: "Token") -> "Token | None":
    """Who is to do it where another tells them: forced Iran to leave."""
    if relation(word) != "open":
        return None
    return next((kid for name, kid in kids(word.head) if name in ("object", "addressee") and kid.i < word.i), None)


def governing_subject(word: "Token") -> "Token | None":
    """Who does what the verb around a noun says: Kenya defended its raid."""
    for _ in range(_CLIMBS):
        if word.head == word:
            return None
        word = word.head
        if is_verb(word):
            return doer(clause(word))
    return None


def _subject_above(word: "Token") -> "Token | None":
    """The subject of the clause around one whose subject is a pronoun: Kenya said it left."""
    for _ in range(_CLIMBS):
        if word.head == word:
            return None
        word = word.head
        of_word = kids(word)
        subject = subject_of(of_word, word) or related(of_word, "passive")
        if subject is not None and not is_pronoun(subject):
            return antecedent(subject, Clause(word, word, of_word))
    return None


def leading(word: "Token") -> str:
    """The preposition of a phrase, also of one that a label for the addressee hides."""
    if any(kid.dep_ == "pobj" for kid in word.children):
        return str(word.lower_)
    found = [kid for name, kid in kids(word) if name in ("case", "mark")]
    if not found:
        return ""
    return str((found[0] if found[0].lower_ in CIRCUMSTANCE else found[-1]).lower_)


def noun(word: "Token") -> "Token":
    """The noun of a phrase that a preposition may lead."""
    return next((kid for kid in word.children if kid.dep_ == "pobj"), word)


def phrases(of_word: Kids, after: int) -> Iterator[tuple[str, "Token"]]:
    """Preposition and noun of each phrase behind a word."""
    for name, kid in of_word:
        if name in _LEADS and kid.i > after:
            led = leading(kid)
            if led and not (name == "adverbial" and is_infinitive(kid)):
                yield led, noun(kid)


def purposes(thing: "Token") -> Iterator["Token"]:
    """The heads of the infinitives behind a noun: a plan to leave."""
    yield from (kid for name, kid in kids(thing) if name in ("modifier", "clause") and is_infinitive(kid))


def clauses(of: Clause) -> Iterator["Token"]:
    """The heads of the clauses that a verb governs."""
    for name, kid in of.kids:
        if name in ("clause", "open", "acomp") or (name in ("adverbial", "conjunct") and is_infinitive(kid)):
            yield kid
        elif name == "object":
            yield from purposes(kid)


def is_infinitive(verb: "Token") -> bool:
    """Whether "to" stands before a verb."""
    return any(kid.lower_ == "to" and kid.i < verb.i and kid.dep_ in ("mark", "aux") for kid in verb.children)


def _is_past(word: "Token") -> bool:
    return not word.lower_.endswith("ing") and not is_infinitive(word)
