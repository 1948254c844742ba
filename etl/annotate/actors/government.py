"""Place or government: whether the name of a capital means who governs there, by what it does in its sentence.

"Moscow warned", "talks with Beijing", "Kyiv's allies" are governments; "in Moscow", "flew to Beijing", "Kyiv's streets"
are places. Where a text is parsed the dependencies tell, elsewhere the words around.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from etl import lexicons
from etl.annotate.syntax import preposition, relation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Span = tuple[int, int]

_BEFORE = re.compile(r"(?:([\w'’-]+) )?([\w'’-]+) (?:the )?$")
_AFTER = re.compile(r"(['’]s)? ([\w-]+)")
_SECOND = re.compile(r"\bbetween [\w ]{1,32} and $")
_LONGEST = 48
# Behind the place at the head of an article or paragraph: names, a date, an agency in brackets, and a dash.
_DATELINE = re.compile(r"(?:(?:,? |/)[A-Z0-9(][\w.()/]{0,20}){0,6} ?(?:[-–—]|--)\s")
_HEAD = re.compile(r"(?:^|\n\s*|\s\s|(?:^|\n)[A-Z][A-Z ]{2,30}/)$")
_JOINED = re.compile(r"[-–](\w+)")
_PLACES = frozenset(
    ["in", "at", "near", "outside", "inside", "around", "across", "through", "via", "within"]
)  # fmt: skip


@cache
def cues() -> Mapping[str, frozenset[str]]:
    """Kind → the words of `government_cues.tsv`, as its header says."""
    found: dict[str, set[str]] = {}
    for kind, word in lexicons.rows("etl.annotate.actors", "government_cues.tsv"):
        found.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in found.items()}


def acts(doc: "Doc", text: str, span: Span) -> bool:
    """Whether the name of a place at some offsets stands for its government."""
    if _DATELINE.match(text, span[1]) and _HEAD.search(text, max(0, span[0] - _LONGEST), span[0]):
        return False
    if joined := _JOINED.match(text, span[1]):
        return joined[1] in cues()["joined"]
    if (words := doc.char_span(*span, alignment_mode="expand")) and words[0].has_dep():
        return _by_parse(words.root) or _is_led(text, span)
    return _is_led(text, span) or _by_words(text, span)


def is_where(text: str, span: Span) -> bool:
    """Whether a preposition of place stands before a name: in the Kremlin."""
    before = _BEFORE.search(text, max(0, span[0] - _LONGEST), span[0])
    return bool(before and before[2].lower() in _PLACES)


def _by_parse(word: "Token") -> bool:
    while relation(word) == "conjunct" and word.head is not word:
        word = word.head
    name, head = relation(word), word.head
    if name == "subject":
        is_acting = head.lower_ not in cues()["state"] and all(kid.dep_ != "cop" for kid in head.children)
        return is_acting or any(said.lower_ in cues()["disposed"] for said in (head, *head.children))
    if name in ("passive", "object", "addressee"):
        return head.lower_ in cues()["addressed"]
    if name == "possessor":
        return head.lower_ not in cues()["of_a_city"]
    return name == "agent" or _led(word)


def _led(word: "Token") -> bool:
    """Whether a preposition and what it hangs on lead to a government: sanctions against, talks with, aid to."""
    if word.dep_ == "pobj":
        word = word.head
    return _leads(word.head.lower_, preposition(word))


def _leads(head: str, leading: str) -> bool:
    if leading == "between":
        return head not in cues()["way"]
    return leading in cues()["preposition"] or f"{head} {leading}" in cues()["led"]


def _is_led(text: str, span: Span) -> bool:
    """Whether the two words before a name lead to a government, whatever else a parse says."""
    before = _BEFORE.search(text, max(0, span[0] - _LONGEST), span[0])
    return before is not None and f"{before[1]} {before[2]}".lower() in cues()["led"]


def _by_words(text: str, span: Span) -> bool:
    before = _BEFORE.search(text, max(0, span[0] - _LONGEST), span[0])
    if before:
        leading = before[2].lower()
        if _leads((before[1] or "").lower(), leading) or leading in cues()["addressed"]:
            return True
        if leading in cues()["of_place"]:
            return False
        if leading == "and" and _SECOND.search(text, max(0, span[0] - _LONGEST), span[0]):
            return True
    after = _AFTER.match(text, span[1])
    if after is None:
        return False
    return after[2] not in cues()["of_a_city"] if after[1] else after[2] in cues()["acting"]
