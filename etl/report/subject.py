"""What a report is about: a country or a pair, and a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

# Longest periods, in days, that are shown by day, by week and by month.
_DAYS = 45
_WEEKS = 3 * 366
_MONTHS = 20 * 366


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its code (ISO alpha-3) and its English name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One country, or two; `since` and `until` are days of publication in UTC, both included."""

    first: Country
    second: Country | None = None
    since: date | None = None
    until: date | None = None

    @property
    def title(self) -> str:
        """The countries, as a heading has them."""
        return f"{self.first.name} and {self.second.name}" if self.second else self.first.name

    @property
    def others(self) -> str:
        """The other side."""
        return self.second.name if self.second else "other countries"

    @property
    def name_it(self) -> str:
        """What articles about the subject do."""
        return f"name both {self.title}" if self.second else f"name {self.title}"

    @property
    def slug(self) -> str:
        """The codes, as files are called by them."""
        return "-".join(country.code for country in (self.first, self.second) if country)

    @property
    def is_cut(self) -> bool:
        """Whether it has a period, of which articles without a date are none."""
        return bool(self.since or self.until)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What the queries of `sql/report` are asked with."""
        second = self.second and self.second.code
        return {"a": self.first.code, "b": second, "since": self.since, "until": self.until}

    def side(self, *, is_first: bool | None) -> str:
        """The name of a side."""
        return self.first.name if is_first else self.others

    def direction(self, *, is_first: bool) -> str:
        """Who acts on whom."""
        sides = (self.first.name, self.others)
        direction = " → ".join(sides if is_first else reversed(sides))
        return direction[0].upper() + direction[1:]


def unit(first: date, last: date) -> str:
    """By what a period is shown: `day`, `week`, `month` or `year`."""
    days = (last - first).days + 1
    return "day" if days <= _DAYS else "week" if days <= _WEEKS else "month" if days <= _MONTHS else "year"
