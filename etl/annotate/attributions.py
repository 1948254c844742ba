"""Attribution by the parse: in a sentence the cue, who speaks, and the clause or phrase that is said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from etl.annotate import according, deeds
from etl.annotate.clauses import between, end, is_added, is_infinitive, object_end, reported, stated_before
from etl.annotate.events import grammar, modality
from etl.annotate.lexicon import frames
from etl.annotate.syntax import (
    LONGEST_SENTENCE,
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
_BEHIND_A_NOUN = frozenset(["complement", "oblique", "modifier", "adverbial", "open"])
_OWNED_BY = frozenset(["by", "from", "of"])
# A verb without a subject shares that of the verb it hangs on as one of these.
_SHARES_SUBJECT = frozenset(["conjunct", "open", "adverbial", "oblique"])
_RAISES = frozenset(["clause", "infinitive:object", "predicate"])
# To be called so by nobody is a name.
_NAMES = frozenset(["branded", "called", "dubbed", "labeled", "labelled", "named", "tagged", "termed"])
_WITHOUT_SPEAKER = frozenset(["clause", "raised"])
_UNDER_A_VERB = frozenset(["object", "oblique", "addressee"])
_CLIMBS = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """Offsets of a cue, of who speaks, and of what is said, in two pieces where the cue parts it.

    `frame` is how the cue reports: `clause`, `infinitive`, `predicate`, `object`, `noun` or `according`. A passive
    ("it was announced that") has no speaker, and what only quotation marks hold is no content. It `is_silence` where
    the sentence says that it was not said, or declined.
    """

    cue: Span
    speaker: Span | None
    content: tuple[Span, ...]
    frame: str
    is_silence: bool = False


def find(doc: "Doc", language: str) -> Iterator[Attribution]:
    """Every attribution of a parsed text, by the place of its cue."""
    lexicon = frames(language)
    for word in (word for sentence in doc.sents if len(sentence) <= LONGEST_SENTENCE for word in sentence):
        allowed = lexicon.get(word.lower_)
        found = _of_word(word, allowed) if allowed else _according(word) if word.lower_ == "according" else None
        if found:
            yield replace(found, is_silence=_is_silence(word, lexicon))


def _is_silence(word: "Token", lexicon: Mapping[str, frozenset[str]]) -> bool:
    """Whether nothing is said: he did not say that …, she declined to comment on …."""

    def has(mark: str, verb: "Token") -> bool:
        return mark in lexicon.get(verb.lower_, ())

    if has("refusal", word):
        return any(name == "open" and has("speech", kid) for name, kid in kids(word))
    is_refused = relation(word) == "open" and has("refusal", word.head)
    return has("speech", word) and (is_refused or modality.is_negated(grammar.clause(word)))


def _according(word: "Token") -> Attribution | None:
    found = according.to_whom(word)
    return Attribution(found.cue, found.speaker, found.content, "according") if found else None


def _of_word(word: "Token", allowed: frozenset[str]) -> Attribution | None:
    of_word = kids(word)
    if is_noun(of_word, word) or (relation(word) == "object" and _attributes(allowed)):
        return _of_noun(word, of_word, allowed) if _attributes(allowed) else None
    if relation(word) == "auxiliary":
        return None
    allowed = deeds.as_speech(word, of_word, allowed)
    frame, content = _content(word, of_word, allowed)
    speaker = _speaker(word, of_word) if content or "words" in allowed else None
    if speaker is None and frame == "clause":
        # The parse may take "the poll shows that" for a noun.
        speaker = related([(name, kid) for name, kid in of_word if kid.i < word.i], "compound")
    if speaker is None and not (content and _is_nobodys(word, of_word, frame)):
        return None
    return _attribution(offsets(word, word), speaker, content, frame)


def _is_nobodys(verb: "Token", of_verb: Kids, frame: str) -> bool:
    """Whether a verb leaves out who speaks: it was announced that …, he is expected to …; asked whether …, she …."""
    is_passive = related(of_verb, "passive") is not None
    return (is_passive and frame in _WITHOUT_SPEAKER) or (frame == "clause" and relation(verb) == "adverbial")


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
    if raised := _raised(verb, of_verb, after, allowed):
        return "raised", raised
    if infinitive := _infinitive(verb, after, allowed):
        return "infinitive", infinitive
    if "predicate" in allowed and (predicate := _predicate(verb, of_verb)):
        return "predicate", predicate
    if thing := _object(verb, after, allowed):
        return "object", thing
    return "clause", stated_before(verb, of_verb) if {"clause", "words"} <= allowed else []


def _raised(verb: "Token", of_verb: Kids, after: Kids, allowed: frozenset[str]) -> list[Span]:
    """Of whom a passive says something, and what: he is expected to go, the deal was called a gift, the deal by her."""
    thing = related(of_verb, "passive")
    if thing is None and relation(verb) == "modifier" and not verb.lower_.endswith("ing"):
        thing = verb.head
    if thing is None or thing.i > verb.i:
        return []
    said = next((kid for name, kid in after if _is_said_of(name, kid, allowed)), None)
    is_heard = related(of_verb, "agent") is not None
    if said is not None and (is_heard or verb.lower_ not in _NAMES):
        return [phrase(thing), *between(said.left_edge, end(said), verb)]
    is_whole = "object" in allowed and is_heard and not any(preposition(kid) == "as" for _, kid in after)
    return [phrase(thing)] if is_whole else []


def _is_said_of(name: str, kid: "Token", allowed: frozenset[str]) -> bool:
    if name == "open" and is_infinitive(kid):
        return not allowed.isdisjoint(_RAISES)
    return "predicate" in allowed and _predicates(name, kid)


def _infinitive(verb: "Token", after: Kids, allowed: frozenset[str]) -> list[Span]:
    """To go, or him to go: an open clause with its object, or a clause of its own in spaCy's labels."""
    thing, opened = related(after, "object", "addressee"), related(after, "open")
    if opened is None and (led := _led_infinitive(verb, after, allowed)):
        return led
    if opened is None:
        opened = related(after, "clause") if "infinitive:object" in allowed else None
        return between(opened.left_edge, end(opened), verb) if opened is not None else []
    if not is_infinitive(opened):
        return []
    if thing is None and "infinitive" in allowed:
        return between(opened.left_edge, end(opened), verb)
    if thing is not None and "infinitive:object" in allowed:
        return between(thing.left_edge, end(opened), verb)
    return []


