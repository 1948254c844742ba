"""Which quoted pieces are speech, of what kind, and whose."""

import pytest

from etl.annotate import mentions, model, sentences
from etl.annotate.quotes import Quotation, find
from etl.annotate.references import References
from etl.annotate.story import Story


def quotations(text: str, language: str = "en", article_id: str = "a1") -> list[Quotation]:
    """What is found by the surface alone, without a parse."""
    story = Story.read(article_id, text, language, sentences.split(text, language))
    named = mentions.find(model.parse(model.load("rules", language), text), language)
    quoted = [(piece.start, piece.end) for piece in story.pieces]
    references = References.read(text, language, named, sentences=story.sentences, quoted=quoted)
    return list(find(story, references))


def told(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    """Content and speaker of each quotation."""
    return [
        (text[slice(*found.content)], text[slice(*found.voice.speaker)] if found.voice else None)
        for found in quotations(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("“The port is open,” said Wei Lin.", "The port is open,", "Wei Lin"),
        ("“The port is open,” Wei Lin said.", "The port is open,", "Wei Lin"),
        ("Wei Lin said: “The port is open.”", "The port is open.", "Wei Lin"),
        ("Wei Lin told reporters, “The port is open.”", "The port is open.", "Wei Lin"),
        ("“The port is open,” according to Wei Lin.", "The port is open,", "Wei Lin"),
        ("“The port is open,” the harbour office said.", "The port is open,", "the harbour office"),
        ("“The port is open,” said Wei Lin, who runs it.", "The port is open,", "Wei Lin"),
        ("“The port is open,” Wei Lin, the harbour master, said.", "The port is open,", "Wei Lin"),
        ("“Is the port open?” asked Wei Lin.", "Is the port open?", "Wei Lin"),
        ("“Yes,” said Wei Lin.", "Yes,", "Wei Lin"),
        ("''The port is open,'' Mr. Lin said.", "The port is open,", "Mr. Lin"),
        ("‘The port is open,’ said Wei Lin.", "The port is open,", "Wei Lin"),
    ],
)
def test_direct_speech_beside_its_attribution(text: str, content: str, speaker: str) -> None:
    assert told(text) == [(content, speaker)]
    assert quotations(text)[0].kind == "direct"


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("de", "„Der Hafen ist offen“, sagte Jana Roth.", "Jana Roth"),
        ("de", "»Der Hafen ist offen«, erklärte Jana Roth.", "Jana Roth"),
        ("fr", "« Le port est ouvert », a déclaré Luc Morel.", "Luc Morel"),
        ("es", "«El puerto está abierto», dijo Ana Vidal.", "Ana Vidal"),
        ("ru", "«Порт открыт для всех судов», — сказал Олег Крылов.", "Олег Крылов"),
    ],
)
def test_attributions_in_other_languages(language: str, text: str, speaker: str) -> None:
    assert [said for _, said in told(text, language)] == [speaker]


def test_chinese_speech_is_found_without_its_speaker() -> None:
    assert told("部长在北京说：「我们同意在五月开放港口。」", "zh") == [("我们同意在五月开放港口。", None)]


def test_pieces_around_an_attribution_are_one_quotation() -> None:
    first, second = quotations("“The port is open,” he said, “and it is busy.”")
    assert first.quote_id == second.quote_id
    assert first.voice is not None
    assert second.voice is not None
    assert (first.voice.speaker, second.voice.speaker) == ((20, 22), (20, 22))


def test_sentences_of_their_own_are_quotations_of_their_own() -> None:
    first, second = quotations("“The port is open,” Wei Lin said. “It has never been as busy.”")
    assert first.quote_id != second.quote_id
    assert second.voice is not None
    assert (second.voice.reference.name, second.voice.reference.resolution) == ("Wei Lin", "carried")


def test_a_quotation_over_paragraphs_keeps_its_speaker_and_identity() -> None:
    found = quotations("Wei Lin said: “The port is open.\n\n“It is busy.\n\n“It is ours.”")
    assert len(found) == 3
    assert len({quotation.quote_id for quotation in found}) == 1
    assert [quotation.voice.reference.name for quotation in found if quotation.voice] == ["Wei Lin"] * 3


def test_a_pronoun_speaks_for_the_last_speaker() -> None:
    last = quotations("“The port is open,” said Wei Lin.\n\nIt rained.\n\n“It is busy today,” she said.")[-1]
    assert last.voice is not None
    assert (last.voice.reference.name, last.voice.reference.resolution) == ("Wei Lin", "pronoun")


def test_a_last_name_is_completed_from_the_text() -> None:
    [found] = quotations("Minister Wei Lin came by boat. “The port is open,” Lin said.")
    assert found.voice is not None
    assert found.voice.reference.name == "Wei Lin"


def test_a_description_has_no_name() -> None:
    [found] = quotations("“The port is open,” the minister said.")
    assert found.voice is not None
    assert (found.voice.reference.name, found.voice.reference.resolution) == (None, "title")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Wei Lin said that the port “is open for all ships.”", "that the port “is open for all ships."),
        ("Wei Lin said the port “is open” and “as busy as ever.”", "the port “is open” and “as busy as ever."),
        ("Wei Lin said it was “as open as ever” to ships.", "it was “as open as ever” to ships"),
        ("The port “is open for all ships,” Wei Lin said.", "The port “is open for all ships,"),
    ],
)
def test_quoted_words_in_a_reported_clause_are_mixed_and_take_the_clause(text: str, content: str) -> None:
    assert [(text[slice(*found.content)], found.kind) for found in quotations(text)] == [(content, "mixed")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “open port” was closed on Monday.",
        "Wei Lin said the “port” was closed.",
        "Her film “The Harbour at Night” opens in May.",
        "She opened a novel, “The Harbour at Night,” in May.",
        "Wei Lin said her film “The Harbour at Night” opens in May.",
        "“The port is open, Wei Lin said.",
        "The port is open,” Wei Lin said.",
        "Nobody spoke at the port.",
        "",
    ],
)
def test_scare_quotes_titles_and_lone_marks_are_no_speech(text: str) -> None:
    assert quotations(text) == []


def test_a_clause_alone_is_speech_of_nobody() -> None:
    assert told("“We will open the port in May, whatever happens.”") == [
        ("We will open the port in May, whatever happens.", None)
    ]


def test_identities_tell_quotations_and_articles_apart() -> None:
    text = "“The port is open,” said Wei Lin.\n\n“The port is open,” said Ana Vidal."
    first, second = quotations(text)
    other = quotations(text, article_id="a2")[0]
    assert len({first.quote_id, second.quote_id, other.quote_id}) == 3
