"""Events of a parsed text: the verbs, adjectives and nouns that trigger them, with source, target and circumstances."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

from etl.annotate.agreement import Span
from etl.annotate.events import matching, modality, parties, targets
from etl.annotate.events.grammar import CIRCUMSTANCE, Clause, clause, clauses, doer, is_verb, leading, phrases, purposes
from etl.annotate.events.mutuality import is_mutual
from etl.annotate.events.naming import Naming, Party, read
from etl.annotate.events.parties import Found
from etl.annotate.events.triggers import CONFLICT, COOPERATION, Trigger, triggers
from etl.annotate.syntax import LONGEST_SENTENCE, kids, offsets, opening, related, relation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Offsets = tuple[int, int]

_CLIMBS = 8
# Blamed it for shelling, accused it of shelling.
_WHAT_FOR = frozenset(["for", "of", "over", "from", "against"])
_UNLESS = frozenset(["unless"])
_IF = _UNLESS | {"if"}
_MUST = frozenset(["must", "should"])


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed event: its trigger, type and mode, the two parties, and how it was found.

    `rule` is the part of speech of the trigger and how its parties were found: `verb active`, `noun light`, ….
    """

    trigger: Offsets
    event_type: str
    mode: str | None
    source: Party
    target: Party
    is_negated: bool
    is_hypothetical: bool
    rule: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A trigger where it stands, before its parties are paired. `content` are the heads of what it speaks of.

    Where it `is_mutual`, several sources without a target do it to one another.
    """

    of: Clause
    row: Trigger
    event_type: str
    found: Found
    rule: str
    content: Sequence["Token"]
    is_mutual: bool = False


def find(doc: "Doc", language: str, named: Sequence[Span]) -> Iterator[Relation]:
    """The events of a parsed text, sentence by sentence; each type once for a pair of actors in a sentence.

    `named` are the mentions of the text, in order; a dateline's place acts in nothing. The tables are for English.
    """
    if language != "en" or not named:
        return
    naming = read(doc, named)
    for sentence in doc.sents:
        for place in range(sentence.start, opening(sentence)):
            naming.named.pop(place, None)
        if len(sentence) <= LONGEST_SENTENCE and any(word.i in naming.named for word in sentence):
            yield from _of_sentence([word for word in sentence if word.lower_ in _forms()], naming)


def _of_sentence(words: Sequence["Token"], naming: Naming) -> Iterator[Relation]:
    candidates = [found for word in words if (found := _candidate(word, naming))]
    related_ = [(candidate, list(_relations(candidate))) for candidate in candidates]
    held = {
        head.i: candidate.event_type for candidate, relations in related_ if relations for head in candidate.content
    }
    seen: set[tuple[str, str | None, str | None]] = set()
    for candidate, relations in related_:
        if _is_held(candidate, held):
            continue
        for one in relations:
            key = (one.event_type, _key(one.source), _key(one.target))
            if key not in seen:
                seen.add(key)
                yield one


def _candidate(word: "Token", naming: Naming) -> _Candidate | None:
    if word.lower_ in _MUST:
        return _obligation(word, naming)
    if word.lower_ in triggers().adjectives and not is_verb(word):
        return _of_verb(Clause(word, word, kids(word)), "adjective", naming)
    if is_verb(word):
        return _of_verb(clause(word), "verb", naming)
    row = matching.of_noun(word)
    if row is None:
        return None
    found = parties.of_noun_trigger(word, row, naming)
    of_word = kids(word)
    deeds = list(purposes(word))
    if deeds and not found.targets and found.sources:
        found = Found(found.sources, targets.behind(deeds[0], row, found.sources, naming), found.rule)
    of = Clause(word, word, of_word)
    beside = _deeds(clause(word.head)) if relation(word) == "object" else ()
    content = [*deeds, *_deeds(of), *(thing for thing in beside if thing != word)]
    return _Candidate(of, row, row.event_type, found, found.rule, content, is_mutual(of, row, naming))


def _of_verb(of: Clause, part: str, naming: Naming) -> _Candidate | None:
    row = matching.of_verb(of, naming) if part == "verb" else matching.of_adjective(of, naming)
    if row is None:
        return None
    inner = {kind for head in clauses(of) for kind in matching.event_types(head, naming)}
    if row.frame == "plan" and not inner & COOPERATION:
        return None
    event_type = row.event_type
    if row.frame == "oath" and inner & CONFLICT:
        event_type = "THREATEN"
    elif modality.is_future(of):
        event_type = "AGREE" if event_type in COOPERATION else event_type
        is_threat = modality.is_condition(of, _IF if event_type in CONFLICT else _UNLESS)
        event_type = "THREATEN" if is_threat else event_type
    if event_type == "AGREE" and modality.is_refused(of):
        event_type = "REJECT"
    found = parties.of_verb(of, row, naming)
    content = list(_content(of, row))
    return _Candidate(of, row, event_type, found, f"{part} {found.rule}", content, is_mutual(of, row, naming))


def _content(of: Clause, row: Trigger) -> Iterator["Token"]:
    """What a verb speaks of: its clauses, its object, and the deeds that prepositions tie to it."""
    yield from clauses(of)
    yield from (kid for name, kid in of.kids if name == "adverbial" and leading(kid) in _WHAT_FOR)
    yield from (kid for name, kid in of.kids if name in ("object", "passive") and matching.of_noun(kid))
    yield from _deeds(of)
    if any(need.kind == "subj" for need in row.needs):
        yield from (kid for name, kid in of.kids if name == "subject")


def _deeds(of: Clause) -> Iterator["Token"]:
    """The deeds that prepositions tie to a word: talks on a withdrawal."""
    led = phrases(of.kids, of.word.i)
    yield from (thing for word, thing in led if word not in CIRCUMSTANCE and matching.of_noun(thing))


def _obligation(word: "Token", naming: Naming) -> _Candidate | None:
    """China said Japan must leave: who says it asks whom it is said of, unless that takes in those who say it."""
    if relation(word) != "auxiliary":
        return None
    verb = word.head
    above = verb.head if relation(verb) == "clause" else related(kids(verb), "aside")
    if above is None or above.lower_ not in triggers().say:
        return None
    asking = doer(clause(above))
    asked = related(kids(verb), "subject", "passive")
    if asking is None or asked is None or asking == asked:
        return None
    found = Found(naming.of(asking), naming.of(asked), "must")
    if targets.countries(found.sources) & targets.countries(found.targets):
        return None
    of = Clause(word, above, ())
    return _Candidate(of, _REQUEST, _REQUEST.event_type, found, "verb must", [verb])


_REQUEST = Trigger("REQUEST", None, "-", ())


def _relations(candidate: _Candidate) -> Iterator[Relation]:
    of, row = candidate.of, candidate.row
    word = of.word
    first = word.doc[word.i - len(row.before)]
    is_refusal = candidate.event_type == "REJECT" and row.event_type != "REJECT"
    negated = modality.is_negated(of) and not is_refusal
    hypothetical = candidate.event_type == row.event_type and modality.is_hypothetical(of)
    for source, target in _pairs(candidate):
        yield Relation(
            trigger=offsets(first, word),
            event_type=candidate.event_type,
            mode=row.mode if candidate.event_type == row.event_type else None,
            source=source,
            target=target,
            is_negated=negated,
            is_hypothetical=hypothetical,
            rule=candidate.rule,
        )


def _pairs(candidate: _Candidate) -> Iterator[tuple[Party, Party]]:
    """Who does it to whom; both ways where it takes two, and among the sources where there is no other."""
    sources, targets = candidate.found.sources, candidate.found.targets
    if not targets and candidate.is_mutual:
        yield from ((source, target) for source, target in permutations(sources, 2) if _key(source) != _key(target))
    for source in sources:
        for target in targets:
            if source.span != target.span:
                yield source, target
                if candidate.row.frame in ("both", "with") and _key(source) != _key(target):
                    yield target, source


def _is_held(candidate: _Candidate, held: Mapping[int, str]) -> bool:
    """Whether a trigger only says what another speaks of: agreed to send, condemned the attack.

    Who arrives for talks has both arrived and talked.
    """
    word = candidate.of.anchor
    if word in candidate.content:
        held = {place: kind for place, kind in held.items() if place != word.i}
    for _ in range(_CLIMBS):
        if word.i in held:
            return not held[word.i] == candidate.event_type == "CONSULT"
        if word.head == word or relation(word) in ("relative", "comment"):
            return False
        word = word.head
    return False


def _key(actor: Party) -> str | None:
    return actor.country or actor.entity_id


@cache
def _forms() -> frozenset[str]:
    found = triggers()
    return frozenset([*found.verbs, *found.adjectives, *found.nouns, *_MUST])
