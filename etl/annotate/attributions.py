"""Attribution by the parse: in a sentence the cue, who speaks, and the clause or phrase that is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.annotate.clauses import between, end, is_added, object_end, reported, stated_before
from etl.annotate.lexicon import frames
from etl.annotate.syntax import (
    Kids,
    Span,
    is_noun,
    kids,
    noun_under,
    offsets,
    phrase,
    preposition,
    related,
    relation,
    subject_of,
    trimmed,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENS_A_STATEMENT = frozenset(["that", "whether", "how", "why"])
_RELATIVE_PRONOUNS = frozenset(["who", "which", "that", "whom"])
_ASKS_FOR_OBJECT = frozenset(["what", "whom", "which", "that"])
_NAMES_AS = frozenset(["as", "of", "for"])
_OWNED_BY = frozenset(["by", "from", "of"])
# A verb without a subject shares that of the verb it hangs on as one of these.
_SHARES_SUBJECT = frozenset(["conjunct", "open", "adverbial", "oblique"])
_UNDER_A_VERB = frozenset(["object", "oblique", "addressee"])
_CLIMBS = 4
# No sentence of prose is longer, counted in words; in one that is, looking at each cue would take quadratic time.
_LONGEST_SENTENCE = 500
# No name behind "according to" is longer, counted in words.
_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Attribution:
    """Offsets of a cue, of who speaks, and of what is said, in two pieces where the cue parts it.

    `frame` is how the cue reports: `clause`, `infinitive`, `predicate`, `object`, `noun` or `according`. A passive
    ("it was announced that") has no speaker, and what only quotation marks hold is no content.
    """

    cue: Span
    speaker: Span | None
    content: tuple[Span, ...]
    frame: str


def find(doc: "Doc", language: str) -> Iterator[Attribution]:
    """Every attribution of a parsed text, by the place of its cue."""
    lexicon = frames(language)
    for word in (word for sentence in doc.sents if len(sentence) <= _LONGEST_SENTENCE for word in sentence):
        allowed = lexicon.get(word.lower_)
        found = _of_word(word, allowed) if allowed else _according(word) if word.lower_ == "according" else None
        if found:
            yield found


def _of_word(word: "Token", allowed: frozenset[str]) -> Attribution | None:
    of_word = kids(word)
    if is_noun(of_word, word):
        return _of_noun(word, of_word) if "noun" in allowed else None
    if relation(word) == "auxiliary":
        return None
    frame, content = _content(word, of_word, allowed)
    speaker = _speaker(word, of_word) if content or "words" in allowed else None
    if speaker is None and frame == "clause":
        # The parse may take "the poll shows that" for a noun.
        speaker = related([(name, kid) for name, kid in of_word if kid.i < word.i], "compound")
    is_unsaid = bool(content) and frame == "clause" and related(of_word, "passive") is not None
    return _attribution(offsets(word, word), speaker, content, frame) if speaker is not None or is_unsaid else None


def _attribution(cue: Span, speaker: "Token | None", content: list[Span], frame: str) -> Attribution | None:
    """The attribution, unless its speaker lies in what is said, or is a mark."""
    if speaker is not None and (speaker.is_punct or speaker.is_space):
        return None
    span = phrase(speaker) if speaker is not None else None
    is_inside = span is not None and any(start < span[1] and span[0] < last for start, last in content)
    return Attribution(cue, span, () if is_inside else tuple(content), frame)


def _content(verb: "Token", of_verb: Kids, allowed: frozenset[str]) -> tuple[str, list[Span]]:
    """The frame in which a verb reports, and what it reports in it."""
    if "clause" in allowed and (clause := reported(verb, of_verb)):
        return "clause", clause
    after = [(name, kid) for name, kid in of_verb if kid.i > verb.i]
    if infinitive := _infinitive(verb, after, allowed):
        return "infinitive", infinitive
    if "predicate" in allowed and (predicate := _predicate(verb, of_verb)):
        return "predicate", predicate
    if thing := _object(verb, after, allowed):
        return "object", thing
    return "clause", stated_before(verb, of_verb) if {"clause", "words"} <= allowed else []


def _infinitive(verb: "Token", after: Kids, allowed: frozenset[str]) -> list[Span]:
    """To go, or him to go: an open clause with its object, or a clause of its own in spaCy's labels."""
    thing, opened = related(after, "object", "addressee"), related(after, "open")
    if opened is None and (led := _led_infinitive(verb, after, allowed)):
        return led
    if opened is None:
        opened = related(after, "clause") if "infinitive:object" in allowed else None
        return between(opened.left_edge, end(opened), verb) if opened is not None else []
    if not _is_infinitive(opened):
        return []
    if thing is None and "infinitive" in allowed:
        return between(opened.left_edge, end(opened), verb)
    if thing is not None and "infinitive:object" in allowed:
        return between(thing.left_edge, end(opened), verb)
    return []


