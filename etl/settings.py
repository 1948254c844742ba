"""Settings of a run, and the sole reader of the environment."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the lake lies and what annotates it."""

    lake: Path = Path("lake")
    model: str | None = None

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, beside the tables it is built from."""
        return self.lake / "warehouse.duckdb"


def from_environment() -> Settings:
    """`NEWSLAKE_LAKE`: the lake's folder. `NEWSLAKE_MODEL`: a spaCy pipeline by name or path."""
    return Settings(
        lake=Path(os.environ.get("NEWSLAKE_LAKE", "lake")),
        model=os.environ.get("NEWSLAKE_MODEL"),
    )
