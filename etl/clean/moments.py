"""Dates and times as people and machines write them, read into instants in UTC.

A date without a time is midnight UTC of that day. A time with an offset or zone is converted; a time without one is
taken as UTC, since nothing on a page says reliably where its clock hangs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from etl import lexicons

# Before the web there were no pages; the last year is far away rather than today, so that results never change.
FIRST_YEAR, LAST_YEAR = 1990, 2099

_OFFSET = r"(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?"
_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:(?:T|\s+|\s*,\s*)(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,6})\d*)?)?\s*"
    + _OFFSET
    + r")?(?!\d)",
    re.I,
)
_COMPACT = re.compile(
    r"(?P<y>199\d|20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:[T ]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d))?\s*"
    + _OFFSET
    + r")?(?!\d)"
)
_EPOCH = re.compile(r"[6-9]\d{8}(?:\d{3})?|[1-3]\d{9}(?:\d{3})?")

_YEAR = r"(?P<y>199\d|20\d\d|25[3-9]\d)(?!\d)"
_DAY = r"(?<![\d:.,$€£])(?P<d>[0-3]?\d)(?![\d:])"
_WORD = r"(?P<w>[^\W\d_][^\s\d.,;:/|()<>\"-]{1,19}(?: الثاني| الأول)?)"
_YEAR_MONTH_DAY = re.compile(
    r"(?<!\d)(?P<y>199\d|20\d\d|25[3-9]\d)\s?(?P<s>[/.-]|\.\s|[년年])\s?(?P<m>[01]?\d)\s?(?:(?P=s)|[월月])\s?"
    r"(?P<d>[0-3]?\d)(?!\d)"
)
_THREE_NUMBERS = re.compile(
    r"(?<![\d.,/:-])(?P<d>[0-3]?\d)(?P<s>[./-]|\.\s|\s\|\s)(?P<m>[0-3]?\d)(?P=s)(?P<y>(?:199|20\d)\d|\d\d)(?![\d/-]|[.,]\d)"
)
_NAMED = (
    # 3. Mai 2025, 3rd of May, 2025, 3 de mayo de 2025, 03-May-2025
    re.compile(
        _DAY
        + r"(?:st|nd|rd|th|er|re|[ºª°.])?[\s.,/-]{0,3}(?:(?:of|de|di|d['’]|ta'|a)\s?)?"
        + _WORD
        + r"[.,]?[\s.,/-]{0,3}(?:(?:of|de|del|do|da)\s)?"
        + _YEAR
    ),
    # May 3rd, 2025
    re.compile(_WORD + r"[.]?[\s-]{1,2}" + _DAY + r"(?:st|nd|rd|th)?[\s,.-]{1,3}" + _YEAR),
    # 2025. május 3., 2025 m. gegužės 3 d., 2025. gada 3. maijs
    re.compile(
        r"(?<!\d)(?P<y>199\d|20\d\d)[.,]?\s(?:m\.\s|gada\s)?(?:(?P<early>[0-3]?\d)\.\s)?"
        + _WORD
        + r"[.,]?(?:\s(?P<d>[0-3]?\d)(?![\d:]))?"
    ),
)
_TIME = re.compile(
    r"(?P<hour>[0-2]?\d)\s?[:h時시.]\s?(?P<minute>[0-5]\d)(?:[:分]\s?(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)\s?"
    r"(?P<half>[ap]\.?\s?m\b)?\.?,?\s?(?:Uhr\s)?\(?"
    r"(?P<zone>(?:GMT|UTC)?\s?[+-]\d\d?(?::?\d\d)?(?!\d)|[A-Z]{1,5}(?![^\W\d]))?",
    re.I,
)
_BEFORE_TIME = re.compile(r"[\s,;|·•–—@()-]*(?:[^\W\d]{1,10}\s?){0,2}[\s,;|·•–—:-]*")

# Hours east of UTC. Names that several zones share (BST, CST, IST) are read as news pages mostly mean them.
_ZONES: dict[str, float] = {"Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2}
_ZONES |= {"EET": 2, "SAST": 2, "EEST": 3, "MSK": 3, "PKT": 5, "IST": 5.5, "WIB": 7, "SGT": 8, "HKT": 8, "PHT": 8}
_ZONES |= {"JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EDT": -4, "EST": -5, "ET": -5}
_ZONES |= {"CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10}


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant found in a text, and where its expression begins and ends there."""

    at: datetime
    start: int
    end: int


