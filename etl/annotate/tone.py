"""Tone: how kind or harsh the words of a sentence are, and those that it says of one whom it names.

Words, weights and the rules for negation and degree are VADER's (Hutto & Gilbert, "VADER: A Parsimonious Rule-based
Model for Sentiment Analysis of Social Media Text", ICWSM 2014). Its emoticons are left out, for "(8" opens a number in
the news, and so are names: the United Nations are not called united. Tone lies between -1, harsh, and 1, kind.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from etl.annotate.agreement import Span as Named
from etl.annotate.lexicon import frames
from etl.annotate.syntax import Span, kids, preposition, related, relation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from vader import SentimentIntensityAnalyzer

LANGUAGE = "en"
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# They have a weight for a sense that is rare in the news: countries like this, interest rates, the security council.
_WEIGHTLESS = frozenset(
    [
        "like", "no", "well", "certain", "share", "shares", "interest", "interests", "energy", "security", "defense",
        "defence", "intelligence", "party", "play", "plays", "played",
    ]
)  # fmt: skip
# Stands for the letters of a name, and is no word of the lexicon.
_NAMELESS = "0"
_OF_A_NOUN = frozenset(["attribute", "compound", "apposition", "determiner"])
_OF_A_VERB = frozenset(["advmod", "neg", "auxiliary", "open", "acomp", "attr"])
_OF_A_PREDICATE = _OF_A_VERB | _OF_A_NOUN | {"object"}
_PART_OF = frozenset(["attribute", "possessor"])
# Whose deed a verb is, and where it says to what: "crimes committed by soldiers".
_ACTS = {"subject": frozenset[str](), "agent": frozenset(["passive"])}
_JUDGED = frozenset(["object", "addressee", "passive", "open"])
# "Praise for China" is about China; what happens in it, to it or with it is not.
_ABOUT = frozenset(["against", "by", "for", "from", "of", "toward", "towards"])
# "Praised for its help", "condemned as a tyrant".
_REASON = frozenset(["as", "for"])
# Further down no list of names is followed.
_LONGEST_LIST = 4
# No sentence of prose is longer, counted in words; in one that is, looking at each name would take quadratic time.
_LONGEST_SENTENCE = 200


class Tone:
    """The tone of one English text, in which `named` are names."""

    def __init__(self, doc: "Doc", named: Sequence[Named]) -> None:
        self._doc = doc
        self._text = _without_names(doc.text, named)
        self._is_parsed = doc.has_annotation("DEP")
        # A span looks for its sentence word by word.
        self._sentences = [(sentence.start, sentence.end) for sentence in doc.sents] if self._is_parsed else []

    def of_sentence(self, span: Span) -> float:
        """The tone of a sentence; 0 where no word of it is in the lexicon."""
        return _score(_WORD.findall(self._text, *span)) or 0.0

    def towards(self, name: Named) -> float | None:
        """The tone of what the clause says of a name; null where that is no word of the lexicon, or without a parse.

        What it says of a name are the attributes of the name and of the noun it belongs to, the predicate that has
        either for its subject, and a verb of judging that has either for its object. Who judges is not judged.
        """
        span = self._doc.char_span(name.start, name.end, alignment_mode="expand") if self._is_parsed else None
        if span is None or self._length_of_sentence(span.start) > _LONGEST_SENTENCE:
            return None
        said = {word.i: word for word in self._said_of(span.root)}
        return _score([self._word(said[place]) for place in sorted(said)])

    def _length_of_sentence(self, word: int) -> int:
        start, end = self._sentences[bisect_right(self._sentences, (word, len(self._doc))) - 1]
        return end - start

    def _said_of(self, name: "Token") -> "Iterator[Token]":
        yield from _walk(name, _OF_A_NOUN)
        noun = _head_of_list(name)
        if relation(noun) in _PART_OF:
            noun = _head_of_list(noun.head)
            if self._is_name(noun):
                return
            yield from _walk(noun, _OF_A_NOUN)
        yield from _governing(noun, relation(noun))

    def _word(self, word: "Token") -> str:
        return self._text[word.idx : word.idx + len(word)]

    def _is_name(self, word: "Token") -> bool:
        return self._text[word.idx] == _NAMELESS != word.text[0]


def _governing(noun: "Token", role: str) -> "Iterator[Token]":
    """What the verb or noun that governs a noun says of it."""
    head = noun.head
    stated = frames(LANGUAGE).get(head.lower_, frozenset()) - {"noun"}
    if role in _ACTS and not stated:
        yield from _walk(head, _OF_A_PREDICATE | _ACTS[role])
    elif role in _JUDGED and not stated.isdisjoint(("object", "predicate")):
        yield from _walk(head, _OF_A_VERB)
        for name, kid in kids(head):
            if name == "oblique" and preposition(kid) in _REASON:
                yield from _walk(kid, _OF_A_PREDICATE)
    elif role == "complement" and preposition(noun) in _ABOUT and relation(head) != "apposition":
        yield from _walk(head, _OF_A_NOUN)


def _walk(word: "Token", relations: frozenset[str]) -> "Iterator[Token]":
    """A word and what hangs on it in such relations, and on that as in a predicate; listed names stay apart."""
    waiting = [word]
    while waiting:
        said = waiting.pop()
        yield said
        wanted = relations if said is word else _OF_A_PREDICATE
        for name, kid in kids(said):
            is_listed = name == "conjunct" and wanted >= _OF_A_PREDICATE
            if name in wanted or (is_listed and related(kids(kid), "subject", "passive") is None):
                waiting.append(kid)


def _head_of_list(noun: "Token") -> "Token":
    """The noun whose place in the sentence a listed one shares."""
    for _ in range(_LONGEST_LIST):
        if relation(noun) != "conjunct":
            break
        noun = noun.head
    return noun


def _without_names(text: str, named: Sequence[Named]) -> str:
    """The text, as long as it was, with each name a word that says nothing."""
    pieces, end = [], 0
    for span in named:
        start = max(span.start, end)
        pieces += [text[end:start], _NAMELESS * (span.end - start)]
        end = max(end, span.end)
    return "".join([*pieces, text[end:]])


def _score(words: Sequence[str]) -> float | None:
    """VADER's compound score, or nothing where no word is in the lexicon."""
    analyzer = _analyzer()
    if analyzer.lexicon.keys().isdisjoint(word.lower() for word in words):
        return None
    return analyzer.polarity_scores(" ".join(words))["compound"]


@cache
def _analyzer() -> "SentimentIntensityAnalyzer":
    """VADER with its words alone, and without the phrases, for which it would join the words of every sentence."""
    from vader import SentimentIntensityAnalyzer

    lexicon = SentimentIntensityAnalyzer().lexicon
    words = {word: lexicon[word] for word in lexicon if _WORD.fullmatch(word) and word not in _WEIGHTLESS}
    return SentimentIntensityAnalyzer(words, emoji={}, multiword={}, idioms={})
