"""What a report is about: a country or a pair, and a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

# Longest periods, in days, that are shown by day, by week and by month.
_DAYS = 45
_WEEKS = 3 * 366
_MONTHS = 20 * 366
# Last words of names that stand after an article: the United States, the Czech Republic, the Netherlands.
_AFTER_ARTICLE = (
    *("Bahamas", "Comoros", "Congo", "Emirates", "Grenadines", "Islands", "Kingdom", "Maldives", "Man", "Netherlands"),
    *("Philippines", "Republic", "States", "Territories", "Territory"),
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its code (ISO alpha-3) and its English name."""

    code: str
    name: str

    @property
    def in_text(self) -> str:
        """The name within a sentence."""
        return in_text(self.name)


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
        """The other side, within a sentence."""
        return self.second.in_text if self.second else "other countries"

    @property
    def name_it(self) -> str:
        """What articles about the subject do."""
        return f"name both {self.first.in_text} and {self.others}" if self.second else f"name {self.first.in_text}"

    @property
    def slug(self) -> str:
        """The codes, and the days where there are some, as files are called by them."""
        period = (f"{name}-{day}" for name, day in (("since", self.since), ("until", self.until)) if day)
        return "-".join([*self.codes, *period])

    @property
    def codes(self) -> list[str]:
        """The code of each country."""
        return [country.code for country in (self.first, self.second) if country]

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
        """The name of a side, within a sentence."""
        return self.first.in_text if is_first else self.others

    def direction(self, *, is_first: bool) -> str:
        """Who acts on whom."""
        sides = (self.first.name, self.second.name if self.second else self.others)
        direction = " → ".join(sides if is_first else reversed(sides))
        return direction[0].upper() + direction[1:]


def in_text(name: str) -> str:
    """The name of a country within a sentence."""
    return f"the {name}" if name.endswith(_AFTER_ARTICLE) else name


def unit(first: date, last: date) -> str:
    """By what a period is shown: `day`, `week`, `month` or `year`."""
    days = (last - first).days + 1
    return "day" if days <= _DAYS else "week" if days <= _WEEKS else "month" if days <= _MONTHS else "year"
