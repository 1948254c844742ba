"""How English news quotes: a plain sentence of each construction, through the model that ships."""

import pytest

from etl.annotate.annotation import annotate_articles
from etl.records import Quote
from tests.records import article


def quotes(text: str) -> list[Quote]:
    return [row for row in annotate_articles([article(text)]) if isinstance(row, Quote)]


def found(text: str) -> list[tuple[str, str | None, str]]:
    """Kind, speaker and content of each quote."""
    return [(row.kind, row.speaker, row.content) for row in quotes(text)]


KELLER = "Anna Keller"
CLOSED = "that the harbour was closed"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Anna Keller said that the harbour was closed.", KELLER, CLOSED),
        ("Anna Keller said the harbour was closed.", KELLER, "the harbour was closed"),
        ("The minister asked whether the harbour was open.", "The minister", "whether the harbour was open"),
        ("The minister explained how the harbour was closed.", "The minister", "how the harbour was closed"),
        ("Anna Keller told reporters that the harbour was closed.", KELLER, CLOSED),
        ("Anna Keller said in Vienna that the harbour was closed.", KELLER, CLOSED),
        ("Anna Keller wrote that the harbour was closed.", KELLER, CLOSED),
        ("Anna Keller tweeted that the harbour was closed.", KELLER, CLOSED),
        ("The minister denied that the harbour was closed.", "The minister", CLOSED),
        ("The minister warned that the harbour would close.", "The minister", "that the harbour would close"),
        ("The minister vowed that the harbour would stay open.", "The minister", "that the harbour would stay open"),
        ("In a statement, the ministry said the harbour was closed.", "the ministry", "the harbour was closed"),
        ("The ministry said in a statement that the harbour was closed.", "The ministry", CLOSED),
        ("According to Anna Keller, the harbour was closed on Monday.", KELLER, "the harbour was closed on Monday"),
        ("The harbour was closed on Monday, according to Anna Keller.", KELLER, "The harbour was closed on Monday"),
        ("The harbour was closed on Monday, Anna Keller said.", KELLER, "The harbour was closed on Monday"),
        ("The harbour was closed on Monday, said Anna Keller.", KELLER, "The harbour was closed on Monday"),
        ("Anna Keller and Paul Brandt said that the harbour was closed.", "Anna Keller and Paul Brandt", CLOSED),
        ("Anna Keller came to Vienna and said that the harbour was closed.", KELLER, CLOSED),
        ("Anna Keller, speaking in Vienna, said that the harbour was closed.", KELLER, CLOSED),
        ("It was announced by the ministry that the harbour was closed.", "the ministry", CLOSED),
        ("It was announced that the harbour was closed.", None, CLOSED),
        ("Anna Keller was quoted by the Daily Lantern as saying that the harbour was closed.", KELLER, CLOSED),
        ("Anna Keller was quoted as saying that the harbour was closed.", KELLER, CLOSED),
        ("Asked about the harbour, Anna Keller said it was closed.", KELLER, "it was closed"),
        ("Anna Keller said that the harbour was closed, which surprised the captains.", KELLER, CLOSED),
        ("The minister repeated his claim that the harbour was closed.", "The minister", CLOSED),
        ("The minister wants to close the harbour.", "The minister", "to close the harbour"),
        ("The minister vowed to close the harbour.", "The minister", "to close the harbour"),
        ("The minister urged the captains to leave the harbour.", "The minister", "the captains to leave the harbour"),
        ("The minister called Anna Keller a liar.", "The minister", "Anna Keller a liar"),
        ("The minister described the deal as a gift.", "The minister", "the deal as a gift"),
        ("The minister condemned the attack.", "The minister", "the attack"),
        ("The minister called for a ceasefire.", "The minister", "a ceasefire"),
        ("The minister is confident that the harbour was closed.", "The minister", CLOSED),
        ("The minister expressed concern about the harbour.", "The minister", "the harbour"),
        ("The attack was condemned by the minister.", "the minister", "The attack"),
        ("The minister attacked the budget.", "The minister", "the budget"),
        ("The budget was attacked by the minister.", "the minister", "The budget"),
        ("The minister slammed the bill as a gift to the rich.", "The minister", "the bill as a gift to the rich"),
        ("Anna Keller attacked Paul Brandt over his taxes.", KELLER, "Paul Brandt over his taxes"),
        ("Anna Keller hit out at the court.", KELLER, "the court"),
        ("Anna Keller recalled the day of the storm.", KELLER, "the day of the storm"),
        ("Anna Keller recalled that the harbour was closed.", KELLER, CLOSED),
    ],
)
def test_indirect_speech(text: str, speaker: str | None, content: str) -> None:
    assert found(text) == [("indirect", speaker, content)]


def test_indirect_speech_on_both_sides_of_its_attribution_is_one() -> None:
    first, second = quotes("The harbour, Anna Keller said, was closed on Monday.")
    assert (first.content, second.content) == ("The harbour", "was closed on Monday")
    assert (first.quote_id, first.speaker) == (second.quote_id, second.speaker)


