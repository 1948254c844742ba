"""The gazetteer: what places bear a name, and where they lie.

`gazetteer.tsv.zst` holds the cities, provinces and countries of GeoNames under folded names, sorted, so that a name is
found by bisecting the bytes of the table: these are unpacked once, in some ten milliseconds, and nothing is parsed
before it is asked for.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

TABLE = "gazetteer.tsv.zst"
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a name may mean.

    `country` is ISO 3166-1 alpha-3. `region` is that of the first administrative level, as the gazetteer codes it
    (`USA.TX`), the country's code for a country. `kind` is `C` a country, `A` and `B` the administrative levels, `K`
    a capital, `P` any other settlement. `population` is rounded. `is_main` tells the place's own name from another.
    """

    country: str
    region: str
    kind: str
    population: int
    name: str
    is_main: bool


def fold(text: str) -> str:
    """A name as the gazetteer has it: small letters without accents, marks and "the", with "st", "mt" and "ft"."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text).casefold().translate(_LETTERS))
    letters = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’ʻʿ`.")
    words = [_SHORT.get(word, word) for word in _WORD.findall(letters)]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=4096)
def find(name: str) -> tuple[Place, ...]:
    """The places under a folded name, those of most people first; none if the gazetteer lacks it."""
    table = _table()
    key = name.encode() + b"\t"
    start = _line_start(table, bisect_left(_Lines(table), key))
    if table[start : start + len(key)] != key:
        return ()
    cells = table[start + len(key) : table.find(b"\n", start)].decode().split("\t")
    return tuple(_place(name, cell) for cell in cells)


@cache
def _table() -> bytes:
    """The rows, 7 MB. Their header sorts before every name."""
    import zstandard

    return zstandard.decompress(resources.files(__package__).joinpath(TABLE).read_bytes())


@dataclass(frozen=True, slots=True)
class _Lines:
    """A table by any place in its bytes: the line that begins there or next."""

    table: bytes

    def __len__(self) -> int:
        return len(self.table)

    def __getitem__(self, place: int) -> bytes:
        start = _line_start(self.table, place)
        return self.table[start : self.table.find(b"\n", start)]


def _line_start(table: bytes, place: int) -> int:
    return (table.find(b"\n", place - 1) + 1 or len(table)) if place else 0


def _place(key: str, cell: str) -> Place:
    """A place of a cell: `USA.TX:P:25000`, `DEU.02:P:1500000:~München`."""
    region, kind, population, *name = cell.split(":")
    own = name[0] if name else key.title()
    return Place(region[:3], region, kind, int(population), own.removeprefix("~"), not own.startswith("~"))