def instant(value: object, *, month_first: bool = False, language: str | None = None) -> datetime | None:
    """The instant a machine-readable value states: ISO 8601, RFC 2822, seconds since 1970, or a written date."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = str(value).strip()[:100]
    if match := _ISO.match(text):
        return _moment(_day(match), match.groupdict())
    if (match := _COMPACT.match(text)) and (day := _day(match)):
        return _moment(day, match.groupdict())
    if _EPOCH.fullmatch(text):
        return _plausible(datetime.fromtimestamp(int(text if len(text) < 12 else text[:-3]), UTC))  # or milliseconds
    return next((moment.at for moment in find(text, month_first=month_first, language=language)), None)


def find(text: str, *, month_first: bool = False, language: str | None = None) -> Iterator[Moment]:
    """Every full date (day, month and year) written in the text, in order, with the time beside it.

    `month_first` reads 3/4/2025 as the 4th of March; `language` (ISO 639-1) tells names of months apart.
    """
    if not text.isascii():
        text = text.translate(_ascii_digits())
    days = sorted(_days(text, month_first=month_first, language=language), key=lambda day: (day[1], -day[2]))
    end = 0
    for day, start, stop in days:
        if start >= end:
            at, end = _with_time(text, stop, day)
            yield Moment(at, start, end)


def _days(text: str, *, month_first: bool, language: str | None) -> Iterator[tuple[datetime, int, int]]:
    """Midnight of every day written, and where; those of different patterns may overlap."""
    for pattern in (_ISO, _YEAR_MONTH_DAY):
        for match in pattern.finditer(text):
            if day := _day(match):
                yield day, match.start(), match.end("d")
    for match in _THREE_NUMBERS.finditer(text):
        first, second = int(match["d"]), int(match["m"])
        is_swapped = second > 12 or (month_first and match["s"] != "." and first <= 12)
        year = int(match["y"])
        if year < 100:
            year += 1900 if year >= FIRST_YEAR % 100 else 2000
        if day := _midnight(year, *((first, second) if is_swapped else (second, first))):
            yield day, *match.span()
    for pattern in _NAMED:
        yield from _named_days(pattern, text, language)


def _named_days(pattern: re.Pattern[str], text: str, language: str | None) -> Iterator[tuple[datetime, int, int]]:
    position = 0
    while match := pattern.search(text, position):
        parts = match.groupdict()
        month, number = month_number(parts["w"], language), parts["d"] or parts.get("early")
        if month and number and (day := _midnight(int(parts["y"]), month, int(number))):
            yield day, *match.span()
            position = match.end()
        else:
            position = match.start() + 1


def month_number(word: str, language: str | None = None) -> int | None:
    """1–12 for a name of a month in any language known, in any case or abbreviation."""
    key = word.lower().replace("i̇", "i").rstrip(".'’,")
    return _months().get(f"{language}:{key}") or _months().get(key)


@cache
def _months() -> Mapping[str, int]:
    return {name: int(number) for name, number in lexicons.rows("etl.clean", "months.tsv")}


@cache
def _ascii_digits() -> Mapping[int, str]:
    """Digits of all scripts in living use, to those of ASCII."""
    digits = (chr(code) for code in range(0x80, 0x10000) if chr(code).isdecimal())
    return {ord(digit): str(int(digit)) for digit in digits}


def _day(match: re.Match[str]) -> datetime | None:
    return _midnight(int(match["y"]), int(match["m"]), int(match["d"]))


def _midnight(year: int, month: int, day: int) -> datetime | None:
    if year >= 2533:
        year -= 543  # the Buddhist era of Thailand
    try:
        return _plausible(datetime(year, month, day, tzinfo=UTC))
    except ValueError:
        return None


def _with_time(text: str, stop: int, day: datetime) -> tuple[datetime, int]:
    """The day at the time written after it, if any, and where that ends."""
    gap = _BEFORE_TIME.match(text, stop, stop + 24)
    clock = _TIME.match(text, gap.end() if gap else stop)
    if clock is None:
        return day, stop
    return _moment(day, clock.groupdict()) or day, clock.end()


def _moment(day: datetime | None, clock: Mapping[str, str | None]) -> datetime | None:
    """The day at a time given by the parts `hour`, `minute`, `second`, `fraction`, `half` and `zone`."""
    if day is None or clock["hour"] is None:
        return day
    hour, half = int(clock["hour"]), (clock.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    minute, second = int(clock["minute"] or 0), int(clock["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    micro = int((clock.get("fraction") or "").ljust(6, "0"))
    try:
        at = day.replace(hour=hour, minute=minute, second=second, microsecond=micro) - _offset(clock["zone"])
    except OverflowError:
        return day
    return _plausible(at)


def _offset(zone: str | None) -> timedelta:
    """What a zone is ahead of UTC; nothing for a name unknown."""
    name = (zone or "").upper().removeprefix("GMT").removeprefix("UTC").strip()
    if name[:1] not in ("+", "-"):
        return timedelta(hours=_ZONES.get(name, 0))
    digits = name[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return -size if name[0] == "-" else size


def _plausible(at: datetime) -> datetime | None:
    return at if FIRST_YEAR <= at.year <= LAST_YEAR else None
