"""Who is quoted: quotations in, utterances of each side out."""

from datetime import date
from pathlib import Path
from typing import Any

from etl import warehouse
from etl.records import Record
from etl.report import speakers
from etl.report.figures import Inquiry, Section
from etl.report.headlines import headlines
from etl.report.subject import Subject
from tests.records import mention, quote, sentence
from tests.report.conftest import NOTHING, PAIR, SINGLE
from tests.sql.lakes import build, printed

NAMES = {"RUS": "Russia", "CHN": "China", "NOR": "Norway"}
BRIDGE = "we shall build the bridge to China before the winter comes"
FERRY = "no ferry of Russia has ever come to this harbour in time"


def shown(root: Path, *rows: Record, subject: Subject = PAIR) -> Section:
    with warehouse.connect(build(root, *rows)) as connection:
        return speakers.section(Inquiry(connection, subject, "week", "en"), NAMES)


def saying(name: str, speaker: str, said: str, country: str, *, day: int = 1, **fields: Any) -> list[Record]:
    """An article that names both countries and quotes somebody."""
    text = f"{said}, said {speaker} of Russia and China on the way to {name}."
    named = [("Russia", "RUS"), ("China", "CHN")]
    return [
        printed(name, day=day, text=text),
        sentence(0, len(text), article_id=name),
        *(mention(word, text.index(word), country=code, article_id=name) for word, code in named),
        quote(text, said, speaker, article_id=name, quote_id=name, speaker_country=country, **fields),
    ]


def test_what_is_direct_and_what_is_not_stand_apart(tmp_path: Path) -> None:
    """An utterance that one article quotes is direct, though another reports it."""
    section = shown(
        tmp_path,
        *saying("a", "Ann Roe", BRIDGE, "RUS", kind="indirect"),
        *saying("b", "Ann Roe", BRIDGE, "RUS", kind="mixed"),
        *saying("c", "Ann Roe", "the port is closed to all until the ice is gone", "RUS", kind="indirect"),
    )
    (row,) = section.figures[0].rows
    assert (row["side"], row["utterances"], row["direct"], row["indirect"]) == ("Russia", 2, 1, 1)
    assert section.lead.startswith("2 utterances for Russia (1 direct, 1 indirect) and 0 utterances for China, by")
    assert section.figures[0].summary == "Ann Roe 2 utterances, 1 of them direct, 1 mentioning the other side."
    said = headlines(PAIR, NOTHING, [], section.figures[0].rows, [])[4]
    assert said.what == "by speakers for Russia: 1 direct, 1 indirect"


def test_words_that_stand_in_another_period_are_words_all_the_same(tmp_path: Path) -> None:
    earlier = saying("a", "Ann Roe", BRIDGE, "RUS", kind="mixed")
    later = saying("b", "Ann Roe", BRIDGE, "RUS", day=4, kind="indirect")
    since = Subject(PAIR.first, PAIR.second, since=date(2025, 5, 3))
    (row,) = shown(tmp_path, *earlier, *later, subject=since).figures[0].rows
    assert (row["quotations"], row["direct"], row["indirect"]) == (1, 1, 0)


def test_neither_a_country_nor_somebody_is_a_named_speaker(tmp_path: Path) -> None:
    section = shown(
        tmp_path,
        *saying("a", "Ann Roe", BRIDGE, "RUS"),
        *saying("b", "China", FERRY, "CHN", speaker_id="country:CHN"),
        *saying("c", "an official", "nobody here knows when the train will come", "CHN", speaker_name=None),
    )
    assert section.lead.endswith("by 1 named speaker, beside countries as such and speakers without a name.")


def test_a_country_that_speaks_for_itself_is_called_once(tmp_path: Path) -> None:
    rows = [*saying("a", "China", FERRY, "CHN"), *saying("b", "Ann Roe", f"{FERRY} but once", "CHN")]
    section = shown(tmp_path, *rows, subject=SINGLE)
    assert sorted(row["label"] for row in section.figures[0].rows) == ["Ann Roe (China)", "China"]
    assert {row["side"] for row in section.figures[0].rows} == {"other countries"}
