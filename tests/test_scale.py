"""The lake that builds are timed over is one that every check passes."""

from pathlib import Path

import pytest

from etl import warehouse
from infra import scale


def test_a_made_lake_passes_every_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "A_DAY", 100)
    scale.make(tmp_path, range(2))
    built = warehouse.build(tmp_path, tmp_path / "warehouse.duckdb")
    assert built.rows["pages"] == 200
    assert min(built.rows[name] for name in ("mentions", "events", "dyads")) > 0
    assert 0 < built.rows["stories"] < built.rows["articles"]
    assert 0 < built.rows["utterances"] < built.rows["quotes"]
    assert scale.seconds_of(built.file, "from dyad('CHN', 'RUS')")[1] > 0