def _is_infinitive(verb: "Token") -> bool:
    return any(kid.lower_ == "to" and kid.i < verb.i for kid in verb.children)


def _led_infinitive(verb: "Token", after: Kids, allowed: frozenset[str]) -> list[Span]:
    """Called on him to go: the one addressed and what he is to do, without the preposition."""
    led = next((kid for name, kid in after if name == "oblique" and kid.left_edge.i == verb.i + 1), None)
    opened = next((kid for name, kid in after if name in ("adverbial", "conjunct") and _is_infinitive(kid)), None)
    if led is None or opened is None or f"infinitive:{preposition(led)}" not in allowed:
        return []
    return between(verb.doc[verb.i + 2], end(opened), verb)


def _predicate(verb: "Token", of_verb: Kids) -> list[Span]:
    """Him a liar, the deal as a gift; a liar alone in "whom they call a liar"."""
    thing = next((kid for name, kid in of_verb if kid.i > verb.i and name in ("object", "addressee")), None)
    said = [kid for name, kid in of_verb if kid.i > (verb if thing is None else thing).i and _predicates(name, kid)]
    if not said:
        return []
    if thing is not None:
        return between(thing.left_edge, end(said[-1]), verb)
    is_asked = any(kid.i < verb.i and kid.lower_ in _ASKS_FOR_OBJECT for _, kid in of_verb)
    return between(said[0].left_edge, end(said[-1]), verb) if is_asked else []


def _predicates(name: str, kid: "Token") -> bool:
    is_led = name in ("oblique", "adverbial") and preposition(kid) in _NAMES_AS
    return is_led or name in ("open", "clause", "object")


def _object(verb: "Token", after: Kids, allowed: frozenset[str]) -> list[Span]:
    """The deal, or in "called for a deal" what follows the preposition."""
    for name, kid in after:
        is_next = name in ("oblique", "adverbial") and kid.left_edge.i == verb.i + 1
        if is_next and f"object:{preposition(kid)}" in allowed and verb.i + 2 < len(verb.doc):
            return between(verb.doc[verb.i + 2], end(kid), verb)
    things = [kid for name, kid in after if name in ("object", "addressee")]
    return between(things[-1].left_edge, object_end(things[-1], after), verb) if "object" in allowed and things else []


def _of_noun(noun: "Token", of_noun: Kids) -> Attribution | None:
    """His claim that …, the warning by the ministry that …, they repeated the claim that …."""
    said = next((kid for name, kid in of_noun if kid.i > noun.i and _is_statement(name, kid)), None)
    if said is None:
        return None
    owner = related(of_noun, "possessor")
    if owner is None:
        led = (kid for _, kid in of_noun if noun.i < kid.i < said.i and preposition(kid) in _OWNED_BY)
        owner = next((noun_under(kid) for kid in led), None)
    if owner is None and relation(noun) == "object":
        owner = _speaker(noun.head, kids(noun.head))
    span = trimmed(noun.doc, said.left_edge.i, end(said).i)
    return _attribution(offsets(noun, noun), owner, [span], "noun") if owner is not None and span else None


