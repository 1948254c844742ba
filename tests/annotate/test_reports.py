"""What is said, held against the quotation marks around it."""

import pytest

from etl.annotate.attributions import Attribution
from etl.annotate.reports import Report, reports
from etl.annotate.story import Story


def story(text: str) -> Story:
    """A text of one sentence."""
    return Story.read("a1", text, "en", [(0, len(text))])


def said(text: str, cue: str, *content: str, frame: str = "clause") -> Attribution:
    """An attribution to the first word of the text."""
    return Attribution(
        place(text, cue), place(text, text.split()[0]), tuple(place(text, part) for part in content), frame
    )


def place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def of(text: str, *attributions: Attribution) -> list[Report]:
    return list(reports(story(text), attributions))


def contents(text: str, report: Report) -> list[str]:
    return [text[slice(*span)] for span in report.content]


@pytest.mark.parametrize(
    ("text", "content", "kind", "whole"),
    [
        ("Keller said: “The port is shut.”", "The port is shut", "direct", "The port is shut."),
        ("Keller said that the port is shut.", "that the port is shut", "indirect", "that the port is shut"),
        ("Keller said it “is shut for good” now.", "it “is shut for good” now", "mixed", "it “is shut for good” now"),
        ("Keller said it was “shut for good.”", "it was “shut for good", "mixed", "it was “shut for good.”"),
        ("Keller said the “port” is shut.", "the “port” is shut", "indirect", "the “port” is shut"),
        ("Keller said “Lights at Sea” is out.", "Lights at Sea” is out", "indirect", "Lights at Sea” is out"),
        ("Keller said the film “Lights at Sea” is out.", "the film “Lights at Sea” is out", "indirect", None),
        ("Keller said “it is shut,” and “so be it.”", "it is shut,” and “so", "mixed", "it is shut,” and “so be it."),
    ],
)  # fmt: skip
def test_marks_tell_the_kind_and_no_quoted_piece_is_cut(text: str, content: str, kind: str, whole: str | None) -> None:
    [report] = of(text, said(text, "said", content))
    assert (report.kind, contents(text, report)) == (kind, [whole or content])


def test_pieces_on_both_sides_of_the_cue_stay_direct() -> None:
    text = "“The port,” Keller said, “is shut for good.”"
    [report] = of(text, said(text, "said", "The port", "is shut for good"))
    assert (report.kind, contents(text, report)) == ("direct", ["The port,", "is shut for good."])
    assert list(report.pieces) == [0, 1]


def test_what_the_quoted_words_attribute_is_no_report() -> None:
    text = "Keller said: “Brandt claimed that the port is shut.”"
    outer = said(text, "said", "Brandt claimed that the port is shut")
    inner = Attribution(
        place(text, "claimed"), place(text, "Brandt"), (place(text, "that the port is shut"),), "clause"
    )
    assert [report.said for report in of(text, outer, inner)] == [outer]
    assert of(text, inner) == []


def test_one_stretch_is_reported_once_and_one_within_another_twice() -> None:
    text = "Keller repeated his claim that Brandt denied that the port is shut."
    content = "that Brandt denied that the port is shut"
    first, again = said(text, "repeated", content), said(text, "claim", content, frame="noun")
    inner = said(text, "denied", "that the port is shut")
    assert [report.said for report in of(text, first, again, inner)] == [first, inner]


def test_marks_without_a_word_are_no_report() -> None:
    text = "Keller said … and left."
    assert of(text, said(text, "said", "…")) == []
