"""Places get the country that they lie in, in the light of the article's other places."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.annotate.agreement import PERSONS, PLACES, Span
from etl.annotate.countries import Name
from etl.annotate.places import home, names
from etl.annotate.places.context import NAMELESS, Context, Named
from etl.annotate.places.gazetteer import Place, fold
from etl.annotate.places.surroundings import Surroundings, senses
from etl.records import Article

# "Paris, Texas", "Springfield, Ill.", "Amman (Jordan)"; but no list: "Rome, New York and Tokyo".
_BETWEEN = re.compile(r", ?\(?(?=[A-Z])| \((?=[A-Z])")
# "Hamilton in New Zealand", "Tongjiang in north-east China".
_IN = re.compile(r" in (?:the )?(?:(?:north|south|east|west|central)[a-z-]* |neighbou?ring )?(?=[A-Z])")
_ABBREVIATED = re.compile(r"[A-Z][A-Za-z]{0,5}\.(?: ?[A-Z][A-Za-z]{0,3}\.)*|[A-Z]{2,3}\b")
_LISTED = re.compile(r",? and [A-Z]")
_MOST_VOTES = 3
# Votes of a people, and of a name inside an organisation's.
_ATTRIBUTE = 0.5
# People of the least place whose name is looked for inside other names, and whose other names are, for words are among
# these: Human, of Uman.
_KNOWN = 20_000
_KNOWN_OTHERWISE = 200_000
# How many sentences before and behind a place tell where it is.
_NEAR = 3
# People of a city that is meant whatever state stands after it.
_BIG = 1_000_000


def locate(found: Sequence[Span], article: Article, *, sentences: Sequence[tuple[int, int]]) -> list[Span]:
    """Mentions in order, the places among them with country and id where these can be told.

    A country or capital of the tables is another place of that name where the article says so ("Paris, Texas"). The
    name of a place inside an organisation's ("Glasgow Police Department") is an attribute of it and a mention of its
    own, as a country's is. A place of a name that the gazetteer lacks is in the country where the article's other
    places are, if that is named nearby, and has no id.
    """
    places = _Places(found, article, sentences)
    located = [span for number in range(len(found)) for span in places.located(number)]
    return sorted(located, key=lambda span: (span.start, span.end))


@dataclass(frozen=True, slots=True)
class _Part:
    """A name inside a longer one, which the gazetteer knows."""

    start: int
    end: int
    meanings: tuple[Place, ...]


class _Places:
    """An article's mentions, by their number, and what their names mean."""

    def __init__(self, found: Sequence[Span], article: Article, sentences: Sequence[tuple[int, int]]) -> None:
        self._found = found
        self._text = article.text
        self._starts = [span.start for span in found]
        self._alone = {fold(self._words(span)) for span in found if _is_place(span)}
        numbers = range(len(found))
        self._pins: dict[int, Place] = {}
        for number in numbers:
            self._pins.update(self._pinned(number))
        self._parts = {number: part for number in numbers if (part := self._part(number))}
        named = self._named()
        self._names = {key: number for number, key in enumerate(named)}
        self._context = Context(list(named.values()), home.read(article.text, article.canonical_url))
        sure = ((span.start, self._sure(number)) for number, span in enumerate(found))
        self._surroundings = Surroundings(self._text, sentences, [(at, place) for at, place in sure if place])

    def located(self, number: int) -> Iterator[Span]:
        """A mention with its country, and what is named inside it."""
        span = self._found[number]
        if number in self._pins:
            yield _at(span, self._pins[number])
        elif number in self._parts:
            yield from self._partly(number)
        elif _is_place(span) and not self._words(span).islower() and (place := self._place(number)):
            yield _at(span, place)
        else:
            yield span

    def _place(self, number: int) -> Place | None:
        """What a place means: by its sentence if it is a country or a state, else by all the article."""
        span = self._found[number]
        words = self._words(span)
        if (both := senses(names.meanings(words))) and (told := self._surroundings.sense((span.start, span.end), both)):
            return told
        known = self._names.get(self._key(number))
        is_unknown = known is None and not span.name.country and not names.is_nowhere(words)
        place = self._context.anywhere() if is_unknown else None if known is None else self._context.place(known)
        return place if place and self._is_supported(span.start, place) else None

    def _is_supported(self, start: int, place: Place) -> bool:
        """Whether a place without an entry lies in a country that is named nearby."""
        around = self._surroundings.places(start, _NEAR) if place.kind == NAMELESS else [place]
        return any(other.country == place.country for other in around)

    def _sure(self, number: int) -> Place | None:
        """What a mention means by all the article or else by the tables, but for a name of a country and a state."""
        if place := self._pins.get(number):
            return place
        span, known = self._found[number], self._names.get(self._key(number))
        meanings = names.meanings(self._words(span))
        place = None if known is None else self._context.place(known)
        if place is None:
            place = next((other for other in meanings if other.country == span.name.country), None)
        return None if place is None or place.kind == NAMELESS or senses(meanings) else place

    def _partly(self, number: int) -> Iterator[Span]:
        """A mention that holds a place: that is its own country, if it is a place or is called so alone."""
        span, part = self._found[number], self._parts[number]
        place = self._context.place(self._names[self._key(number)])
        if place and (span.name.label in PLACES or (part.start, part.end) == (span.start, span.end)):
            yield replace(span, name=replace(span.name, country=place.country))
            return
        yield span
        inside = self._found[bisect_left(self._starts, span.start) : bisect_left(self._starts, part.end)]
        if place and not any(other.end > part.start for other in inside if other is not span):
            yield _at(Span(part.start, part.end, Name(self._words(part), "NORP")), place)

    def _named(self) -> dict[str, Named]:
        """The article's names of places and peoples, each with its meanings and its votes."""
        named: dict[str, Named] = {}
        counts: Counter[str] = Counter()
        pinned: dict[str, Counter[Place]] = {}
        for number, span in enumerate(self._found):
            key = self._key(number)
            if number in self._pins:
                pinned.setdefault(key, Counter())[self._pins[number]] += 1
            elif name := self._meant(number, span):
                if key not in named or named[key].votes < name.votes:
                    named[key] = name
            else:
                continue
            counts[key] += 1
        for key, places in pinned.items():
            if key in named and named[key].is_famous and any(place.kind == "C" for place in named[key].meanings):
                continue  # Atlanta, Georgia, does not move the country
            named[key] = Named((places.most_common(1)[0][0],), 1.0, is_sure=True)
        return {
            key: replace(name, votes=name.votes * min(counts[key], _MOST_VOTES) ** 0.5) for key, name in named.items()
        }

    def _key(self, number: int) -> str:
        """What names of one meaning have in common: "historic Dublin" is Dublin, if that is named too."""
        span = self._parts.get(number, self._found[number])
        if isinstance(span, Span) and _is_people(span):
            return span.name.entity_id or span.name.text
        key = fold(self._words(span))
        if isinstance(span, Span) and span.name.entity_id:
            return key  # Northern Ireland is not Ireland
        cores = [name for name in names.cores(key, is_part=number in self._parts) if name in self._alone]
        return cores[-1] if cores else key

    def _meant(self, number: int, span: Span) -> Named | None:
        """A name that votes."""
        name = span.name
        if number in self._parts:
            return Named(self._parts[number].meanings, _ATTRIBUTE)
        if not (_is_place(span) or name.country):
            return None
        meanings = () if _is_people(span) else names.meanings(self._words(span))
        if not name.country or (_is_place(span) and not name.entity_id):
            return Named(meanings, 1.0) if meanings else None
        own = tuple(place for place in meanings if place.country == name.country)
        if own and len(own) < len(meanings) and (_is_capital(span) or own[0].kind == "C"):
            return Named(meanings, 1.0, is_famous=True)
        country = Place(name.country, name.country, "C", 0, "", is_main=True)
        return Named((*own, country)[:1], _ATTRIBUTE if _is_people(span) else 1.0, is_sure=True)

    def _part(self, number: int) -> _Part | None:
        """The first name that the gazetteer knows inside an organisation's, or inside that of a place it lacks."""
        span = self._found[number]
        words = self._words(span)
        if number in self._pins or span.name.entity_id or span.name.label not in PLACES | {"ORG"}:
            return None
        if span.name.label in PLACES and (names.is_nowhere(words) or names.is_street(words) or names.meanings(words)):
            return None
        for part, start, end in names.parts(words):
            meanings = names.meanings(part)
            if any(_is_known(place) or (place.kind == "B" and " " in part) for place in meanings):
                return _Part(span.start + start, span.start + end, meanings)
        return None

    def _pinned(self, number: int) -> dict[int, Place]:
        """What a name means whose state or country stands right after it, and which of the two that is."""
        span = self._found[number]
        between = _BETWEEN.match(self._text, span.end)
        if between is None and _is_place(span):
            between = _IN.match(self._text, span.end)
        if between is None or names.is_street(self._words(span)):
            return {}
        meanings = names.meanings(self._words(span))
        within = self._within(between)
        for place in within:
            if there := _there(meanings, place):
                following = {self._following(between.end()): place} if place is not within[0] else {}
                return {number: there} | following
        if not within:
            return {}
        is_loose = within[0].kind in "CR" or between.re is _IN
        is_elsewhere = any(place.kind in "CAK" or is_loose or place.population >= _BIG for place in meanings)
        if is_elsewhere or span.name.country or not _is_place(span):
            return {}
        return {number: replace(within[0], kind=NAMELESS)}

    def _following(self, start: int) -> int:
        """The number of the mention that begins at a place of the text or next."""
        return bisect_left(self._starts, start)

    def _within(self, between: re.Match[str]) -> Sequence[Place]:
        """The state or country that is named behind a name; a country, then a state of its name."""
        start = between.end()
        abbreviated = _ABBREVIATED.match(self._text, start)
        if abbreviated and (place := names.abbreviation(abbreviated.group())):
            return [place]
        first = self._following(between.start())
        following = self._found[first] if first < len(self._found) else None
        if not following or not following.start <= start < following.end or not _is_place(following):
            return ()
        name = following.name
        if between.re is _BETWEEN and _LISTED.match(self._text, following.end):
            return ()
        meanings = names.meanings(self._words(following))
        if name.country and (name.entity_id or "").startswith("country:"):
            country = Place(name.country, name.country, "C", 0, "", is_main=True)
            return [country, *(place for place in meanings if place.kind == "A")]
        return meanings[:1] if meanings and meanings[0].kind in "CAR" else ()

    def _words(self, span: Span | _Part) -> str:
        return self._text[span.start : span.end]


