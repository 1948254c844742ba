"""The tables of triggers: every entry can be read, and says something that exists."""

import pytest

from etl import lexicons
from etl.annotate.events.triggers import intensities, intensity, modal, sectors, triggers, verb_forms

TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
ROWS = lexicons.rows("etl.annotate.events", "triggers.tsv")
FRAMES = {"-", "both", "share", "with", "own", "back", "in", "oath", "plan", "visit"}


def test_every_row_has_a_known_part_type_mode_and_frame() -> None:
    for part, _word, _needs, event_type, mode, frame in ROWS:
        assert part in {"verb", "adjective", "noun", "light", "say"}
        if part in ("light", "say"):
            assert (event_type, mode, frame) == ("-", "-", "-")
        else:
            assert event_type in TYPES
            assert mode == "-" or (event_type, mode) in intensities()
            assert frame in FRAMES


def test_no_word_has_two_types_for_the_same_needs() -> None:
    assert len({tuple(row[:3]) for row in ROWS}) == len(ROWS)


def test_every_set_that_a_row_asks_for_exists() -> None:
    sets = {name for name, _ in lexicons.rows("etl.annotate.events", "trigger_sets.tsv")}
    asked = {option[1:] for row in ROWS for need in row[2].split() for option in need.partition(":")[2].split("|")
             if option.startswith("@")}  # fmt: skip
    assert asked <= sets | TYPES | {"PERSON", "PLACE", "CONFLICT"}


def test_every_type_has_verbs_and_nouns() -> None:
    for table in (triggers().verbs, triggers().nouns):
        assert {row.event_type for rows in table.values() for row in rows} == TYPES


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("attack", ["attack", "attacks", "attacked", "attacking"]),
        ("ban", ["ban", "bans", "banned", "banning"]),
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("condemn", ["condemn", "condemns", "condemned", "condemning"]),
        ("free", ["free", "frees", "freed", "freeing"]),
        ("veto", ["veto", "vetoes", "vetoed", "vetoing"]),
    ],
)
def test_forms_of_regular_verbs(verb: str, forms: list[str]) -> None:
    assert verb_forms(verb) == forms


def test_listed_forms_come_before_the_regular() -> None:
    assert verb_forms("withdraw")[:3] == ["withdraw", "withdrawn", "withdrew"]


def test_intensity_rises_from_assault_to_aid_and_an_accusation_is_hostile() -> None:
    assert intensity("ASSAULT", None) < intensity("ACCUSE", None) < 0
    assert 0 < intensity("CONSULT", None) < intensity("AID", None)
    assert all(value < 0 for (event_type, _), value in intensities().items() if event_type == "ACCUSE")
    assert {event_type for event_type, mode in intensities() if mode is None} == TYPES


def test_intensity_of_a_mode_without_its_own_is_that_of_the_type() -> None:
    assert intensity("SUPPORT", "unheard of") == intensity("SUPPORT", None)


def test_agents_and_modal_words_are_read() -> None:
    assert sectors()["police"] == "COP"
    assert "denied" in modal("never")
    assert "considering" in modal("perhaps")
