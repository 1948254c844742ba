"""What a verb reports: the clause that it governs or stands in, cut where the writer's own words go on."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from etl.annotate.lexicon import frames
from etl.annotate.syntax import (
    DASHES,
    Kids,
    Span,
    kids,
    opening,
    preposition,
    related,
    relation,
    severed,
    subject_of,
    trimmed,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPENS_A_CLAUSE = frozenset(["that", "whether", "if", "how", "why", "what", "who", "when", "where"])
# A clause that these open says when or why it was said.
_CIRCUMSTANCES = frozenset(
    [
        "because", "although", "though", "while", "with", "which", "after", "before", "as", "since", "until", "unless",
        "noting", "when",
    ]
)  # fmt: skip
_TIMES = frozenset(["after", "before"])
# A day after, two weeks before: so many words.
_HEAD = 3
_MAY_BE_REPORTED = frozenset(["adverbial", "open", "aside"])
_PAUSES = DASHES | {",", "("}
_COMMAS = frozenset([",", "—", "–"])
_STOPS = frozenset([".", ";", ":", "?", "!"])
# Behind a pause the writer adds these: …, which …; …, speaking in Vienna; …, although ….
_ADDED = frozenset(["apposition", "relative", "comment", "participle", "although", "though"])
# Prepositions of a phrase that goes with an object: the rise in prices, a ban as a warning.
_COMPLETES = frozenset(["about", "against", "as", "for", "in", "over", "to"])
_COMPLETES_AS_CLAUSE = _COMPLETES | {"by", "from", "of"}
_SUBJECTS = ("subject", "passive")
# So many words may stand between a verb and "that" (told reporters in Vienna on Monday that), or the comma behind it.
_FAR = 10
# Said that much: a clause has more words.
_FEWEST = 4


def reported(verb: "Token", of_verb: Kids) -> list[Span]:
    """The clause that a verb reports, in two pieces where the verb parts it; none where there is none."""
    if inserted := _around(verb, of_verb):
        return inserted
    governed = _governed(verb, of_verb)
    if governed is not None:
        if governed.left_edge.i <= verb.i <= governed.right_edge.i:
            return _runs(governed, verb)
        return between(_start(governed, of_verb, verb), _last_clause(governed, of_verb), verb)
    if missed := _missed(verb, of_verb):
        return missed
    before = next((kid for name, kid in of_verb if kid.i < verb.i and name in ("clause", "aside")), None)
    governs_more = any(name == "object" and kid.i > verb.i for name, kid in of_verb)
    if before is not None and not governs_more and not _opens_circumstance(before.left_edge):
        return between(_without_source(before), before.right_edge, verb)
    return _beside(verb) if relation(verb) == "aside" and subject_of(of_verb, verb) is not None else []


def stated_before(verb: "Token", of_verb: Kids) -> list[Span]:
    """The words of a sentence before ", X said" and ", said X" where the parse ties them to nothing."""
    subject = subject_of(of_verb, verb)
    if subject is None or any(kid.i > verb.i and name in ("object", "clause", "open") for name, kid in of_verb):
        return []
    first, start = _first(verb, subject), opening(verb.sent)
    is_apart = first - 1 > start and verb.doc[first - 1].text in _PAUSES
    is_said = is_apart and not _opens_circumstance(verb.doc[start])
    return _spans([trimmed(verb.doc, start, first - 1)]) if is_said else []


def between(first: "Token", last: "Token", verb: "Token") -> list[Span]:
    """The words from first to last; none where the verb is among them."""
    if first.i <= verb.i <= last.i:
        return []
    start = opening(first.sent) if first.is_sent_start else first.i
    return _spans([trimmed(verb.doc, start, last.i)])


def end(head: "Token") -> "Token":
    """The last word of what a clause says, without what the writer adds behind it."""
    doc, last = head.doc, head.right_edge.i
    while (cut := _added(head, last)) is not None:
        last = cut
    return doc[last]


def object_end(thing: "Token", of_verb: Kids) -> "Token":
    """The last word of what is said of a thing: her record, and for what; blamed him for the delay; a rise in crime."""
    last = end(thing)
    for name, kid in of_verb:
        if kid.left_edge.i == last.i + 1 and _completes(name, kid):
            last = end(kid)
    return last


def _completes(name: str, kid: "Token") -> bool:
    """Whether a phrase behind a verb's object goes with it, and says not when or where it was said."""
    led = preposition(kid)
    if name == "oblique":
        return led in _COMPLETES
    return name == "open" or (name == "adverbial" and (led in _COMPLETES_AS_CLAUSE or is_infinitive(kid)))