def _led_infinitive(verb: "Token", after: Kids, allowed: frozenset[str]) -> list[Span]:
    """Called on him to go: the one addressed and what he is to do, without the preposition."""
    led = next((kid for name, kid in after if name == "oblique" and kid.left_edge.i == verb.i + 1), None)
    opened = next((kid for name, kid in after if name in ("adverbial", "conjunct") and is_infinitive(kid)), None)
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
        led = _led_by(kid, verb) if name in ("oblique", "adverbial") else 0
        words = " ".join(word.lower_ for word in verb.doc[verb.i + 1 : verb.i + 1 + led])
        if led and f"object:{words}" in allowed and verb.i + 1 + led < len(verb.doc):
            return between(verb.doc[verb.i + 1 + led], end(kid), verb)
    things = [kid for name, kid in after if name in ("object", "addressee") or (name == "open" and _is_gerund(kid))]
    if "object" not in allowed or not things or _says_it(things[-1]):
        return []
    return between(things[-1].left_edge, object_end(things[-1], after), verb)


def _led_by(phrase: "Token", verb: "Token") -> int:
    """How many words right behind a verb lead a phrase: called for, hit out at."""
    led = preposition(phrase)
    behind = [word.lower_ for word in verb.doc[verb.i + 1 : min(verb.i + 2, phrase.i) + 1]]
    return behind.index(led) + 1 if led in behind else 0


def _is_gerund(verb: "Token") -> bool:
    return bool(verb.lower_.endswith("ing"))


def _of_noun(noun: "Token", of_noun: Kids, allowed: frozenset[str]) -> Attribution | None:
    """His claim that …, the warning by the ministry that …, they repeated the claim that …, its plan to …."""
    after = [(name, kid) for name, kid in of_noun if kid.i > noun.i]
    said = next((span for name, kid in after if (span := _of_kid(name, kid, allowed))), None)
    if said is None:
        return None
    owner = related(of_noun, "possessor")
    if owner is None:
        led = (kid for _, kid in after if kid.idx < said[0] and preposition(kid) in _OWNED_BY)
        owner = next((noun_under(kid) for kid in led), None)
    if owner is None and relation(noun) == "object":
        owner = _speaker(noun.head, kids(noun.head))
    return _attribution(offsets(noun, noun), owner, [said], "noun") if owner is not None else None


def _of_kid(name: str, kid: "Token", allowed: frozenset[str]) -> Span | None:
    """What one of the phrases behind a noun says: that …; to …; about …, without the preposition."""
    doc, first, led = kid.doc, kid.left_edge.i, preposition(kid)
    if name in _BEHIND_A_NOUN and is_infinitive(kid):
        return trimmed(doc, first, end(kid).i) if "noun:to" in allowed else None
    if "noun" in allowed and _is_statement(name, kid):
        return trimmed(doc, first, end(kid).i)
    is_led = name in _BEHIND_A_NOUN and led and f"noun:{led}" in allowed
    return trimmed(doc, first + 1, end(kid).i) if is_led else None


def _attributes(allowed: Iterable[str]) -> bool:
    """Whether a noun attributes in any frame."""
    return any(frame.startswith("noun") for frame in allowed)


def _says_it(noun: "Token") -> bool:
    """Whether a verb's object attributes by itself: expressed concern about."""
    allowed = frames(noun.lang_).get(noun.lower_, frozenset())
    return _attributes(allowed) and _of_noun(noun, kids(noun), allowed) is not None


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
