"""The wheel: what a user installs has the English model in it, and annotates from where it lies."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from etl.annotate.model import SHIPPED

MEGABYTES = 15
ROOT = Path(__file__).parents[1]
ANNOTATE = """
import sys
sys.path.insert(0, sys.argv[1])
from etl.annotate import model
assert model.__file__.startswith(sys.argv[1]), model.__file__
doc = model.load(model.SHIPPED, "en")("Angela Merkel met Vladimir Putin.")
print(*(entity.text for entity in doc.ents), sep="; ")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_the_model(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        files = [file for file in archive.infolist() if file.filename.startswith(f"etl/annotate/{SHIPPED}/")]
    assert f"etl/annotate/{SHIPPED}/meta.json" in [file.filename for file in files]
    assert sum(file.compress_size for file in files) <= MEGABYTES * 1e6


def test_the_model_annotates_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-c", ANNOTATE, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Angela Merkel; Vladimir Putin\n"), done.stderr