def is_infinitive(verb: "Token") -> bool:
    """Whether a verb is one that "to" leads."""
    return any(kid.lower_ == "to" and kid.i < verb.i for kid in verb.children)


def _around(verb: "Token", of_verb: Kids) -> list[Span]:
    """The words of a sentence on both sides of ", X said," and ", X said on Monday,"."""
    subject = subject_of(of_verb, verb)
    if subject is None or abs(subject.i - verb.i) > _FAR:
        return []
    doc, sentence = verb.doc, verb.sent
    first = _first(verb, subject)
    last = subject.right_edge.i if subject.i > verb.i else verb.i
    stop = next((place for place in range(last + 1, min(last + _FAR, sentence.end)) if _may_stop(doc[place])), None)
    is_apart = first - 1 > sentence.start and doc[first - 1].text in _PAUSES
    if not is_apart or stop is None or doc[stop].text not in _COMMAS or doc[stop + 1].lower_ == "according":
        return []
    if any(kid.i > verb.i and kid.left_edge.i < stop and name in ("clause", "object") for name, kid in of_verb):
        return []
    sides = [trimmed(doc, opening(sentence), first - 1), trimmed(doc, stop + 1, sentence.end - 1)]
    return _spans(sides) if all(sides) else []


def _may_stop(word: "Token") -> bool:
    return word.text in _COMMAS or word.text in _STOPS or word.is_quote or word.lower_ == "that"


def _first(verb: "Token", subject: "Token") -> int:
    """Where a verb with its subject and the small words before them begins."""
    doc, first = verb.doc, min(verb.i, subject.left_edge.i)
    while first > 0 and doc[first - 1].head == verb and relation(doc[first - 1]) in ("auxiliary", "advmod"):
        first -= 1
    return first


def _governed(verb: "Token", of_verb: Kids) -> "Token | None":
    """The head of the clause that hangs on a verb, or that "that" opens soon behind it."""
    for name, kid in of_verb:
        if kid.i > verb.i and (_is_clause(name, kid) or _is_opened(name, kid, verb)):
            return kid
    for word in verb.doc[verb.i + 1 : verb.i + _FAR]:
        if word.is_sent_start or word.text in (";", ":", "“", '"'):
            return None
        if word.lower_ == "that" and relation(word) == "mark" and word.head.left_edge == word:
            return None if _is_of_another(word.head, verb) else word.head
    return None


def _is_of_another(clause: "Token", verb: "Token") -> bool:
    """Whether another verb behind this one reports a clause: was quoted as saying that …."""
    other = clause.head
    is_cue = "clause" in frames(other.lang_).get(other.lower_, ())
    return relation(clause) == "clause" and verb.i < other.i < clause.i and is_cue


def _is_clause(name: str, kid: "Token") -> bool:
    """Whether a word is a clause and no participle of the verb's own: said, answering a question."""
    is_participle = kid.lower_.endswith("ing") and related(kids(kid), *_SUBJECTS, "mark", "auxiliary") is None
    return name == "clause" and not is_participle and not _opens_circumstance(kid.left_edge)


def _is_opened(name: str, kid: "Token", verb: "Token") -> bool:
    first = kid.left_edge
    return name in _MAY_BE_REPORTED and first.lower_ in _OPENS_A_CLAUSE and first.i - verb.i < _FAR


def _opens_circumstance(first: "Token") -> bool:
    """Whether a word begins when or why it was said: while …, a day after …."""
    words = [word.lower_ for word in first.doc[first.i : first.i + _HEAD] if not word.is_punct]
    return bool(words) and (words[0] in _CIRCUMSTANCES or not _TIMES.isdisjoint(words))


def _missed(verb: "Token", of_verb: Kids) -> list[Span]:
    """What follows "said that", or "said" and a verb without a subject, where the parse found no clause in it."""
    doc, last = verb.doc, end(verb)
    if doc[verb.i : verb.i + 2].text.lower().endswith(" that") and last.i - verb.i > _FEWEST:
        return between(doc[verb.i + 1], last, verb)
    thing = next((kid for name, kid in of_verb if name == "object" and kid.left_edge.i == verb.i + 1), None)
    rest = severed(thing) if thing is not None else None
    return between(thing.left_edge, end(rest), verb) if thing is not None and rest is not None else []


