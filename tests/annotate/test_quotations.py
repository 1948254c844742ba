"""Quotation marks of many scripts: what stands between a pair, and what has no pair."""

import pytest

from etl.annotate.quotations import pieces


def quoted(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in pieces(text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“The port is open,” he said.", "The port is open,"),
        ('"The port is open," he said.', "The port is open,"),
        ("''The port is open,'' he said.", "The port is open,"),
        ("``The port is open,'' he said.", "The port is open,"),
        ("„Der Hafen ist offen“, sagte er.", "Der Hafen ist offen"),
        ("„Der Hafen ist offen”, sagte er.", "Der Hafen ist offen"),
        ("»Der Hafen ist offen«, sagte er.", "Der Hafen ist offen"),
        ("« Le port est ouvert », a-t-il dit.", " Le port est ouvert "),
        ("«Порт открыт», — сказал он.", "Порт открыт"),
        ("他说：「港口开放。」", "港口开放。"),
        ("他说：“港口开放。”", "港口开放。"),
        ("彼は『港は開いた』と言った。", "港は開いた"),
        ("‘The port is open,’ he said.", "The port is open,"),
        ("'The port is open,' he said.", "The port is open,"),
        ("‘It’s the crew’s port,’ he said.", "It’s the crew’s port,"),
    ],
)
def test_pairs_of_many_scripts(text: str, content: str) -> None:
    assert quoted(text) == [content]


@pytest.mark.parametrize(
    "text",
    [
        "“The port is open, he said.",
        "The port is open,” he said.",
        '"The port is open, he said.',
        "The board is 12'' wide and 10'' high.",
        "The crew’s boat and the men’s boat, ’tis said.",
        "“”, “ ”",
        "« » ‹",
        "",
    ],
)
def test_marks_without_a_pair_quote_nothing(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“He called it “the bridge” twice,” she said.", "He called it “the bridge” twice,"),
        ("“He called it ‘the bridge’ twice,” she said.", "He called it ‘the bridge’ twice,"),
        ('"He called it “the bridge” twice," she said.', "He called it “the bridge” twice,"),
        ("„Er sagte »nein« dazu“, so Lin.", "Er sagte »nein« dazu"),
        ("''He called it 'the bridge,''' she said.", "He called it 'the bridge,'"),
    ],
)
def test_marks_inside_a_quotation_belong_to_it(text: str, content: str) -> None:
    assert quoted(text) == [content]


@pytest.mark.parametrize(
    "text", ['"The port is open,” he said.', '“The port is open," he said.', '"The port is open,“ he said.']
)
def test_mixed_straight_and_curly_marks_are_a_pair(text: str) -> None:
    assert quoted(text) == ["The port is open,"]


def test_a_forgotten_mark_does_not_hide_the_next_pair() -> None:
    assert quoted("“The port. “It is open,” he said.\n\n“Yes.”") == ["It is open,", "Yes."]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_it_again() -> None:
    first, second, third = pieces("He said: “The port is open.\n\n“It is busy.\n\n“It is ours.” Then “rain” fell.")[:3]
    assert (first.continues, second.continues, third.continues) == (False, True, True)


def test_a_quotation_does_not_go_on_without_a_mark() -> None:
    assert quoted("“The port is open.\n\nIt is busy.”") == []


def test_pieces_take_in_their_marks_and_do_not_overlap() -> None:
    text = "''Open,'' he said, ''and busy.''"
    assert [text[piece.outer_start : piece.outer_end] for piece in pieces(text)] == ["''Open,''", "''and busy.''"]


def test_single_marks_are_left_alone_in_a_text_with_double_ones() -> None:
    assert quoted("“Open,” he said of the ‘big’ port. “Busy,” he said.") == ["Open,", "Busy,"]
