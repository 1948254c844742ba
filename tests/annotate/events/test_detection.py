"""Who does what to whom in a parsed sentence, under Universal Dependencies and under spaCy's own English labels."""

import pytest
from spacy.tokens import Doc

from etl.annotate import mentions
from etl.annotate.events import detection
from tests.annotate.test_attributions import parsed, universal

Told = tuple[str | None, str, str, str | None]


def told(doc: Doc) -> list[Told]:
    """Source, trigger, type and target of each event."""
    named = mentions.countries(doc.text, "en")
    return [
        (found.source.country, doc.text[slice(*found.trigger)], found.event_type, found.target.country)
        for found in detection.find(doc, "en", named)
    ]


ONE_TREE = [
    ("Kenya/2/nsubj attacked/0/ROOT Ghana/2/dobj ./2/punct", [("KEN", "attacked", "ASSAULT", "GHA")]),
    (
        "Kenyan/2/amod troops/3/nsubj attacked/0/ROOT a/6/det Ghanaian/6/amod base/3/dobj ./3/punct",
        [("KEN", "attacked", "ASSAULT", "GHA")],
    ),
    (
        "Kenya/3/nsubjpass was/3/auxpass accused/0/ROOT ./3/punct",
        [],
    ),
    (
        "Kenya/4/nsubj and/1/cc Ghana/1/conj met/0/ROOT ./4/punct",
        [("KEN", "met", "CONSULT", "GHA"), ("GHA", "met", "CONSULT", "KEN")],
    ),
    (
        "Kenya/2/nsubj threatened/0/ROOT to/4/aux bomb/2/xcomp Ghana/4/dobj ./2/punct",
        [("KEN", "threatened", "THREATEN", "GHA")],
    ),
    (
        "Kenya/2/nsubj urged/0/ROOT Ghana/2/dobj to/5/aux release/2/xcomp hostages/5/dobj ./2/punct",
        [("KEN", "urged", "REQUEST", "GHA")],
    ),
    (
        "Kenya/3/nsubj will/3/aux help/0/ROOT Ghana/3/dobj ./3/punct",
        [("KEN", "help", "AGREE", "GHA")],
    ),
    (
        "Kenya/2/nsubj refused/0/ROOT to/4/aux recognise/2/xcomp Ghana/4/dobj ./2/punct",
        [("KEN", "refused", "REJECT", "GHA")],
    ),
    (
        "Kenya/2/nsubj said/0/ROOT it/5/nsubj had/5/aux invaded/2/ccomp Ghana/5/dobj ./2/punct",
        [("KEN", "invaded", "ASSAULT", "GHA")],
    ),
    (
        "Kenya/5/nsubj ,/1/punct which/4/nsubj invaded/1/relcl fell/0/ROOT ./5/punct",
        [],
    ),
    (
        "Kenya/6/nsubj ,/1/punct which/4/nsubj invaded/1/relcl Ghana/4/dobj fell/0/ROOT ./6/punct",
        [("KEN", "invaded", "ASSAULT", "GHA")],
    ),
    (
        "Kenyan/2/amod police/3/nsubj arrested/0/ROOT protesters/3/dobj ./3/punct",
        [("KEN", "arrested", "COERCE", "KEN")],
    ),
    (
        "Kenyan/2/amod jets/3/nsubj bombed/0/ROOT Ghana/3/dobj ,/3/punct killing/3/advcl civilians/6/dobj ./3/punct",
        [("KEN", "bombed", "ASSAULT", "GHA")],
    ),
    (
        "Kenyan/2/amod jets/3/nsubj bombed/0/ROOT homes/3/dobj ,/3/punct killing/3/advcl civilians/6/dobj ./3/punct",
        [("KEN", "bombed", "ASSAULT", "KEN")],
    ),
    ("Kenya/2/nsubj beat/0/ROOT Ghana/2/dobj ./2/punct", [("KEN", "beat", "ASSAULT", "GHA")]),
    ("Kenya/2/nsubj beat/0/ROOT Ghana/2/dobj 3-1/2/advmod ./2/punct", []),
    ("Kenya/2/nsubj crushed/0/ROOT Ghana/2/dobj in/2/prep the/7/det semifinal/5/pobj ./2/punct", []),
    (
        "Kenya/2/nsubj attacked/0/ROOT Ghana/2/dobj over/2/prep tariffs/4/pobj ./2/punct",
        [("KEN", "attacked", "ACCUSE", "GHA")],
    ),
    (
        "Kenyan/2/amod hostages/3/nsubj received/0/ROOT Ghanaian/5/amod aid/3/dobj ./3/punct",
        [("GHA", "received", "AID", "KEN")],
    ),
]