def _is_statement(name: str, kid: "Token") -> bool:
    first, is_full = kid.left_edge, related(kids(kid), "subject", "passive") is not None
    is_clause = name in ("modifier", "clause") or (name == "relative" and relation(first) == "mark")
    return is_clause and first.lower_ in _OPENS_A_STATEMENT and is_full


def _speaker(verb: "Token", of_verb: Kids) -> "Token | None":
    """The head of the phrase that speaks: the verb's subject, or whose it shares."""
    word, of_word = verb, of_verb
    # A bare participle behind a passive is its agent's: announced by X, saying …; but quoted by Y as saying ….
    is_agents = verb.dep_ == "advcl" and related(of_verb, "mark", "case") is None
    for _ in range(_CLIMBS):
        agent, passive = related(of_word, "agent"), related(of_word, "passive")
        subject = subject_of(of_word, word)
        if agent is not None and (word == verb or is_agents):
            return noun_under(agent)
        if subject is not None:
            return _antecedent(subject, word)
        if passive is not None:
            return passive if word != verb else None
        name, is_apart = relation(word), _is_apart(word)
        if name == "modifier" and not is_apart:
            return word.head
        is_object = name == "modifier" and relation(word.head) in _UNDER_A_VERB
        if (name not in _SHARES_SUBJECT and not is_object) or _is_asked(word, of_word):
            return None
        heard = next((kid for of_kid, kid in kids(word.head) if of_kid == "object" and kid.i < word.i), None)
        if name == "open" and heard is not None and not is_apart:
            return heard
        goes_over = is_object or (is_added(word) and relation(word.head) == "clause")
        word = word.head.head if goes_over else word.head
        of_word = kids(word)
    return None


def _is_apart(participle: "Token") -> bool:
    """Whether a comma sets a participle off: she praised the mayor, saying that …."""
    first = participle.left_edge
    before = first.doc[first.i - 1].text if first.i else ""
    return participle.lower_.endswith("ing") and "," in (first.text, before)


def _is_asked(participle: "Token", of_participle: Kids) -> bool:
    """Whether the subject behind a participle is not who speaks: asked about the deal, she said …."""
    is_active = participle.lower_.endswith("ing") or related(of_participle, "auxiliary", "mark") is not None
    return relation(participle) == "adverbial" and participle.i < participle.head.i and not is_active


def _antecedent(subject: "Token", verb: "Token") -> "Token":
    """Whom a relative pronoun stands for."""
    is_relative = subject.lower_ in _RELATIVE_PRONOUNS and relation(verb) in ("relative", "modifier")
    return verb.head if is_relative else subject


def _according(word: "Token") -> Attribution | None:
    """What stands before "according to X", or behind it where it opens the sentence."""
    doc = word.doc
    first = next((part for part in doc[word.i + 2 : word.sent.end] if any(map(str.isalnum, part.text))), None)
    if first is None or doc[word.i + 1].lower_ != "to":
        return None
    name, sentence = _named_behind(first), word.sent
    if any(doc[place].is_alpha for place in range(sentence.start, word.i)):
        breaks = (place + 1 for place in range(word.i - 1, sentence.start, -1) if doc[place].text in (";", ":"))
        content = trimmed(doc, next(breaks, sentence.start), word.i - 1)
    else:
        content = trimmed(doc, name.right_edge.i + 1, sentence.end - 1)
    speaker = first.idx, max(phrase(name)[1], offsets(first, first)[1])
    return Attribution(offsets(word, doc[word.i + 1]), speaker, (content,), "according") if content else None


def _named_behind(first: "Token") -> "Token":
    """The head of the phrase that a word opens."""
    word = first
    while (
        word.head.i > word.i
        and word.head.i - first.i < _LONGEST_NAME
        and relation(word) not in ("oblique", "adverbial", "root")
    ):
        word = word.head
    return word
