"""Which row of the triggers a word is where it stands."""

from typing import TYPE_CHECKING

from etl.annotate.events.grammar import Clause, clause, clauses, is_infinitive, is_verb, leading, noun
from etl.annotate.events.naming import Naming
from etl.annotate.events.triggers import PERSON, PLACE, Need, Trigger, contests, triggers
from etl.annotate.syntax import Kids, kids, related, relation

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# So many words may stand between a verb and its particle.
_FAR = 8


def of_verb(of: Clause, naming: Naming) -> Trigger | None:
    """The row of a verb whose needs are met, the one that asks for most, or of two that whose words stand nearer."""
    if of.word.lower_ in contests().deeds and is_contest(of.word.sent):
        return None
    met = [
        row for row in triggers().verbs.get(of.word.lower_, ()) if all(_is_met(need, of, naming) for need in row.needs)
    ]
    best = [row for row in met if row.weight == met[0].weight]
    return next((row for row in best if any(_is_next(need, of) for need in row.needs)), best[0] if best else None)


def is_contest(sentence: "Span") -> bool:
    """Whether a sentence tells of sports: it has a word or a score that says so."""
    return bool(contests().signs.search(sentence.text))


def of_adjective(of: Clause, naming: Naming) -> Trigger | None:
    """The row of an adjective such as ready."""
    rows = triggers().adjectives.get(of.word.lower_, ())
    return next((row for row in rows if all(_is_met(need, of, naming) for need in row.needs)), None)


def of_noun(word: "Token") -> Trigger | None:
    """The row of a noun, by the words before it and what must follow."""
    doc = word.doc
    for row in triggers().nouns.get(word.lower_, ()):
        start = word.i - len(row.before)
        is_whole = start >= 0 and all(doc[start + at].lower_ == part for at, part in enumerate(row.before))
        if is_whole and all(_is_led(need, kids(word), word) for need in row.needs):
            return row
    return None


def event_types(word: "Token", naming: Naming, *, depth: int = 0) -> set[str]:
    """The types of what a word or the phrase under it would trigger."""
    found = of_noun(word)
    if found is None and is_verb(word):
        of = clause(word)
        found = of_verb(of, naming) if depth < 2 else None
        if found is None:
            thing = of.object() or noun_behind(of)
            found = of_noun(thing) if thing is not None else None
    return {found.event_type} if found else set()


def noun_behind(of: Clause) -> "Token | None":
    """The noun of the first phrase behind a verb."""
    found = related([(name, kid) for name, kid in of.kids if kid.i > of.word.i], "oblique")
    return noun(found) if found is not None else None


def _is_met(need: Need, of: Clause, naming: Naming) -> bool:
    if need.kind == "clause":
        return _is_clause(need, of, naming)
    if need.kind == "obj":
        thing = of.patient() if of.is_passive else of.object()
        return thing is not None and _is_any(need, thing, naming)
    if need.kind == "subj":
        thing = related(of.kids, "subject")
        return thing is not None and _is_any(need, thing, naming)
    thing = of.object()
    around = of.kids if thing is None else [*of.kids, *kids(thing)]
    if _is_led(need, around, of.word, naming):
        return True
    return _is_next(need, of)


def _is_next(need: Need, of: Clause) -> bool:
    """Whether a particle stands right behind a verb, or behind its first particle."""
    behind = of.word.doc[of.word.i + 1 : of.word.i + 3]
    return not (need.any_of or need.types) and any(
        word.lower_ == need.word and word.head in (of.word, of.anchor, *behind) for word in behind
    )


def _is_led(need: Need, of_word: Kids, word: "Token", naming: Naming | None = None) -> bool:
    """Whether a particle, or a phrase that a preposition leads, stands behind a word."""
    for _name, kid in of_word:
        if not word.i < kid.left_edge.i <= word.i + _FAR and not word.i < kid.i <= word.i + _FAR:
            continue
        if kid.lower_ == need.word and not (need.any_of or need.types):
            return True
        if leading(kid) == need.word or (kid.left_edge.lower_ == need.word and kid.i > word.i):
            thing = noun(kid)
            if not (need.any_of or need.types) and not is_infinitive(kid):
                return True
            if _is_any(need, thing, naming):
                return True
    return False


def _is_any(need: Need, thing: "Token", naming: Naming | None) -> bool:
    words = need.any_of
    if thing.lower_ in words:
        return True
    if naming is not None and PLACE in words and naming.is_named(thing):
        return True
    if naming is not None and PERSON in words and (naming.is_person(thing) or thing.lower_ in words):
        return True
    row = of_noun(thing)
    return row is not None and row.event_type in need.types


def _is_clause(need: Need, of: Clause, naming: Naming) -> bool:
    """Whether a verb governs a clause of a kind."""
    for head in clauses(of):
        if need.types and not (event_types(head, naming, depth=1) & need.types):
            continue
        subject = related(kids(head), "subject", "passive")
        has_object = any(name in ("object", "addressee") and of.word.i < kid.i < head.i for name, kid in of.kids)
        if need.word == "self" and (has_object or subject is not None or relation(head) == "clause"):
            continue
        if need.word == "other" and not (has_object or subject is not None):
            continue
        if need.word == "infinitive" and not is_infinitive(head):
            continue
        return True
    return False