@pytest.mark.parametrize(("row", "events"), ONE_TREE)
def test_both_schemes_where_the_tree_is_the_same(row: str, events: list[Told]) -> None:
    assert told(parsed(row)) == events
    assert told(parsed(universal(row))) == events


TWO_TREES = [
    (
        "Ghana/3/nsubj:pass was/3/aux:pass attacked/0/root by/5/case Kenya/3/obl:agent ./3/punct",
        "Ghana/3/nsubjpass was/3/auxpass attacked/0/ROOT by/3/agent Kenya/4/pobj ./3/punct",
        [("KEN", "attacked", "ASSAULT", "GHA")],
    ),
    (
        "Kenya/4/nmod:poss 's/1/case big/4/amod invasion/7/nsubj of/6/case Ghana/4/nmod failed/0/root ./7/punct",
        "Kenya/4/poss 's/1/case big/4/amod invasion/7/nsubj of/4/prep Ghana/5/pobj failed/0/ROOT ./7/punct",
        [("KEN", "invasion", "ASSAULT", "GHA")],
    ),
    (
        "Talks/6/nsubj between/3/case Kenya/1/nmod and/5/cc Ghana/3/conj began/0/root ./6/punct",
        "Talks/6/nsubj between/1/prep Kenya/2/pobj and/3/cc Ghana/3/conj began/0/ROOT ./6/punct",
        [("KEN", "Talks", "CONSULT", "GHA"), ("GHA", "Talks", "CONSULT", "KEN")],
    ),
    (
        "Kenya/2/nsubj imposed/0/root sanctions/2/obj on/5/case Ghana/2/obl ./2/punct",
        "Kenya/2/nsubj imposed/0/ROOT sanctions/2/dobj on/2/prep Ghana/4/pobj ./2/punct",
        [("KEN", "imposed", "SANCTION", "GHA")],
    ),
    (
        "Kenya/2/nsubj held/0/root talks/2/obj with/5/case Ghana/3/nmod ./2/punct",
        "Kenya/2/nsubj held/0/ROOT talks/2/dobj with/3/prep Ghana/4/pobj ./2/punct",
        [("KEN", "held", "CONSULT", "GHA"), ("GHA", "held", "CONSULT", "KEN")],
    ),
    (
        "Two/2/nummod Kenyans/4/nsubj:pass were/4/aux:pass arrested/0/root in/6/case Ghana/4/obl ./4/punct",
        "Two/2/nummod Kenyans/4/nsubjpass were/4/auxpass arrested/0/ROOT in/4/prep Ghana/5/pobj ./4/punct",
        [("GHA", "arrested", "COERCE", "KEN")],
    ),
    (
        "The/2/det president/5/nsubj of/4/case Kenya/2/nmod visited/0/root Ghana/5/obj ./5/punct",
        "The/2/det president/5/nsubj of/2/prep Kenya/3/pobj visited/0/ROOT Ghana/5/dobj ./5/punct",
        [("KEN", "visited", "CONSULT", "GHA")],
    ),
    (
        "Ghana/3/nsubj must/3/aux leave/6/ccomp ,/6/punct Kenya/6/nsubj said/0/root ./6/punct",
        "Ghana/3/nsubj must/3/aux leave/6/ccomp ,/6/punct Kenya/6/nsubj said/0/ROOT ./6/punct",
        [("KEN", "must", "REQUEST", "GHA")],
    ),
]


@pytest.mark.parametrize(("row", "other", "events"), TWO_TREES)
def test_both_schemes_where_words_hang_differently(row: str, other: str, events: list[Told]) -> None:
    assert told(parsed(row)) == events
    assert told(parsed(other)) == events


