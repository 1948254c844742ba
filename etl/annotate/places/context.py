"""Which of the places that its names may mean an article speaks of: most lie in few countries and few regions.

Each name divides its vote among its meanings, by how many people live there and by how many of the article's other
votes go to the same country and the same region. The shares are found by expectation maximization, a name's own vote
left out: "Paris" is in France, but in Texas where the article's other names are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.annotate.places.gazetteer import Place
from etl.annotate.places.home import Home

# A place that the gazetteer lacks, in the country where most of the article's places are.
NAMELESS = "?"
# Fitted on the development halves of TR-News and Local-Global Lexicon; the figures are flat around these values.
_ROUNDS = 4
# People count by their square root: twice as large, not twice as likely to be in the news.
_EXPONENT = 0.5
_FEWEST = 300
# What the people of a country, a capital and a region weigh against those of a town.
_PROMINENCE = {"C": 10.0, "K": 2.0, "A": 5.0, "B": 1.0, "P": 1.0, "R": 1.0}
# What a place's other name weighs against its own.
_OTHER_NAME = 0.1
# What tells for a place without any other vote, with all votes in its country, and with all in its region.
_ALONE = 0.005
_COUNTRY = 1.0
_REGION = 8.0
# The same of the country for a namesake of a capital, at home where the article is.
_AT_HOME = 0.6
# A place that the gazetteer lacks, in people: one of an unknown name, and one whose namesakes it knows.
_UNKNOWN = 1000
_NAMESAKE = 30
# Votes of nobody, and more of them for a place that the gazetteer lacks.
_NOBODY = 0.5
_DOUBT = 2.0
# The share of one country that leaves no doubt.
_SURE = 0.7


@dataclass(frozen=True, slots=True)
class Named:
    """A name of an article: what it may mean, and how many votes it has.

    A sure name means its first place. A famous one is a country's or capital's; a namesake counts by its region, and
    that of a capital also by the country where the article is at home.
    """

    meanings: tuple[Place, ...]
    votes: float
    is_sure: bool = False
    is_famous: bool = False


Shares = list[tuple[Place, float]]


class Context:
    """What the names of an article mean, each in the light of the others."""

    def __init__(self, names: Sequence[Named], home: Home) -> None:
        self._names = names
        self._home = home
        self._shares = [_first(name) for name in names]
        for _ in range(_ROUNDS):
            self._count()
            self._shares = [self._divided(name, shares) for name, shares in zip(names, self._shares, strict=True)]
        self._count()

    def place(self, number: int) -> Place | None:
        """What a name means, if its country is beyond doubt: the likeliest place there."""
        return _likeliest(self._shares[number])

    def anywhere(self) -> Place | None:
        """Where a place lies whose name the gazetteer lacks, if that is beyond doubt."""
        return _likeliest(self._divided(Named((), 0.0), []))

    def _count(self) -> None:
        """The votes of each country and region."""
        votes = (
            (place, name.votes * share)
            for name, shares in zip(self._names, self._shares, strict=True)
            for place, share in shares
            if place.kind != NAMELESS
        )
        countries, self._regions = _sums(votes)
        for country, more in self._home.votes.items():
            countries[country] += more
        self._countries = countries
        self._total = _NOBODY + sum(countries.values())
        self._main = max(sorted(countries), key=lambda code: countries[code], default=None)

    def _divided(self, name: Named, shares: Shares) -> Shares:
        if name.is_sure:
            return shares
        countries, regions = _sums((place, name.votes * share) for place, share in shares if place.kind != NAMELESS)
        total = self._total - sum(countries.values())

        def told(place: Place) -> float:
            """What tells for a place, by the votes of other names."""
            country = max(0.0, self._countries[place.country] - countries[place.country]) / total
            region = max(0.0, self._regions[place.region] - regions[place.region]) / total if place.region[3:] else 0.0
            if not name.is_famous or place.kind in "CK":
                return _ALONE + _COUNTRY * country + _REGION * region
            if name.votes <= 1:
                return 0.0
            is_home = place.country == self._home.country and name.meanings[0].kind != "C"
            return _ALONE + _AT_HOME * country * is_home + _REGION * region**2

        weighted = [(place, _weight(place) * told(place)) for place in name.meanings]
        if self._main and not name.is_famous:
            nameless = Place(self._main, self._main, NAMELESS, 0, "", is_main=True)
            likely = (told(nameless) - _ALONE) * total / (total + _DOUBT)
            weighted.append((nameless, (_NAMESAKE if name.meanings else _UNKNOWN) ** _EXPONENT * likely))
        return _normal(weighted, _UNKNOWN**_EXPONENT * _ALONE)


def _first(name: Named) -> Shares:
    if name.is_sure:
        return [(name.meanings[0], 1.0)]
    return _normal([(place, _weight(place)) for place in name.meanings], _UNKNOWN**_EXPONENT)


def _likeliest(shares: Shares) -> Place | None:
    """The place with the largest share in the country that has most, if that leaves no doubt."""
    countries, _ = _sums(shares)
    country = max(sorted(countries), key=lambda code: countries[code], default=None)
    if country is None or countries[country] < _SURE:
        return None
    return max((pair for pair in shares if pair[0].country == country), key=lambda pair: pair[1])[0]


def _sums(shares: Iterable[tuple[Place, float]]) -> tuple[defaultdict[str, float], Mapping[str, float]]:
    """The shares by country and by region."""
    countries: defaultdict[str, float] = defaultdict(float)
    regions: defaultdict[str, float] = defaultdict(float)
    for place, share in shares:
        countries[place.country] += share
        regions[place.region] += share
    return countries, regions


def _normal(weighted: Shares, unknown: float) -> Shares:
    total = unknown + sum(weight for _, weight in weighted)
    return [(place, weight / total) for place, weight in weighted]


def _weight(place: Place) -> float:
    people = max(_FEWEST, place.population) * _PROMINENCE[place.kind]
    return float((people if place.is_main else people * _OTHER_NAME) ** _EXPONENT)
