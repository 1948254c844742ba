"""Settings of a run, and the sole reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the lake lies, what annotates it, and how the web is met.

    `models` are stated as `[LANG=]NAME` (see `etl.annotate.selection`); `actors` is a user's own table of actors (see
    `etl.annotate.actors.tables`), `sources` the own catalogue (see `etl.ingest.catalogue`). `contact` is where those
    whose sites are read can reach who reads them. `alerts` is the address to which alerts are posted (see
    `etl.alerts`), `nightly` names the sources that are read every night, all of the catalogue where it names none,
    `reports` the countries and pairs of countries that are reported on after each build.
    """

    lake: Path = Path("lake")
    models: tuple[str, ...] = ()
    actors: Path | None = None
    sources: Path | None = None
    contact: str | None = None
    honours_reservations: bool = True
    allows_loopback: bool = False
    alerts: str | None = None
    nightly: tuple[str, ...] = ()
    reports: tuple[tuple[str, ...], ...] = ()

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, beside the tables it is built from."""
        return self.lake / "warehouse.duckdb"


def from_environment() -> Settings:
    """What the environment says.

    `NEWSLAKE_LAKE`: the lake's folder. `NEWSLAKE_MODEL`: models as `[LANG=]NAME`, set apart by white space.
    `NEWSLAKE_ACTORS`: a table of own actors. `NEWSLAKE_SOURCES`: a catalogue of sources. `NEWSLAKE_CONTACT`: an address
    for the user agent. `NEWSLAKE_RESERVATIONS`: `honour` or `note`. `NEWSLAKE_LOOPBACK`: `1` lets the crawler reach
    this machine, as tests want it. `NEWSLAKE_NIGHTLY`: names of sources, set apart by white space. `NEWSLAKE_ALERTS`:
    an address that takes alerts. `NEWSLAKE_REPORTS`: codes of a country or of two, set apart by white space, and these
    by commas, as in `RUS CHN, UKR RUS, KAZ`.

    Raises:
        InputError: a value is none that is known.
    """
    actors, sources = os.environ.get("NEWSLAKE_ACTORS"), os.environ.get("NEWSLAKE_SOURCES")
    return Settings(
        lake=Path(os.environ.get("NEWSLAKE_LAKE", "lake")),
        models=tuple(os.environ.get("NEWSLAKE_MODEL", "").split()),
        actors=Path(actors) if actors else None,
        sources=Path(sources) if sources else None,
        contact=os.environ.get("NEWSLAKE_CONTACT", "").strip() or None,
        honours_reservations=_choice("NEWSLAKE_RESERVATIONS", {"honour": True, "note": False}),
        allows_loopback=_choice("NEWSLAKE_LOOPBACK", {"0": False, "1": True}),
        nightly=tuple(os.environ.get("NEWSLAKE_NIGHTLY", "").split()),
        alerts=os.environ.get("NEWSLAKE_ALERTS", "").strip() or None,
        reports=tuple(tuple(one.split()) for one in os.environ.get("NEWSLAKE_REPORTS", "").split(",") if one.strip()),
    )


def _choice(name: str, meanings: Mapping[str, bool]) -> bool:
    """What a variable of few values says; where it is not set, its first value."""
    value = os.environ.get(name) or next(iter(meanings))
    if value not in meanings:
        raise InputError(f"{name} is {' or '.join(meanings)}, not {value!r}")
    return meanings[value]
