"""Introductions: what an article says of people beside their names, and whom a later description means by it.

"Chinese President Xi Jinping", "Dmitry Peskov, the Kremlin spokesman,", "Li Wei, 54, a farmer from Henan".
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.annotate.cast import Cast, Entity
from etl.annotate.descriptions import UNKNOWN, Descriptions, key_of
from etl.annotate.noun_phrases import WORD, Description, NounPhrases, matches

_REACH = 120
_TITLE_WORDS = 7
# Of each person, and of each role: bounds that keep a text of names alone linear.
_MOST_MENTIONS = 32
_MOST_HOLDERS = 64
_MARKS = r",;:!?()\[\]\"“”„«»\n"
# What a title before a name does not reach over: marks, and the stop of a word that is no abbreviation.
_BOUNDARY = re.compile(rf"[{_MARKS}]|\s[—–-]+\s|(?<=[^\W\d_]{{5}})\.\s|(?<=[a-z]{{3}})\.(?:\s|$)")
_PHRASE = rf"[^{_MARKS}]{{3,100}}"
_BESIDE_BEFORE = re.compile(rf"(?:^|[\s{_MARKS}])({_PHRASE}), $")
_BEHIND = re.compile(
    r"(?:, (?:aged )?(?P<age>\d{1,3})(?=,)| \((?P<aged>\d{1,3})\))?"
    rf"(?:, (?P<beside>{_PHRASE})| (?:is|was) (?P<is>(?:the|an?) {_PHRASE}))?"
)
_CLAUSE = frozenset(
    [
        "who", "which", "whose", "where", "when", "while", "and", "but", "or", "said", "says", "told", "added", "qui",
        "que", "quien",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Introductions:
    """The introductions of an article. What has been read is kept."""

    phrases: NounPhrases
    words: Descriptions
    cast: Cast
    _profiles: dict[Entity, list[Description]] = field(default_factory=dict)
    _holders: dict[str, list[tuple[Description, Entity]]] = field(default_factory=dict)
    _heads: set[int] = field(default_factory=set)

    def profile(self, entity: Entity) -> list[Description]:
        """All that stands beside the first mentions of someone."""
        if entity not in self._profiles:
            mentions = entity.mentions[:_MOST_MENTIONS]
            self._profiles[entity] = [found for mention in mentions for found in self.beside(*mention)]
        return self._profiles[entity]

    def is_told(self, place: int) -> bool:
        """Whether the word at a place is the head of an introduction."""
        self._held()
        return place in self._heads

    def gender(self, entity: Entity) -> str:
        """The gender that titles, the given name, or else the roles of someone tell."""
        if entity.gender != UNKNOWN:
            return entity.gender
        roles = (self.words.role.get(description.head) for description in self.profile(entity))
        return next((role.gender for role in roles if role and role.gender != UNKNOWN), UNKNOWN)

    def country(self, entity: Entity) -> str | None:
        """The country that most introductions of someone give; none where two are given as often."""
        found = (description.country for description in self.profile(entity))
        counts = Counter(country for country in found if country).most_common(2)
        is_clear = len(counts) == 1 or (len(counts) == 2 and counts[0][1] > counts[1][1])
        return counts[0][0] if is_clear else None

    def introduced(self, description: Description) -> list[Entity]:
        """Whom a description may mean: introduced by the same, and not of another gender."""
        role = self.words.role.get(description.head)
        genders = {UNKNOWN, role.gender if role else UNKNOWN}
        holders = self._held().get(description.age or description.head, ())
        found = dict.fromkeys(entity for said, entity in holders if matches(description, said, self.words))
        return [entity for entity in found if len(genders) == 1 or self.gender(entity) in genders]

    def beside(self, start: int, end: int) -> Iterator[Description]:
        """What stands beside a name: a title before it, a phrase between commas before it and behind it."""
        if before := self._before(start):
            yield before
        yield from self._behind(end)

    def _held(self) -> Mapping[str, list[tuple[Description, Entity]]]:
        """Role or age → the introductions that may be meant by it, and of whom. Read when first asked for."""
        if not self._heads:
            self._heads.add(-1)
            for entity in self.cast.by_name.values():
                for said in self.profile(entity):
                    self._hold(said, entity)
        return self._holders

    def _hold(self, said: Description, entity: Entity) -> None:
        self._heads.add(said.place)
        for name in filter(None, (said.head, said.age, *self.words.alike(said.head))):
            holders = self._holders.setdefault(name, [])
            if len(holders) < _MOST_HOLDERS:
                holders.append((said, entity))

    def _before(self, start: int) -> Description | None:
        first = max(0, start - _REACH)
        window = self.phrases.text[first:start]
        if beside := _BESIDE_BEFORE.search(window):
            return self._titled(first + beside.start(1), first + beside.end(1), is_close=False)
        boundary = max((match.end() for match in _BOUNDARY.finditer(window)), default=0)
        return self._titled(first + boundary, start, is_close=True)

    def _titled(self, start: int, end: int, *, is_close: bool) -> Description | None:
        """The title that ends a stretch: from its last determiner or preposition before the role."""
        found = list(WORD.finditer(self.phrases.text, start, end))[-_TITLE_WORDS:]
        keys = [key_of(match.group()) for match in found]
        role = max((at for at, key in enumerate(keys) if key in self.words.role), default=None)
        if role is None or (is_close and not self._reaches(found[role:], keys[role:])):
            return None
        opening = max((at + 1 for at in range(role) if self._opens(found[at][0])), default=0)
        return self.phrases.describe(found[opening].start(), end)

    def _opens(self, word: str) -> bool:
        return key_of(word) in self.words.determiner or self.words.is_link(word)

    def _reaches(self, found: Sequence[re.Match[str]], keys: Sequence[str]) -> bool:
        """Whether a role reaches the name behind it: directly, by "of" and capitals, by an adjective behind it."""
        if len(keys) < 2:
            return True
        if keys[1] not in self.words.link:
            return len(keys) == 2 and self.words.adjectives_follow
        pairs = zip(found[1:], keys[1:], strict=True)
        return all(match[0][0].isupper() or key in self.words.link for match, key in pairs)

    def _behind(self, end: int) -> Iterator[Description]:
        match = _BEHIND.match(self.phrases.text, end, end + 2 * _REACH)
        assert match is not None
        if age := match["age"] or match["aged"]:
            yield Description(end, age=age)
        start, stop = match.span("beside" if match["beside"] else "is")
        boundary = _BOUNDARY.search(self.phrases.text, start, stop) if start >= 0 else None
        if start >= 0 and (found := self._apposition(start, boundary.start() if boundary else stop)):
            yield found

    def _apposition(self, start: int, end: int) -> Description | None:
        """A phrase behind a name that describes it: with a determiner or a role, and no other name with a title."""
        keys = [key_of(word) for word in WORD.findall(self.phrases.text, start, end)]
        if not keys or keys[0] in _CLAUSE or (keys[0] not in self.words.determiner and keys[0] in self.words.link):
            return None
        said = self.phrases.describe(start, end)
        is_description = keys[0] in self.words.determiner or (said and said.head in self.words.role)
        return said if is_description and not self._is_listed(start, end) else None

    def _is_listed(self, start: int, end: int) -> bool:
        """Whether a phrase names someone else, other than behind a preposition: a spokesman for Wei Lin."""
        people = self.cast.people
        at = bisect_left(people, start, key=lambda mention: mention.start)
        if at == len(people) or people[at].start >= end:
            return False
        before = WORD.findall(self.phrases.text, start, people[at].start)
        return not any(key_of(word) in self.words.link for word in before)
