"""MinHash of word shingles: near-duplicates share values in proportion to what they share of their text.

Broder (1997). The values are part of the lake: seeds, shingles and arithmetic never change between versions.
"""

import re
import zlib
from functools import cache
from typing import Any

PERMUTATIONS = 64
SHINGLE_WORDS = 3
SHINGLE_CHARACTERS = 6
# A text of a megabyte is characterised well enough by its first hundred thousand words.
MAX_WORDS = 100_000

_MULTIPLIER = 0x9E3779B97F4A7C15
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def fingerprint(text: str) -> tuple[int, ...]:
    """`PERMUTATIONS` 32-bit values of a text; empty for a text without words."""
    import numpy as np

    hashes = np.unique(_shingles(text))
    if not len(hashes):
        return ()
    a, b = _coefficients()
    # (a·x + b) mod 2^64, upper half: multiply-shift hashing (Dietzfelbinger 1997), which needs no modulo.
    values = np.full(PERMUTATIONS, np.uint64(0xFFFFFFFF))
    for start in range(0, len(hashes), 4096):
        block = (hashes[start : start + 4096, None] * a + b) >> np.uint64(32)
        values = np.minimum(values, block.min(axis=0))
    return tuple(int(value) for value in values)


def similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The estimated Jaccard similarity of two texts' shingles, 0 to 1; standard error 0.06 at the middle."""
    if not one or not other:
        return 0.0
    return sum(x == y for x, y in zip(one, other, strict=True)) / PERMUTATIONS


@cache
def _coefficients() -> Any:
    """Odd multipliers and offsets, from a splitmix64 sequence that starts at 0."""
    import numpy as np

    state, values = 0, []
    for _ in range(2 * PERMUTATIONS):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
        values.append(z ^ (z >> 31))
    numbers = np.array(values, dtype=np.uint64)
    return numbers[:PERMUTATIONS] | np.uint64(1), numbers[PERMUTATIONS:]


def _shingles(text: str) -> Any:
    """A 64-bit value for each run of words, or of characters where words are not set apart."""
    import numpy as np

    folded = text.casefold()
    if len(_CJK.findall(folded[:2000])) * 4 > len(folded[:2000]):
        units, length = list(re.sub(r"\W+", "", folded)[: MAX_WORDS * 5]), SHINGLE_CHARACTERS
    else:
        units, length = re.findall(r"\w+", folded)[:MAX_WORDS], SHINGLE_WORDS
    values = np.fromiter(map(zlib.crc32, (unit.encode("utf-8", "replace") for unit in units)), np.uint64, len(units))
    length = min(length, len(values))
    runs = np.zeros(len(values) - length + 1 if length else 0, np.uint64)
    for place in range(length):  # a polynomial in an odd number, modulo 2^64
        runs = runs * _MULTIPLIER + values[place : place + len(runs)]
    return runs
