"""Settings of a run, and the sole reader of the environment."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the lake lies, and what annotates it: models, each as `[LANG=]NAME`, and a user's own table of actors.

    See `etl.annotate.selection` and `etl.annotate.actors.tables`.
    """

    lake: Path = Path("lake")
    models: tuple[str, ...] = ()
    actors: Path | None = None

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, beside the tables it is built from."""
        return self.lake / "warehouse.duckdb"


def from_environment() -> Settings:
    """What the environment says.

    `NEWSLAKE_LAKE`: the lake's folder. `NEWSLAKE_MODEL`: models as `[LANG=]NAME`, set apart by white space.
    `NEWSLAKE_ACTORS`: a table of own actors.
    """
    actors = os.environ.get("NEWSLAKE_ACTORS")
    return Settings(
        lake=Path(os.environ.get("NEWSLAKE_LAKE", "lake")),
        models=tuple(os.environ.get("NEWSLAKE_MODEL", "").split()),
        actors=Path(actors) if actors else None,
    )
