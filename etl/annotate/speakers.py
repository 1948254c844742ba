"""Attribution: the reporting verb beside a quotation and the noun phrase that speaks it.

Rules over the surface of the text, per language, until a parser is there to ask.
"""

import re
from dataclasses import dataclass
from functools import cache

from etl.annotate.lexicon import frames

_UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
_PARTICLES = "al|bin|da|dal|de|del|della|der|di|dos|du|el|ibn|la|le|van|von|y|zu"
# Determiners that begin a description, and pronouns that speak; of languages not listed names alone are found.
_DETERMINERS = {
    "en": "the|a|an|one|another|his|her|its|their|our|my|some|many|several|two|three|both",
    "de": "der|die|das|ein|eine|sein|ihr|seine|ihre",
    "fr": "le|la|les|un|une|son|sa",
    "es": "el|la|los|las|un|una|su",
    "it": "il|lo|la|i|gli|le|un|una",
    "pt": "o|a|os|as|um|uma",
}
_PRONOUNS = {
    "en": "he|she|they|it|we|i",
    "de": "er|sie|wir|ich",
    "fr": "il|elle|ils|elles",
    "es": "él|ella|ellos|ellas",
    "ru": "он|она|они",
}
_AUXILIARIES = r"(?:(?:has|had|have|was|were|is|also|later|then|would|who|hat|haben|a|ont|ha|han|\w+ly)\s)"
# What opens a sentence in capitals and belongs to no name.
_OPENERS = (
    "The|A|An|But|And|In|On|At|As|For|If|When|While|After|Before|Since|Yet|So|By|From|With|He|She|It|They|We|I|His|Her|"
    "Its|Their|This|That|These|Those|There|What|Not|No|Also|Meanwhile|However|Still|Later|Then|Asked|Speaking|Referring|"
    "According|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Last|Earlier|Now|Instead|Even|Der|Die|Das|Ein|Eine|Und|Aber|Im|Le|La|Les|El|Los"
)
# No name is longer, and a bound keeps the search linear.
_TITLE = r"(?:Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|St)\."
_TOKEN = rf"(?:{_TITLE}|[{_UPPER}](?:[\w-]|['’](?!s\b)|(?<=\b[{_UPPER}])\.(?=\s?[{_UPPER}])){{0,40}}+)"
_NAME = rf"(?!(?:{_OPENERS})\b){_TOKEN}(?:\s(?:(?:{_PARTICLES})\s){{0,2}}{_TOKEN}){{0,5}}"
_ASIDE = r"(?:,\s[^“”\"«»„,\n]{1,100}(?:,[^“”\"«»„,\n]{1,60})?,|\s\([^()\n]{1,60}\))?"
_DESCRIPTION_END = (
    r"(?=[,.;:!?“”\"«»„\n]|\s(?:who|whose|of|at|in|from|for|with|on|that|which|after|when|as|and|to|during|this|last"
    r"|der|die|das|aus|von|bei|qui|de|du|à|que|en)\b|$)"
)
_SENTENCE_END = re.compile(r"[.!?…][”\"’»)]*+\s")

# Interviews and headlines name who speaks before a colon, collections of voices behind a dash: WALLACE: …; … — Wei Lin
_LINKS = "read|see|watch|listen|related|more|also|photos?|video|update|analysis|opinion|exclusive|breaking"
_ANNOUNCED = re.compile(rf"\W*(?!(?i:{_LINKS})\b)(?P<speaker>{_NAME}){_ASIDE}\s?(?P<cue>[:：])\s*")
_SIGNED = re.compile(rf"\s?(?P<cue>[―—–-])\s?(?P<speaker>{_NAME})(?=\s*(?:[.,/\n]|$))")
# What stands between a place or a body and the name of its man: Concord resident Whit Symms.
_OFFICE = (
    r"(?:\s(?!(?:in|of|at|from|on|for|to|as|and|or|who|after|during|while|when|with|by|that)\s)[a-z][\w-]{1,24}){1,4}"
)

# An attribution stands this near: longer gaps are other sentences.
_REACH = 300
_MAX_WORDS_BETWEEN = 12


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and the speaker beside it, as offsets."""

    cue: tuple[int, int]
    speaker: tuple[int, int]


def after(text: str, place: int, language: str) -> Attribution | None:
    """The attribution that follows a quotation closed before `place`: “…,” said Wei Lin; “…,” the ministry said."""
    window = text[place : place + _REACH].partition("\n")[0]
    matches = (pattern.match(window) for pattern in (*_patterns(language).following, _SIGNED))
    return next((_placed(match, place) for match in matches if match), None)


def before(text: str, start: int, place: int, language: str) -> Attribution | None:
    """The attribution that leads to a quotation opened at `place`, in its sentence and not before `start`."""
    start = max(start, place - _REACH)
    window = text[start:place]
    if named := _ANNOUNCED.fullmatch(window):
        return _placed(named, start)
    match = next(reversed(list(_patterns(language).leading.finditer(window))), None)
    if not match:
        return None
    between = window[match.end() :]
    is_far = _SENTENCE_END.search(between) or len(between.split()) > _MAX_WORDS_BETWEEN
    return None if is_far else _placed(match, start)


def _placed(match: re.Match[str], offset: int) -> Attribution:
    cue, speaker = match.span("cue"), match.span("speaker")
    return Attribution((cue[0] + offset, cue[1] + offset), (speaker[0] + offset, speaker[1] + offset))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Attributions that follow a quotation, each to be matched where it closes, and those that lead to one."""

    following: tuple[re.Pattern[str], ...]
    leading: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    verbs = "|".join(sorted(_verbs(language), key=len, reverse=True)) or "(?!)"
    pronoun = rf"(?i:{_PRONOUNS.get(language, '(?!)')})\b"
    description = rf"(?i:{_DETERMINERS.get(language, '(?!)')})(?:\s[\w'’-]+){{1,6}}?"
    behind_verb = rf"(?P<speaker>{pronoun}|{_NAME}(?:(?:['’]s)?{_OFFICE}\s{_NAME})?|{description}{_DESCRIPTION_END})"
    link = r"[\s,]{0,3}(?:[—–-]\s?)?"
    inverted = rf"{_AUXILIARIES}{{0,2}}(?P<cue>{verbs})\s(?:[^\W\d_{_UPPER}][\w-]*\s){{0,4}}?{behind_verb}"
    straight = rf"(?P<speaker>{pronoun}|{_NAME}|{description}){_ASIDE}\s{_AUXILIARIES}{{0,3}}(?P<cue>{verbs})\b"
    according = rf"(?P<cue>according\sto)\s{behind_verb}"
    return _Patterns(
        following=tuple(re.compile(link + pattern) for pattern in (inverted, straight, according)),
        leading=re.compile(rf"\b{straight}"),
    )


@cache
def _verbs(language: str) -> frozenset[str]:
    return frozenset(re.escape(form) for form, allowed in frames(language).items() if "words" in allowed)