def test_a_report_that_leaves_out_who_speaks_has_its_cue() -> None:
    whom, what = quotes("The harbour is expected to close in May.")
    assert (whom.content, what.content) == ("The harbour", "to close in May")
    assert {(row.quote_id, row.cue, row.speaker) for row in (whom, what)} == {(whom.quote_id, "expected", None)}


def test_what_is_added_has_the_same_speaker() -> None:
    assert found("Anna Keller said that the harbour was closed and added that the ships had left.") == [
        ("indirect", KELLER, CLOSED),
        ("indirect", KELLER, "that the ships had left"),
    ]


def test_a_report_within_a_report_has_its_own_speaker() -> None:
    assert found("The minister said Anna Keller denied that the harbour was closed.") == [
        ("indirect", "The minister", "Anna Keller denied that the harbour was closed"),
        ("indirect", KELLER, CLOSED),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The claim surprised the captains.",
        "The reports were late.",
        "The statement was long.",
        "Nobody spoke in Vienna.",
    ],
)
def test_nothing_is_said_by_nouns_that_look_like_verbs(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked nine sites in Vienna.",
        "Nine sites were attacked by drones.",
        "A lorry slammed the harbour wall.",
        "The wall was blasted by soldiers.",
        "The soldiers struck a depot and shelled the harbour.",
        "Missiles hit at dawn.",
        "The minister recalled her ambassador from Vienna.",
        "The maker recalled two million cars.",
    ],
)
def test_a_deed_says_nothing(text: str) -> None:
    assert found(text) == []


def test_a_source_that_opens_a_clause_or_ends_it_is_none_of_it() -> None:
    whole, report = quotes("Anna Keller said that the harbour was closed, according to the Daily Lantern.")
    assert (whole.content, report.content) == ("Anna Keller said that the harbour was closed", CLOSED)
    rows = quotes("“The harbour is closed,” Anna Keller said, according to the Lantern, “and the ships left.”")
    assert [row.content for row in rows] == ["The harbour is closed,", "and the ships left."]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“The harbour is closed,” Anna Keller said.", KELLER, "The harbour is closed,"),
        ("“The harbour is closed,” said Anna Keller.", KELLER, "The harbour is closed,"),
        ("Anna Keller said: “The harbour is closed.”", KELLER, "The harbour is closed."),
        ("Anna Keller said, “The harbour is closed.”", KELLER, "The harbour is closed."),
        ("Anna Keller told the Daily Lantern: “The harbour is closed.”", KELLER, "The harbour is closed."),
        ("“The harbour is closed,” Anna Keller told the Daily Lantern.", KELLER, "The harbour is closed,"),
        ("“The harbour is closed,” Anna Keller tweeted.", KELLER, "The harbour is closed,"),
        ("“The harbour is closed,” Anna Keller wrote.", KELLER, "The harbour is closed,"),
        ("“The harbour is closed,” the minister warned.", "the minister", "The harbour is closed,"),
        ("“Is the harbour closed?” asked Anna Keller.", KELLER, "Is the harbour closed?"),
        ("“The harbour is closed,” according to Anna Keller.", KELLER, "The harbour is closed,"),
        ("“The harbour is closed,” he said, according to the Daily Lantern.", "he", "The harbour is closed,"),
        ("“The harbour is closed,” said Anna Keller, according to a report.", KELLER, "The harbour is closed,"),
        ("Anna Keller said “the harbour is closed,” according to the Lantern.", KELLER, "the harbour is closed,"),
        ("In a statement, the ministry said: “The harbour is closed.”", "the ministry", "The harbour is closed."),
        ("“The harbour is closed,” the ministry said in a statement.", "the ministry", "The harbour is closed,"),
        (
            "Anna Keller and Paul Brandt said in a joint statement: “The harbour is closed.”",
            "Anna Keller and Paul Brandt",
            "The harbour is closed.",
        ),
        (
            "“The harbour is closed,” Anna Keller and Paul Brandt said.",
            "Anna Keller and Paul Brandt",
            "The harbour is closed,",
        ),
        (
            "Anna Keller was quoted by the Daily Lantern as saying: “The harbour is closed.”",
            KELLER,
            "The harbour is closed.",
        ),
        (
            "“The minister said that the harbour was closed,” Anna Keller told reporters.",
            KELLER,
            "The minister said that the harbour was closed,",
        ),
        (
            "“The minister said: ‘The harbour is closed.’ I believe him,” Anna Keller said.",
            KELLER,
            "The minister said: ‘The harbour is closed.’ I believe him,",
        ),
        ('"The harbour is closed," Anna Keller said.', KELLER, "The harbour is closed,"),
        ("‘The harbour is closed,’ Anna Keller said.", KELLER, "The harbour is closed,"),
        ("„The harbour is closed,” Anna Keller said.", KELLER, "The harbour is closed,"),
        ("«The harbour is closed,» Anna Keller said.", KELLER, "The harbour is closed,"),
        ("''The harbour is closed,'' Anna Keller said.", KELLER, "The harbour is closed,"),
    ],
)
def test_direct_speech(text: str, speaker: str, content: str) -> None:
    assert found(text) == [("direct", speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "“The harbour is closed, Anna Keller said.",
        "The harbour is closed,” Anna Keller said.",
        '"The harbour is closed, Anna Keller said. The ships have left.',
    ],
)
def test_a_mark_without_its_like_quotes_nothing_but_the_report_is_found(text: str) -> None:
    assert found(text) == [("indirect", KELLER, "The harbour is closed")]


