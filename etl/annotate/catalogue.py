"""The catalogue of models: those that are installed, and those that spaCy publishes and can fetch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl import lexicons
from etl.annotate import model
from etl.annotate.model import SHIPPED
from etl.annotate.selection import select
from etl.errors import ModelError

# The table of published models beside this module.
PUBLISHED = "models.tsv"
# Seconds to wait for an answer where there may be no network.
_PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One model. `version` is null unless it is installed; `megabytes` are on disk if it is, to download if not.

    Scores are its authors', null where they state none. `annotates` are the languages it annotates with the
    settings in force, `xx` for every one that has no other model.
    """

    name: str
    language: str
    version: str | None
    megabytes: float
    entities_f1: float | None
    labelled_attachment: float | None
    annotates: tuple[str, ...] = ()


def entries(models: tuple[str, ...]) -> Iterator[Entry]:
    """The model that ships, then the published ones, then what else is installed or stated in `models`.

    Raises what `selection.select` does of a wrong or missing model.
    """
    from spacy.util import get_installed_models

    selected = select(models)
    published = _published()
    present = {SHIPPED, *get_installed_models(), *selected.names}
    for name in (SHIPPED, *published, *sorted(present - published.keys() - {SHIPPED})):
        yield _installed(name, selected.languages(name)) if name in present else published[name]


def install(name: str) -> str:
    """Fetch a published model by spaCy's own road, and return its version.

    Raises:
        ModelError: spaCy's index of models is out of reach or does not have it, or the installation failed.
    """
    from spacy.cli.download import download_model, get_model_filename

    versions = _index()
    if name not in versions:
        raise ModelError(
            f"spaCy publishes no model {name!r} for this version: `newslake model list` names what it does"
        )
    version = str(versions[name][0])
    try:
        download_model(get_model_filename(name, version))
    except SystemExit as error:
        raise ModelError(f"{name} was not installed, the installer says why above: mend that and try again") from error
    return version


def _index() -> Mapping[str, Any]:
    """The versions of each model that fit the spaCy installed, the newest first."""
    import requests
    from spacy import about
    from spacy.util import get_minor_version

    try:
        answer = requests.get(about.__compatibility__, timeout=_PATIENCE)
        answer.raise_for_status()
        versions: Mapping[str, Any] = answer.json()["spacy"].get(get_minor_version(about.__version__), {})
    except requests.RequestException as error:
        raise ModelError(
            "spaCy's index of models is out of reach: try again with a network, or unpack the model elsewhere "
            "and give its folder as --model"
        ) from error
    return versions


@cache
def _published() -> Mapping[str, Entry]:
    return {
        name: Entry(name, language, None, float(megabytes), _score(entities), _score(attachment))
        for name, language, megabytes, entities, attachment in lexicons.rows("etl.annotate", PUBLISHED)
    }


def _installed(name: str, annotates: tuple[str, ...]) -> Entry:
    stated = model.meta(name)
    performance = stated.get("performance", {})
    return Entry(
        name=name,
        language=str(stated["lang"]),
        version=str(stated["version"]),
        megabytes=_size(model.folder(name)) / 1e6,
        entities_f1=_score(performance.get("ents_f")),
        labelled_attachment=_score(performance.get("dep_las")),
        annotates=annotates,
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _score(stated: str | float | None) -> float | None:
    return float(stated) if stated else None
