"""Settings of a run, and the sole reader of the environment."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the lake lies, and the models that annotate it, each as `[LANG=]NAME` (see `etl.annotate.selection`)."""

    lake: Path = Path("lake")
    models: tuple[str, ...] = ()

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, beside the tables it is built from."""
        return self.lake / "warehouse.duckdb"


def from_environment() -> Settings:
    """`NEWSLAKE_LAKE`: the lake's folder. `NEWSLAKE_MODEL`: models as `[LANG=]NAME`, set apart by white space."""
    return Settings(
        lake=Path(os.environ.get("NEWSLAKE_LAKE", "lake")),
        models=tuple(os.environ.get("NEWSLAKE_MODEL", "").split()),
    )
