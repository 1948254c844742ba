"""Intervals of 95 % around shares and means."""

from math import sqrt

# The 97.5th percentile of the standard normal distribution.
Z = 1.959964
# Of fewer stories no mean is judged and no word compared: the normal approximation would make intervals too narrow.
MIN_STORIES = 10


def wilson(found: int, of: int, independent: float | None = None) -> tuple[float, float]:
    """The interval around a share (Wilson 1927), from 0 to 1; `of` is not 0. It holds for few cases and for none.

    Cases that are not independent of each other tell as much as `independent` ones: see `clustered_shares.sql`.
    """
    share, n = found / of, independent or of
    middle = share + Z * Z / (2 * n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + Z * Z / n)), min(1.0, (middle + half) / (1 + Z * Z / n))


def normal(mean: float, standard_error: float | None) -> tuple[float, float] | None:
    """The interval around a mean of tones, within -1 and 1; none where stories are too few for a standard error."""
    if standard_error is None:
        return None
    return max(-1.0, mean - Z * standard_error), min(1.0, mean + Z * standard_error)