def test_direct_speech_on_both_sides_of_its_attribution_is_one() -> None:
    first, second = quotes("“The harbour is closed,” Anna Keller said in Vienna, “and the ships have left.”")
    assert (first.content, second.content) == ("The harbour is closed,", "and the ships have left.")
    assert (first.quote_id, first.kind, first.speaker) == (second.quote_id, second.kind, second.speaker)


def test_direct_speech_goes_on_over_sentences() -> None:
    first, second = quotes(
        "“The harbour is closed,” said Anna Keller, who runs it. “The ships left. Nobody will come.”"
    )
    assert second.content == "The ships left. Nobody will come."
    assert (second.kind, second.speaker_name, second.resolution) == ("direct", KELLER, "carried")
    assert first.quote_id != second.quote_id


def test_direct_speech_goes_on_over_paragraphs_that_open_it_again() -> None:
    text = "Anna Keller said: “The harbour is closed.\n\n“The ships have left for the winter.\n\n“Nobody will come.”"
    rows = quotes(text)
    assert [row.content for row in rows] == [
        "The harbour is closed.",
        "The ships have left for the winter.",
        "Nobody will come.",
    ]
    assert {(row.quote_id, row.kind, row.speaker_name) for row in rows} == {(rows[0].quote_id, "direct", KELLER)}


def test_speakers_take_turns() -> None:
    assert found("“It is sad,” said Anna Keller.\n\n“It is over,” said Paul Brandt.") == [
        ("direct", KELLER, "It is sad,"),
        ("direct", "Paul Brandt", "It is over,"),
    ]


def test_an_answer_and_a_block_are_quoted_whole() -> None:
    answer = "It will open when the ice has gone, and not before."
    assert [(row.kind, row.content) for row in quotes(f"Q: Will it open?\n\nAnna Keller: “{answer}”")] == [
        ("direct", answer)
    ]
    assert [(row.kind, row.content) for row in quotes(f"Keller answered in a letter:\n\n“{answer}”\n\nIt rained.")] == [
        ("direct", answer)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Anna Keller said the harbour was “closed for all ships” on Monday.",
            KELLER,
            "the harbour was “closed for all ships” on Monday",
        ),
        (
            "The minister said he had “no doubt” about the plan.",
            "The minister",
            "he had “no doubt” about the plan",
        ),
        (
            "The minister vowed to “keep the harbour open for ever” on Monday.",
            "The minister",
            "to “keep the harbour open for ever” on Monday",
        ),
        (
            "Anna Keller said the harbour was “closed for the winter” and “empty of ships.”",
            KELLER,
            "the harbour was “closed for the winter” and “empty of ships.”",
        ),
    ],
)
def test_a_fragment_in_reported_speech_makes_it_mixed(text: str, speaker: str, content: str) -> None:
    assert found(text) == [("mixed", speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The policy of “dual containment” has failed.",
        "Her novel “The Harbour at Night” was published in May.",
        "James “Jim” Rowe arrived on Monday.",
        "The custom is known as “guanxi” in China.",
        "The minister did “not” sign the treaty.",
        "The word “harbour” is old.",
        "READ MORE: “Harbour closed for the winter”",
        "The Daily Lantern ran the headline “Harbour Closed for Winter” on Monday.",
    ],
)
def test_marks_that_quote_no_speech(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Anna Keller said the “harbour” was closed.",
        "Anna Keller said that her film “The Harbour at Night” opens in May.",
        "James “Jim” Rowe said the harbour was closed.",
        "Anna Keller said that the custom was called “guanxi” in China.",
    ],
)
def test_words_and_titles_in_marks_leave_reported_speech_indirect(text: str) -> None:
    assert [row.kind for row in quotes(text)] == ["indirect"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister defended the policy of “dual containment” on Monday.",
        "Anna Keller said that the mayor wanted a policy of “dual containment.”",
        "The fishermen call it “la noche larga” in Spanish.",
    ],
)
def test_scare_quotes_and_foreign_terms_of_some_words_are_never_direct(text: str) -> None:
    assert "direct" not in {row.kind for row in quotes(text)}