def _is_known(place: Place) -> bool:
    return place.population >= (_KNOWN if place.is_main else _KNOWN_OTHERWISE)


def _there(meanings: Sequence[Place], within: Place) -> Place | None:
    """The first meaning of a name that lies in a state or country."""
    by_country = within.kind in "CR"
    for place in meanings:
        is_there = place.country == within.country if by_country else place.region == within.region
        if is_there and place.kind != "C" and not (by_country and meanings[0].kind == "C"):
            return place
    return None


def _is_place(span: Span) -> bool:
    return span.name.label in PLACES or _is_capital(span)


def _is_capital(span: Span) -> bool:
    """Whether a mention is that of a place of the tables, also inside another name."""
    return (span.name.entity_id or "").startswith("place:")


def _is_people(span: Span) -> bool:
    return bool(span.name.country) and span.name.label == "NORP" and not _is_capital(span)


def _at(span: Span, place: Place) -> Span:
    """The mention of a place. What the tables say of it stands where it is of the same country."""
    name = span.name
    if place.country == name.country:
        return span
    label = "LOC" if name.label in PERSONS else name.label
    if place.kind == NAMELESS:
        return replace(span, name=Name(name.text, label, country=place.country))
    is_country = place.kind == "C"
    own = f"country:{place.country}" if is_country else f"place:{place.country}/{place.name}"
    return replace(span, name=Name(name.text, label, own, place.name, place.country))
