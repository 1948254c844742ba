"""Attribution: the reporting verb beside a quotation and the noun phrase that speaks it.

Rules over the surface of the text, per language, until a parser is there to ask.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

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
_TITLES = frozenset(
    [
        "President", "Vice", "Prime", "Premier", "Minister", "Chancellor", "Foreign", "Defence", "Defense",
        "Finance", "Interior", "Secretary", "General", "Ambassador", "Senator", "Governor", "Mayor", "Professor",
        "Chairman", "Chairwoman", "Spokesman", "Spokeswoman", "King", "Queen", "Prince", "Princess", "Pope",
        "Judge", "Justice", "Captain", "Colonel", "Major", "Sergeant", "Officer", "Sheriff", "Sir", "Lord", "Lady",
        "Dame", "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "Rev", "Mr.",
        "Mrs.", "Ms.", "Dr.", "Prof.", "Sen.", "Rep.", "Gov.", "Gen.", "Col.", "Lt.", "Sgt.", "Rev.", "Präsident",
        "Herr", "Frau", "Monsieur", "Madame",
    ]
)  # fmt: skip

# No name is longer, and a bound keeps the search linear.
_TITLE = r"(?:Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|St)\."
_TOKEN = rf"(?:{_TITLE}|[{_UPPER}](?:[\w-]|['’](?!s\b)|(?<=\b[{_UPPER}])\.(?=\s?[{_UPPER}])){{0,40}}+)"
_NAME = rf"(?!(?:{_OPENERS})\b){_TOKEN}(?:\s(?:(?:{_PARTICLES})\s){{0,2}}{_TOKEN}){{0,5}}"
_FULL_NAME = re.compile(rf"\b(?!(?:{_OPENERS})\b){_TOKEN}(?:\s(?:(?:{_PARTICLES})\s){{0,2}}{_TOKEN}){{1,4}}")
_TRAILING_NAME = re.compile(rf"{_TOKEN}(?:\s(?:(?:{_PARTICLES})\s){{0,2}}{_TOKEN}){{1,4}}$")
_ASIDE = r"(?:,\s[^“”\"«»„,\n]{1,100}(?:,[^“”\"«»„,\n]{1,60})?,|\s\([^()\n]{1,60}\))?"
_DESCRIPTION_END = (
    r"(?=[,.;:!?“”\"«»„\n]|\s(?:who|whose|of|at|in|from|for|with|on|that|which|after|when|as|and|to|during|this|last"
    r"|der|die|das|aus|von|bei|qui|de|du|à|que|en)\b|$)"
)
_SENTENCE_END = re.compile(r"[.!?…][”\"’»)]*+\s")

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
    matches = (pattern.match(window) for pattern in _patterns(language).following)
    return next((_placed(match, place) for match in matches if match), None)


def before(text: str, start: int, place: int, language: str) -> Attribution | None:
    """The attribution that leads to a quotation opened at `place`, in its sentence and not before `start`."""
    start = max(start, place - _REACH)
    window = text[start:place]
    match = next(reversed(list(_patterns(language).leading.finditer(window))), None)
    if not match:
        return None
    between = window[match.end() :]
    is_far = _SENTENCE_END.search(between) or len(between.split()) > _MAX_WORDS_BETWEEN
    return None if is_far else _placed(match, start)


@dataclass(frozen=True, slots=True)
class Cast:
    """The full names of a text, for those who are later called by less: last word → places in order, and the names."""

    by_last: Mapping[str, tuple[list[int], list[str]]] = field(default_factory=dict)

    def full_name(self, speaker: str, place: int) -> str | None:
        """The name in a speaker's words: as it stands, or the full one of whom it names by the last alone.

        Of several full names the nearest before the place counts. A description without a name has none.
        """
        trailing = _TRAILING_NAME.search(speaker)
        words = _without_titles((trailing.group() if trailing else speaker).split())
        if not words or not words[-1][0].isupper():
            return None
        if len(words) > 1:
            return " ".join(words)
        return self._fuller(words[0], place) or (None if trailing else words[0])

    def _fuller(self, last: str, place: int) -> str | None:
        if last not in self.by_last:
            return None
        places, names = self.by_last[last]
        return names[max(0, bisect_right(places, place) - 1)]


def cast(text: str) -> Cast:
    """Every sequence of capitalised words that may be a full name, without titles."""
    found: dict[str, tuple[list[int], list[str]]] = {}
    for match in _FULL_NAME.finditer(text):
        words = _without_titles(match.group().split())
        if len(words) > 1:
            places, names = found.setdefault(words[-1], ([], []))
            places.append(match.start())
            names.append(" ".join(words))
    return Cast(found)


def is_pronoun(speaker: str, language: str) -> bool:
    """Whether the speaker is a pronoun of the language."""
    return bool(speaker) and speaker.lower() in _PRONOUNS.get(language, "").split("|")


def _without_titles(words: list[str]) -> list[str]:
    first = next((number for number, word in enumerate(words) if word not in _TITLES), len(words))
    return words[first:]


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
    behind_verb = rf"(?P<speaker>{pronoun}|{_NAME}|{description}{_DESCRIPTION_END})"
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
    lines = resources.files(__package__).joinpath("reporting_verbs.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return frozenset(re.escape(form) for of_language, form in rows if of_language == language)
