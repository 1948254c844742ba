import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.clean.fingerprint import PERMUTATIONS, fingerprint, similarity

WIRE = """The ministers of both countries agreed on Sunday to reopen the northern harbour, which a storm had closed for
nine days. The ferries will begin on Monday morning, Ada Quist, who leads the port authority, said after the talks. The
agreement still has to be approved by the two parliaments, where the opposition has asked for a vote this week.
Fishermen in Lindhaven said that they would not go to sea before the price of fuel had fallen below that of last year.
The government has offered them a part of what they ask, and called the rest impossible before the budget is passed."""
OTHER = """An orchestra of the northern islands won the prize for its recording of three forgotten symphonies on Friday.
Its conductor, Bo Li, thanked the musicians and a librarian, without whom the scores would have stayed in their boxes.
The jury praised the clarity of the strings and the courage of playing works nobody had heard for a hundred years."""
CHINESE = "林德港当局周六宣布因风暴关闭九天的北港重新开放第一艘渡轮载着约两百名乘客从群岛抵达许多人在码头上欢呼。" * 2


def test_values_never_change() -> None:
    assert fingerprint("The harbour was closed.")[:3] == (627369577, 618121837, 2545585255)
    assert fingerprint("港口在星期一关闭了。")[:3] == (821726041, 161093073, 911478587)


def test_small_edits_leave_texts_similar() -> None:
    edited = WIRE.replace("on Sunday", "late on Sunday").replace("nine days", "more than a week") + " (Wire)"
    assert similarity(fingerprint(WIRE), fingerprint(edited)) > 0.5


def test_marks_and_case_do_not_count() -> None:
    assert fingerprint(WIRE.upper().replace(",", " –")) == fingerprint(WIRE)


@pytest.mark.parametrize(("one", "other"), [(WIRE, OTHER), (WIRE, CHINESE), (CHINESE, "风" * 30)])
def test_unrelated_texts_are_not_similar(one: str, other: str) -> None:
    assert similarity(fingerprint(one), fingerprint(other)) < 0.1


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    assert similarity(fingerprint(CHINESE), fingerprint(CHINESE.replace("周六", "周日"))) > 0.5


@pytest.mark.parametrize("text", ["", " \n", "… – !"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert fingerprint(text) == ()
    assert similarity(fingerprint(text), fingerprint(WIRE)) == 0.0


def test_similarity_estimates_the_share_of_common_shingles() -> None:
    words = [f"word{n}" for n in range(2000)]
    one, other = " ".join(words[:1500]), " ".join(words[500:])
    assert similarity(fingerprint(one), fingerprint(other)) == pytest.approx(0.5, abs=3 * 0.0625)


@given(st.text(max_size=80))
def test_any_text_has_all_values_or_none(text: str) -> None:
    values = fingerprint(text)
    assert len(values) in (0, PERMUTATIONS)
    assert all(0 <= value < 2**32 for value in values)
    assert similarity(values, values) == (1.0 if values else 0.0)