def _start(head: "Token", of_verb: Kids, verb: "Token") -> "Token":
    """The first word of a clause, with its subject where the parse takes that for the verb's object."""
    first = _without_source(head)
    thing = next((kid for name, kid in of_verb if name == "object" and kid.right_edge.i + 1 == first.i), None)
    is_bare = related(kids(head), *_SUBJECTS, "mark") is None and first.lower_ not in _OPENS_A_CLAUSE
    if not is_bare:
        return first
    that = (word for word in first.doc[verb.i + 1 : min(verb.i + _FAR, first.i)] if word.lower_ == "that")
    return thing.left_edge if thing is not None else next(that, first)


def _without_source(head: "Token") -> "Token":
    """The first word of a clause, behind the source that may open it: according to Rowe, …."""
    first = head.left_edge
    led = (kid for _, kid in kids(head) if kid.left_edge.i <= first.i + 1 and preposition(kid) == "according")
    source = next(led, None)
    return first.doc[source.right_edge.i + 1] if source is not None and source.i < head.i else first


def _last_clause(head: "Token", of_verb: Kids) -> "Token":
    """The last word of a clause and of those that go on from it: and that …; or the parse has it in two."""
    last = end(head)
    while (joined := _joined(last)) is not None:
        last = joined
    for name, kid in of_verb:
        if name in ("clause", "adverbial") and kid.left_edge.i == last.i + 1:
            last = end(kid)
    return last


def _joined(last: "Token") -> "Token | None":
    """The last word of the clause that "and that" or ", that" joins to what is said before."""
    doc, place = last.doc, last.i + 1
    while place < len(doc) and _is_between(doc[place]):
        place += 1
    if place + 1 < len(doc) and doc[place].lower_ in ("and", "but", "or"):
        place += 1
    if place >= len(doc) or doc[place].is_sent_start or doc[place].lower_ != "that":
        return None
    is_opening = relation(doc[place]) == "mark" and doc[place].head.i > place
    return end(doc[place].head) if is_opening else None


def _is_between(word: "Token") -> bool:
    return word.is_punct and word.text not in _STOPS and not word.is_sent_start


def _runs(head: "Token", verb: "Token") -> list[Span]:
    """What a clause says on either side of the verb that governs it and stands in it."""
    doc = verb.doc
    own = {word.i for kid in verb.children if kid != head for word in kid.subtree} | {verb.i}
    found = []
    for side in (range(head.left_edge.i, verb.i), range(verb.i + 1, head.right_edge.i + 1)):
        words = [place for place in side if place not in own]
        found += [trimmed(doc, words[0], words[-1])] if words else []
    return _spans(found)


def _beside(verb: "Token") -> list[Span]:
    """The clause that a verb stands beside: its words before the verb's, and those after."""
    doc, head = verb.doc, verb.head
    left, right = verb.left_edge.i, verb.right_edge.i
    first = doc[min(head.left_edge.i, left)]
    found = [trimmed(doc, opening(first.sent) if first.is_sent_start else first.i, left - 1)]
    if head.right_edge.i > right and left > 0 and "," in (doc[left - 1].text, doc[left].text):
        found.append(trimmed(doc, right + 1, end(head).i))
    return _spans(found)


def _added(head: "Token", last: int) -> int | None:
    """Where what the writer adds at the end of a clause begins: the place before it."""
    doc = head.doc
    while last > head.i and doc[last].is_punct:
        last -= 1
    word, cut = doc[last], None
    while word != head and word.head != word:
        left = word.left_edge.i
        if head.i < left <= last and word.i > head.i and is_added(word):
            cut = left - 1
        word = word.head
    return cut


def is_added(word: "Token") -> bool:
    """Whether a word behind what is said is the writer's: he said that it rained, citing …; and added that …."""
    name, first = relation(word), word.left_edge
    if name == "conjunct":
        is_cue = "words" in frames(word.lang_).get(word.lower_, ())
        return is_cue and any(kid.i < word.i and of_kid == "conjunction" for of_kid, kid in kids(word))
    if preposition(word) == "according":
        return True
    is_apart = first.text in _PAUSES or (first.i > 0 and word.doc[first.i - 1].text in _PAUSES)
    return is_apart and (_manner(word) if name == "adverbial" else name) in _ADDED


def _manner(word: "Token") -> str:
    """The word that opens an adverbial clause, or that it is a participle."""
    opening = related(kids(word), "mark", "case")
    return str(opening.lower_) if opening is not None else "participle" if word.lower_.endswith("ing") else ""


def _spans(found: Iterable[Span | None]) -> list[Span]:
    return [span for span in found if span]
