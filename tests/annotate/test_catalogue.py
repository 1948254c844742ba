"""Models that are known and installed, and fetching one through spaCy, from a server of the test's own or from none."""

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
import spacy
from spacy import about

from etl.annotate import annotation, catalogue
from etl.annotate.model import SHIPPED
from etl.errors import ModelError


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        pass


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is served where spaCy looks for its models."""
    folder = tmp_path / "published"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(about, "__compatibility__", f"http://127.0.0.1:{server.server_port}/compatibility.json")
        monkeypatch.setattr(about, "__download_url__", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield folder
        server.shutdown()


def publish(folder: Path, name: str, version: str) -> None:
    """A wheel with nothing but a module in it, and an index that has it."""
    minor = ".".join(about.__version__.split(".")[:2])
    (folder / "compatibility.json").write_text(json.dumps({"spacy": {minor: {name: [version, "0.0.1"]}}}))
    place = folder / f"{name}-{version}"
    place.mkdir()
    information = f"{name}-{version}.dist-info"
    with ZipFile(place / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", "")
        wheel.writestr(f"{information}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{information}/RECORD", "")


def entry(name: str, models: tuple[str, ...] = ()) -> catalogue.Entry:
    return next(entry for entry in catalogue.entries(models) if entry.name == name)


def test_the_model_that_ships_comes_first_and_annotates_english() -> None:
    first = next(catalogue.entries(()))
    assert (first.name, first.language, first.annotates) == (SHIPPED, "en", ("en",))
    assert first.version
    assert 1 < first.megabytes < 100
    assert entry(SHIPPED, ("en=rules",)).annotates == ()


def test_published_models_have_size_and_scores() -> None:
    known = list(catalogue.entries(()))
    assert len({entry.name for entry in known}) == len(known)
    assert {"en", "zh", "ru", "uk", "de", "fr", "es", "ja", "ko", "pl", "pt", "it", "nl", "xx"} == {
        entry.language for entry in known
    }
    small = entry("en_core_web_sm")
    assert (small.megabytes, small.entities_f1, small.labelled_attachment) == (12, 0.843, 0.899)
    assert entry("xx_ent_wiki_sm").labelled_attachment is None


def test_a_model_in_a_folder_says_for_itself_what_it_is(tmp_path: Path) -> None:
    nlp = spacy.blank("xx", meta={"name": "own", "version": "2.1.0", "performance": {"ents_f": 0.5}})
    nlp.to_disk(tmp_path)
    found = entry(str(tmp_path), (str(tmp_path),))
    assert (found.language, found.version, found.entities_f1, found.labelled_attachment) == ("xx", "2.1.0", 0.5, None)
    assert found.megabytes == sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) / 1e6
    assert found.annotates == ("xx",)


def test_the_table_of_models_is_none_of_the_lexicons(monkeypatch: pytest.MonkeyPatch) -> None:
    before = annotation.lexicon_version()
    monkeypatch.setattr(catalogue, "PUBLISHED", "countries.tsv")
    assert annotation.lexicon_version() != before


def test_a_model_is_installed_in_the_newest_version_that_fits(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(published, "xx_harbour_sm", "3.8.1")
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "site"))
    assert catalogue.install("xx_harbour_sm") == "3.8.1"
    assert (tmp_path / "site" / "xx_harbour_sm" / "__init__.py").exists()


def test_a_model_that_is_not_published_is_one_line(published: Path) -> None:
    publish(published, "xx_harbour_sm", "3.8.1")
    with pytest.raises(ModelError, match=r"spaCy publishes no model 'xx_quay_sm' .* `newslake model list`"):
        catalogue.install("xx_quay_sm")


def test_a_failed_installation_is_one_line(published: Path) -> None:
    publish(published, "xx_harbour_sm", "3.8.1")
    next((published / "xx_harbour_sm-3.8.1").iterdir()).unlink()
    with pytest.raises(ModelError, match="xx_harbour_sm was not installed, the installer says why"):
        catalogue.install("xx_harbour_sm")


def test_without_a_network_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match="out of reach: try again with a network"):
        catalogue.install("ru_core_news_sm")
