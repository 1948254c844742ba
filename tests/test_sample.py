"""The sample corpus through the whole walk: what each page must become is recorded in `expected.tsv`."""

import filecmp
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from rich.console import Console

from etl import lake
from etl.clean.fingerprint import similarity
from etl.records import Article, Page, Quote, Record, Rejection
from etl.settings import Settings
from etl.warehouse import SQL, Build, connect
from infra.sample import demo
from infra.sample.generate import HERE, Story, generate, stories

R = TypeVar("R", bound=Record)

STORIES = stories()
EXPECTED = (HERE / "expected.tsv").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    lake = tmp_path_factory.mktemp("sample")
    return Settings(lake=lake, sources=lake / "corpus" / "sources.toml")


@pytest.fixture(scope="module")
def built(settings: Settings) -> Build:
    generate(settings.lake / "corpus")
    return demo.walk(settings, settings.lake / "corpus")


def rows(settings: Settings, table: type[R]) -> Iterator[R]:
    for partition in demo.PARTITIONS.values():
        yield from lake.read(settings.lake, table, partition)


def name(page: Page) -> str:
    """What `expected.tsv` calls a page: its name in the corpus, or its address and the moment of its capture."""
    return page.external_id or f"{page.url} {page.fetched_at:%Y-%m-%dT%H:%M:%SZ}"


def outcomes(settings: Settings) -> Iterator[str]:
    """Every page as a line of `expected.tsv`."""
    found: dict[str | None, Article | Rejection] = {row.page_id: row for row in rows(settings, Article)}
    found |= {row.page_id: row for row in rows(settings, Rejection)}
    for page in rows(settings, Page):
        row = found[page.page_id]
        if isinstance(row, Rejection):
            yield "\t".join((name(page), row.reason))
        else:
            day = f"{row.published_at:%Y-%m-%dT%H:%MZ}" if row.published_at else ""
            stated = (row.title, ", ".join(row.authors), day, row.date_evidence, row.language)
            yield "\t".join((name(page), "truncated" if row.is_truncated else "article", *(v or "" for v in stated)))


def of(settings: Settings, story: Story) -> list[Article]:
    """The articles made of a story's page."""
    ends = (f"{story.outlet.key}/{story.slug}", f"{story.outlet.key}-{story.slug}", story.slug)
    pages = {
        page.page_id
        for page in rows(settings, Page)
        if (page.external_id or page.url or "").removesuffix(".html").removesuffix(".txt").endswith(ends[:2])
        or page.url == story.url
    }
    return [row for row in rows(settings, Article) if row.page_id in pages]


def test_the_corpus_is_as_wide_as_it_says() -> None:
    assert len(STORIES) >= 60
    assert len({story.outlet.key for story in STORIES}) >= 6
    assert len({story.outlet.country for story in STORIES}) >= 4
    assert {story.delivery for story in STORIES} == {"html", "warc", "jsonl", "csv", "text"}
    assert {story.published[:7] for story in STORIES} - {""} == {"2025-04", "2025-05", "2025-06"}


def test_the_corpus_is_the_same_each_time(tmp_path: Path) -> None:
    generate(tmp_path / "one")
    generate(tmp_path / "two")
    names = [str(path.relative_to(tmp_path / "one")) for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(names) > 40
    assert filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", names, shallow=False)[0] == names


def test_every_page_becomes_what_is_recorded(settings: Settings, built: Build) -> None:
    assert built.rows["pages"] == len(EXPECTED) - 1
    assert sorted(outcomes(settings)) == sorted(EXPECTED[1:])


def test_every_text_is_what_its_author_wrote(settings: Settings, built: Build) -> None:
    whole = {"\n\n".join(story.paragraphs) for story in STORIES if "expect" not in story.fields}
    assert {row.text for row in rows(settings, Article)} == whole


def test_what_is_no_page_is_rejected_with_its_place(settings: Settings, built: Build) -> None:
    rejected = [row for row in rows(settings, Rejection) if row.stage == "ingest"]
    assert Counter(row.reason for row in rejected) == {"bad_line": 1, "missing_content": 1}
    assert all("line" in (row.detail or "") for row in rejected)


def test_a_wire_text_is_near_itself_in_every_outlet(settings: Settings, built: Build) -> None:
    wire = [story for story in STORIES if story.slug == "wire-oil-pipe"]
    prints = [article.fingerprint for story in wire for article in of(settings, story)]
    others = [row.fingerprint for row in rows(settings, Article) if row.fingerprint not in prints]
    assert len(prints) == 3
    assert min(similarity(prints[0], other) for other in prints) > 0.5
    assert max(similarity(prints[0], other) for other in others) < 0.2


def test_the_warehouse_holds_the_corrected_text(settings: Settings, built: Build) -> None:
    (story,) = (story for story in STORIES if "superseded" in story.fields)
    versions = of(settings, story)
    assert len({row.article_id for row in versions}) == 2
    assert len({row.canonical_url for row in versions}) == 1
    with connect(built.file) as connection:
        kept = connection.execute("select text from articles where canonical_url = ?", [story.url]).fetchall()
    assert len(kept) == 1
    assert kept[0][0] != "\n\n".join(story.paragraphs)


def test_quotations_and_their_speakers_are_found(settings: Settings, built: Build) -> None:
    """The floor below which the rules for speech must not fall on pages that a person has read."""
    lines = (HERE / "quotations.tsv").read_text(encoding="utf-8").splitlines()
    gold = dict(line.split("\t") for line in lines if not line.startswith("#"))
    found = {row.content: row.speaker_name or row.speaker for row in rows(settings, Quote) if row.kind == "direct"}
    right = [content for content in gold if content in found]
    assert len(right) >= 0.97 * max(len(gold), len(found))
    assert sum(found[content] == gold[content] for content in right) >= 0.87 * len(gold)


def test_the_demo_ends_in_an_answer(settings: Settings, built: Build) -> None:
    console = Console(record=True, width=120, file=io.StringIO())
    demo.answer(built, console)
    demo.farewell(settings, demo.report(settings), console)
    said = console.export_text()
    assert "Neva Courier" in said
    assert "Serik Dauletov" in said
    assert "COOPERATE" in said
    assert str(settings.warehouse) in said


def test_the_demo_explains_an_article(settings: Settings, built: Build) -> None:
    console = Console(record=True, width=100, file=io.StringIO())
    demo.explain(built, console)
    said = console.export_text()
    assert "said «q2 that the parties, [m6 Israel] above all" in said
    assert "CONSULT (phone) · CHN “Xi Jinping” → RUS “Vladimir Putin”" in said


# Of no two outlets are there fourteen days with articles of both.
UNANSWERED = {"who_leads_and_who_follows"}
QUESTIONS = sorted(SQL.glob("analysis/*.sql"))


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.stem for question in QUESTIONS])
def test_every_question_is_answered_as_it_stands(built: Build, question: Path) -> None:
    with connect(built.file) as connection:
        answer = connection.execute(question.read_text(encoding="utf-8")).fetchall()
    assert bool(answer) == (question.stem not in UNANSWERED)
    assert question.read_text(encoding="utf-8").startswith("-- ")