MISREAD = [
    "Kenya/2/nsubj imposed/3/amod sanctions/0/root on/5/case Ghana/3/nmod ./3/punct",
    "Kenya/2/nsubj has/0/root imposed/4/amod sanctions/2/obj on/6/case Ghana/4/nmod ./2/punct",
    "Kenya/3/compound imposed/3/amod sanctions/0/root on/5/case Ghana/3/nmod ./3/punct",
]


@pytest.mark.parametrize("row", MISREAD)
def test_a_verb_that_the_parser_takes_for_an_attribute(row: str) -> None:
    assert told(parsed(row)) == [("KEN", "imposed", "SANCTION", "GHA")]


def flags(row: str) -> list[tuple[bool, bool]]:
    doc = parsed(row)
    return [
        (one.is_negated, one.is_hypothetical) for one in detection.find(doc, "en", mentions.countries(doc.text, "en"))
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Kenya/2/nsubj attacked/0/root Ghana/2/obj", (False, False)),
        ("Kenya/4/nsubj did/4/aux not/4/advmod attack/0/root Ghana/4/obj", (True, False)),
        ("Kenya/4/nsubj did/4/aux not/4/neg attack/0/ROOT Ghana/4/dobj", (True, False)),
        ("Kenya/3/nsubj may/3/aux attack/0/root Ghana/3/obj", (False, True)),
        ("Kenya/2/nsubj denied/0/root that/5/mark it/5/nsubj attacked/2/ccomp Ghana/5/obj", (True, False)),
        ("Kenya/2/nsubj wants/0/root to/4/mark attack/2/xcomp Ghana/4/obj", (False, True)),
        ("If/3/mark Kenya/3/nsubj attacks/6/advcl Ghana/3/obj we/6/nsubj leave/0/root", (False, True)),
    ],
)
def test_what_did_not_happen_or_may(row: str, expected: tuple[bool, bool]) -> None:
    assert flags(row) == [expected]


def test_other_languages_and_texts_without_names_have_no_events() -> None:
    doc = parsed("Kenya/2/nsubj attacked/0/root Ghana/2/obj")
    named = mentions.countries(doc.text, "en")
    assert list(detection.find(doc, "de", named)) == []
    assert list(detection.find(doc, "en", [])) == []


def test_the_place_of_a_dateline_acts_in_nothing() -> None:
    row = "NAIROBI/4/nsubj -/1/punct Gunmen/4/nsubj attacked/0/root Ghana/4/obj ./4/punct"
    assert told(parsed(row)) == []


def test_fighters_in_a_country_do_not_fight_it() -> None:
    assert told(parsed("Kenyan/2/amod rebels/3/nsubj fight/0/root in/5/case Ghana/3/obl ./3/punct")) == []


@pytest.mark.parametrize(
    ("behind", "is_enemy"),
    [
        pytest.param("for/5/case Ghana/3/obl", False, id="a country"),
        pytest.param("for/6/case Ghanaian/6/amod rebels/3/obl", False, id="its people"),
        pytest.param("for/5/case Accra/3/obl", True, id="a town"),
        pytest.param("against/5/case Ghana/3/obl", True, id="against a country"),
    ],
)
def test_who_is_fought_for_is_no_enemy(behind: str, is_enemy: bool) -> None:
    assert bool(told(parsed(f"Kenyan/2/amod men/3/nsubj fought/0/root {behind}"))) is is_enemy


@pytest.mark.parametrize(
    ("said", "events"),
    [
        ("Ghana/5/nsubj should/5/aux leave/2/ccomp", [("KEN", "should", "REQUEST", "GHA")]),
        ("Ghana/7/nsubj and/5/cc Kenya/3/conj should/7/aux leave/2/ccomp", []),
    ],
    ids=["another", "both together"],
)
def test_who_says_what_they_should_do_together_asks_nobody(said: str, events: list[Told]) -> None:
    assert told(parsed(f"Kenya/2/nsubj said/0/root {said}")) == events


def test_a_sentence_longer_than_prose_is_left_out() -> None:
    row = "Kenya/2/nsubj attacked/0/root Ghana/2/obj " + "now/2/advmod " * 500
    assert told(parsed(row)) == []
