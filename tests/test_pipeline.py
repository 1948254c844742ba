"""Stages over a real lake: one outcome a page, stale rows removed, runs noted."""

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import spacy

from etl import lake, pipeline
from etl.annotate.model import SHIPPED, version
from etl.errors import InputError, ModelError, PartitionError
from etl.lake import Partition
from etl.records import Article, Page, Record, Rejection, Run, Sentence
from etl.settings import Settings

PARTITION = Partition("harbour", date(2025, 5, 1))
PARAGRAPH = (
    "Beijing and Moscow agreed on Thursday to widen the border bridge at Heihe, which carries most of the "
    "trucks between the two countries, an official of the customs house told reporters in the town. "
)


def _die(_batch: list[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def write_page(folder: Path, name: str, paragraphs: int) -> None:
    body = "".join(f"<p>{PARAGRAPH}</p>" for _ in range(paragraphs))
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.html").write_text(f"<html><body><article><h1>{name}</h1>{body}</article></body></html>")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A lake whose English is annotated by rules, which takes no time."""
    return Settings(lake=tmp_path / "lake", models=("en=rules",))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for n in range(40):
        write_page(tmp_path / "pages", f"page-{n:02}", n % 5)
    return tmp_path / "pages"


def rows(settings: Settings, table: type[Record]) -> list[Record]:
    return list(lake.read(settings.lake, table, PARTITION))


def runs(settings: Settings) -> dict[str, str]:
    return {run.stage: run.outcome for run in lake.read(settings.lake, Run, PARTITION)}


def walk(settings: Settings, corpus: Path, workers: int = 1) -> None:
    pipeline.load(settings, PARTITION, [corpus])
    pipeline.clean(settings, PARTITION, workers=workers)
    pipeline.annotate(settings, PARTITION, workers=workers)


def test_every_page_has_one_outcome_in_the_order_of_the_pages(settings: Settings, corpus: Path) -> None:
    walk(settings, corpus)
    pages = [page.page_id for page in lake.read(settings.lake, Page, PARTITION)]
    articles = [row.page_id for row in lake.read(settings.lake, Article, PARTITION)]
    rejected = [row.page_id for row in lake.read(settings.lake, Rejection, PARTITION)]
    assert (len(pages), len(articles), len(rejected)) == (40, 32, 8)
    assert set(pages) == {*articles, *rejected}
    assert articles == [page for page in pages if page in set(articles)]
    assert runs(settings) == {"annotate": "ok", "clean": "ok", "ingest": "ok"}


def test_workers_change_nothing_but_the_time(settings: Settings, corpus: Path) -> None:
    walk(settings, corpus)
    paths = [PARTITION.path(settings.lake, table) for table in (Article, Rejection, Sentence)]
    alone = [path.read_bytes() for path in paths]
    walk(settings, corpus, workers=2)
    assert [path.read_bytes() for path in paths] == alone


def test_rejections_of_ingest_outlive_cleaning(settings: Settings, corpus: Path) -> None:
    (corpus / "dump.jsonl").write_text('{"html": "<p>x</p>"}\nnot json\n')
    walk(settings, corpus)
    pipeline.clean(settings, PARTITION)
    stages = [row.stage for row in lake.read(settings.lake, Rejection, PARTITION)]
    assert stages == ["ingest"] + ["clean"] * 9


def test_new_pages_remove_what_was_made_of_the_old(settings: Settings, corpus: Path) -> None:
    walk(settings, corpus)
    rejected = rows(settings, Rejection)
    pipeline.load(settings, PARTITION, [corpus])
    assert PARTITION.path(settings.lake, Sentence).exists(), "equal pages leave everything"
    assert rows(settings, Rejection) == rejected
    assert set(runs(settings)) == {"ingest", "clean", "annotate"}
    write_page(corpus, "page-99", 3)
    pipeline.load(settings, PARTITION, [corpus])
    assert not PARTITION.path(settings.lake, Article).exists()
    assert not PARTITION.path(settings.lake, Sentence).exists()
    assert runs(settings) == {"ingest": "ok"}


def test_a_stage_without_its_input_says_so(settings: Settings) -> None:
    with pytest.raises(PartitionError, match="annotate finds no articles of harbour 2025-05-01"):
        pipeline.annotate(settings, PARTITION)


def test_a_run_notes_what_annotated(settings: Settings, corpus: Path) -> None:
    walk(settings, corpus)
    versions = {run.stage: (run.model_version, run.lexicon_version) for run in lake.read(settings.lake, Run, PARTITION)}
    model, lexicon = versions.pop("annotate")
    assert model == "rules"
    assert len(lexicon or "") == 12
    assert versions == {"ingest": (None, None), "clean": (None, None)}


def test_own_actors_count_in_the_version_of_the_lexicons(settings: Settings, corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "actors.tsv"
    own.write_text("org:NOR/Harbour League\tHarbour League\tNOR\tPTY\n")
    found = []
    for actors in (None, own):
        walk(replace(settings, actors=actors), corpus)
        found += [run.lexicon_version for run in lake.read(settings.lake, Run, PARTITION) if run.stage == "annotate"]
    assert len(set(found)) == 2


def test_a_wrong_table_of_actors_is_noted_and_changes_nothing(settings: Settings, corpus: Path, tmp_path: Path) -> None:
    walk(settings, corpus)
    before = rows(settings, Sentence)
    with pytest.raises(InputError, match="cannot be read"):
        pipeline.annotate(replace(settings, actors=tmp_path / "none.tsv"), PARTITION)
    assert runs(settings)["annotate"].startswith("failed: InputError")
    assert rows(settings, Sentence) == before


def test_all_models_in_force_are_noted(settings: Settings, corpus: Path, tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "model")
    walk(replace(settings, models=(str(tmp_path / "model"),)), corpus)
    (run,) = (run for run in lake.read(settings.lake, Run, PARTITION) if run.stage == "annotate")
    assert run.model_version == f"de_pipeline-0.0.0 {version(SHIPPED)}"
    assert {row.model for row in lake.read(settings.lake, Sentence, PARTITION)} == {version(SHIPPED)}


def test_a_missing_model_is_noted_and_changes_nothing(settings: Settings, corpus: Path) -> None:
    walk(settings, corpus)
    before = rows(settings, Sentence)
    with pytest.raises(ModelError, match="no model 'no_such_model'"):
        pipeline.annotate(replace(settings, models=("ru=no_such_model",)), PARTITION, workers=2)
    (run,) = (run for run in lake.read(settings.lake, Run, PARTITION) if run.stage == "annotate")
    assert (run.model_version, run.outcome.split(":")[1]) == ("ru=no_such_model", " ModelError")
    assert rows(settings, Sentence) == before


def test_a_failed_run_is_noted(settings: Settings, corpus: Path, tmp_path: Path) -> None:
    walk(settings, corpus)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        pipeline.load(settings, PARTITION, [tmp_path / "empty"])
    assert runs(settings)["ingest"].startswith("failed: InputError")
    assert len(rows(settings, Page)) == 40
    pipeline.load(settings, PARTITION, [corpus])
    assert runs(settings)["ingest"] == "ok"


def test_pages_with_one_text_share_its_annotations(settings: Settings, tmp_path: Path) -> None:
    row = json.dumps({"url": "https://harbour-post.example/a", "text": PARAGRAPH * 3})
    (tmp_path / "twice.jsonl").write_text(f"{row}\n{row}\n")
    walk(settings, tmp_path / "twice.jsonl")
    articles = list(lake.read(settings.lake, Article, PARTITION))
    sentences = [(row.article_id, row.sentence) for row in lake.read(settings.lake, Sentence, PARTITION)]
    assert len(articles) == 2
    assert len({row.article_id for row in articles}) == 1
    assert len(sentences) == len(set(sentences)) == 3


def test_the_lake_is_not_loaded_into_itself(settings: Settings, corpus: Path) -> None:
    folder = corpus.parent
    assert settings.lake.parent == folder
    walk(settings, folder)
    before = rows(settings, Page)
    pipeline.load(settings, PARTITION, [folder])
    assert rows(settings, Page) == before


def test_two_stages_do_not_meet_in_a_partition(settings: Settings, corpus: Path) -> None:
    pipeline.load(settings, PARTITION, [corpus])
    with lake.lock(settings.lake, PARTITION), pytest.raises(PartitionError, match="another run is at work"):
        pipeline.clean(settings, PARTITION)
    assert runs(settings) == {"ingest": "ok"}, "a refused run leaves no trace"
    assert len(rows(settings, Page)) == 40


def test_a_killed_worker_is_one_line(settings: Settings, corpus: Path) -> None:
    from etl.errors import WorkerError
    from etl.workers import ordered_map

    with pytest.raises(WorkerError, match="fewer --workers"):
        list(ordered_map(_die, [1, 2], workers=2, preload="json"))


def test_progress_counts_every_page(settings: Settings, corpus: Path) -> None:
    steps: list[int] = []
    pipeline.load(settings, PARTITION, [corpus], progress=steps.append)
    assert sum(steps) == sum(path.stat().st_size for path in corpus.iterdir())
    steps.clear()
    pipeline.clean(settings, PARTITION, progress=steps.append)
    assert sum(steps) == 40


def test_a_stream_is_not_held(settings: Settings) -> None:
    """Two batches a worker are under way, however long the stream."""
    from etl.workers import BATCH, ordered_map

    taken = 0

    def stream() -> Iterator[int]:
        nonlocal taken
        for n in range(10_000):
            taken += 1
            yield n

    results = ordered_map(list, stream(), workers=2, preload="json")
    assert next(results) == 0
    assert taken == BATCH * 4
    assert list(results) == list(range(1, 10_000))
