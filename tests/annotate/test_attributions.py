"""What is said by whom in a parsed sentence, under Universal Dependencies and under spaCy's own English labels."""

from collections.abc import Callable, Sequence

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from etl.annotate import attributions
from etl.annotate.attributions import Attribution
from tests.annotate.work import calls

VOCAB = spacy.blank("en").vocab
# Where the schemes name the same relation differently; where they hang words differently, a sentence is written twice.
UNIVERSAL = {
    "nsubjpass": "nsubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "npadvmod": "obl",
}


def parsed(*rows: str) -> Doc:
    """A document of one sentence a row: words as `word/number of the head/label`, a head of 0 being the root."""
    words: list[str] = []
    heads: list[int] = []
    labels: list[str] = []
    for row in rows:
        start = len(words)
        for number, cell in enumerate(row.split()):
            word, head, label = cell.rsplit("/", 2)
            words.append(word)
            heads.append(start + (int(head) - 1 if int(head) else number))
            labels.append(label)
    return Doc(VOCAB, words=words, heads=heads, deps=labels)


def universal(row: str) -> str:
    """A sentence under spaCy's English labels under those of Universal Dependencies; the tree stays."""
    cells = (cell.rsplit("/", 1) for cell in row.split())
    return " ".join(f"{left}/{UNIVERSAL.get(label, label)}" for left, label in cells)


def told(doc: Doc) -> list[tuple[str, str, str | None, list[str]]]:
    """Frame, cue, speaker and content of each attribution."""
    return [
        (
            found.frame,
            doc.text[slice(*found.cue)],
            doc.text[slice(*found.speaker)] if found.speaker else None,
            [doc.text[slice(*span)] for span in found.content],
        )
        for found in attributions.find(doc, "en")
        if found.content
    ]


ONE_TREE = [
    (
        "Keller/2/nsubj said/0/ROOT that/6/mark the/5/det port/6/nsubj closed/2/ccomp ./2/punct",
        ("clause", "said", "Keller", ["that the port closed"]),
    ),
    (
        "Keller/2/nsubj said/0/ROOT the/4/det port/5/nsubj closed/2/ccomp ./2/punct",
        ("clause", "said", "Keller", ["the port closed"]),
    ),
    (
        "Keller/2/nsubj asked/0/ROOT whether/6/mark the/5/det port/6/nsubj closed/2/ccomp ./2/punct",
        ("clause", "asked", "Keller", ["whether the port closed"]),
    ),
    (
        "Keller/2/nsubj explained/0/ROOT how/6/advmod the/5/det port/6/nsubj closed/2/ccomp ./2/punct",
        ("clause", "explained", "Keller", ["how the port closed"]),
    ),
    (
        "Keller/2/nsubj told/0/ROOT Brandt/2/dobj that/6/mark ports/6/nsubj closed/2/ccomp ./2/punct",
        ("clause", "told", "Keller", ["that ports closed"]),
    ),
    (
        "Keller/2/nsubj wants/0/ROOT to/4/aux leave/2/xcomp Vienna/4/dobj ./2/punct",
        ("infinitive", "wants", "Keller", ["to leave Vienna"]),
    ),
    (
        "Keller/2/nsubj called/0/ROOT him/2/dobj a/5/det liar/2/xcomp ./2/punct",
        ("predicate", "called", "Keller", ["him a liar"]),
    ),
    (
        "Keller/2/nsubj condemned/0/ROOT the/4/det attack/2/dobj ./2/punct",
        ("object", "condemned", "Keller", ["the attack"]),
    ),
    (
        (
            "His/2/poss claim/7/nsubj that/6/mark the/5/det port/6/nsubj closed/2/acl surprised/0/ROOT "
            "Brandt/7/dobj ./7/punct"
        ),
        ("noun", "claim", "His", ["that the port closed"]),
    ),
    (
        "Keller/2/nsubj spread/0/ROOT the/4/det claim/2/dobj that/7/mark ports/7/nsubj closed/4/acl ./2/punct",
        ("noun", "claim", "Keller", ["that ports closed"]),
    ),
    (
        "The/2/det port/3/nsubj closed/6/ccomp ,/6/punct Keller/6/nsubj said/0/ROOT ./6/punct",
        ("clause", "said", "Keller", ["The port closed"]),
    ),
    (
        "The/2/det port/3/nsubj closed/5/ccomp ,/5/punct said/0/ROOT Keller/5/nsubj ./5/punct",
        ("clause", "said", "Keller", ["The port closed"]),
    ),
    (
        "The/2/det port/3/nsubj closed/0/ROOT ,/3/punct Keller/6/nsubj said/3/parataxis ./3/punct",
        ("clause", "said", "Keller", ["The port closed"]),
    ),
    (
        (
            "The/2/det port/7/nsubj ,/5/punct Keller/5/nsubj said/7/parataxis ,/5/punct closed/0/ROOT "
            "on/7/dep Monday/7/npadvmod ./7/punct"
        ),
        ("clause", "said", "Keller", ["The port", "closed on Monday"]),
    ),
    (
        (
            "The/2/det minister/8/nsubj who/4/nsubj said/2/relcl that/7/mark ports/7/nsubj "
            "closed/4/ccomp left/0/ROOT ./8/punct"
        ),
        ("clause", "said", "The minister", ["that ports closed"]),
    ),
    (
        "Keller/2/nsubj came/0/ROOT and/2/cc said/2/conj that/7/mark ports/7/nsubj closed/4/ccomp ./2/punct",
        ("clause", "said", "Keller", ["that ports closed"]),
    ),
    (
        "Keller/2/nsubj left/0/ROOT ,/2/punct saying/2/advcl that/7/mark ports/7/nsubj closed/4/ccomp ./2/punct",
        ("clause", "saying", "Keller", ["that ports closed"]),
    ),
    (
        "It/3/nsubjpass was/3/auxpass announced/0/ROOT that/6/mark ports/6/nsubj closed/3/ccomp ./3/punct",
        ("clause", "announced", None, ["that ports closed"]),
    ),
    (
        (
            "Keller/3/nsubjpass was/3/auxpass quoted/0/ROOT as/5/mark saying/3/advcl that/8/mark "
            "ports/8/nsubj closed/5/ccomp ./3/punct"
        ),
        ("clause", "saying", "Keller", ["that ports closed"]),
    ),
    (
        (
            "Keller/2/nsubj said/0/ROOT that/5/mark ports/5/nsubj closed/2/ccomp and/9/cc that/9/mark "
            "ships/9/nsubj left/5/conj ./2/punct"
        ),
        ("clause", "said", "Keller", ["that ports closed and that ships left"]),
    ),
    (
        (
            "Keller/2/nsubj said/0/ROOT ports/4/nsubj shut/2/ccomp in/4/dep Vienna/4/dep ,/9/punct "
            "which/9/nsubj surprised/6/relcl us/9/dobj ./2/punct"
        ),
        ("clause", "said", "Keller", ["ports shut in Vienna"]),
    ),
    (
        "The/2/det sale/4/nsubjpass is/4/auxpass expected/0/ROOT to/6/aux close/4/xcomp ./4/punct",
        ("raised", "expected", None, ["The sale", "to close"]),
    ),
    (
        "Asked/7/advcl whether/4/mark ports/4/nsubj closed/1/ccomp ,/7/punct Keller/7/nsubj nodded/0/ROOT ./7/punct",
        ("clause", "Asked", None, ["whether ports closed"]),
    ),
    (
        "Keller/2/nsubj criticized/0/ROOT his/4/poss plan/2/dobj to/6/aux leave/4/acl ./2/punct",
        ("noun", "plan", "his", ["to leave"]),
    ),
    (
        "Keller/2/nsubj admitted/0/ROOT closing/2/xcomp the/5/det port/3/dobj ./2/punct",
        ("object", "admitted", "Keller", ["closing the port"]),
    ),
    (
        "Keller/2/nsubj said/0/ROOT ports/4/nsubj shut/2/ccomp in/4/dep May/4/dep ,/6/punct May/6/appos ./2/punct",
        ("clause", "said", "Keller", ["ports shut in May"]),
    ),
]


def ids(cases: Sequence[tuple[str, object]]) -> list[str]:
    return [" ".join(cell.rsplit("/", 2)[0] for cell in row.split()) for row, _ in cases]


@pytest.mark.parametrize("is_universal", [False, True], ids=["spacy", "ud"])
@pytest.mark.parametrize(("row", "said"), ONE_TREE, ids=ids(ONE_TREE))
def test_a_tree_that_both_schemes_share(
    row: str, said: tuple[str, str, str | None, list[str]], is_universal: bool
) -> None:
    assert told(parsed(universal(row) if is_universal else row)) == [said]


TWO_TREES = [
    (
        "Keller/2/nsubj ordered/0/ROOT him/5/nsubj to/5/aux leave/2/ccomp ./2/punct",
        "Keller/2/nsubj ordered/0/ROOT him/2/obj to/5/mark leave/2/xcomp ./2/punct",
        ("infinitive", "ordered", "Keller", ["him to leave"]),
    ),
    (
        "Keller/2/nsubj described/0/ROOT the/4/det deal/2/dobj as/2/prep a/7/det gift/5/pobj ./2/punct",
        "Keller/2/nsubj described/0/ROOT the/4/det deal/2/obj as/7/case a/7/det gift/2/obl ./2/punct",
        ("predicate", "described", "Keller", ["the deal as a gift"]),
    ),
    (
        "A/2/det man/0/ROOT whom/5/dobj they/5/nsubj call/2/relcl a/7/det liar/5/oprd ./2/punct",
        "A/2/det man/0/root whom/5/obj they/5/nsubj call/2/acl:relcl a/7/det liar/5/xcomp ./2/punct",
        ("predicate", "call", "they", ["a liar"]),
    ),
    (
        "Keller/2/nsubj called/0/ROOT for/2/prep a/5/det ceasefire/3/pobj ./2/punct",
        "Keller/2/nsubj called/0/ROOT for/5/case a/5/det ceasefire/2/obl ./2/punct",
        ("object", "called", "Keller", ["a ceasefire"]),
    ),
    (
        (
            "The/2/det warning/9/nsubj by/2/prep the/5/det ministry/3/pobj that/8/mark ports/8/nsubj "
            "shut/2/acl surprised/0/ROOT us/9/dobj ./9/punct"
        ),
        (
            "The/2/det warning/9/nsubj by/5/case the/5/det ministry/2/nmod that/8/mark ports/8/nsubj "
            "shut/2/acl surprised/0/root us/9/obj ./9/punct"
        ),
        ("noun", "warning", "the ministry", ["that ports shut"]),
    ),
    (
        "According/7/prep to/1/prep the/4/det ministry/2/pobj ,/7/punct ports/7/nsubj shut/0/ROOT ./7/punct",
        "According/4/case to/1/fixed the/4/det ministry/7/obl ,/4/punct ports/7/nsubj shut/0/root ./7/punct",
        ("according", "According to", "the ministry", ["ports shut"]),
    ),
    (
        "Ports/2/nsubj shut/0/ROOT ,/2/punct according/2/prep to/4/prep the/7/det ministry/5/pobj ./2/punct",
        "Ports/2/nsubj shut/0/root ,/2/punct according/7/case to/4/fixed the/7/det ministry/2/obl ./2/punct",
        ("according", "according to", "the ministry", ["Ports shut"]),
    ),
    (
        (
            "It/3/nsubjpass was/3/auxpass announced/0/ROOT by/3/agent Keller/4/pobj that/8/mark "
            "ports/8/nsubj shut/3/ccomp ./3/punct"
        ),
        (
            "It/3/nsubj:pass was/3/aux:pass announced/0/root by/5/case Keller/3/obl:agent that/8/mark "
            "ports/8/nsubj shut/3/ccomp ./3/punct"
        ),
        ("clause", "announced", "Keller", ["that ports shut"]),
    ),
    (
        (
            "Keller/3/nsubjpass was/3/auxpass quoted/0/ROOT by/3/agent Brandt/4/pobj as/3/prep "
            "saying/6/pcomp that/10/mark ports/10/nsubj shut/7/ccomp ./3/punct"
        ),
        (
            "Keller/3/nsubj:pass was/3/aux:pass quoted/0/root by/5/case Brandt/3/obl:agent as/7/mark "
            "saying/3/advcl that/10/mark ports/10/nsubj shut/7/ccomp ./3/punct"
        ),
        ("clause", "saying", "Keller", ["that ports shut"]),
    ),
    (
        (
            "Keller/2/nsubj told/0/ROOT Brandt/2/dative in/2/prep Vienna/4/pobj that/8/mark "
            "ports/8/nsubj shut/2/ccomp ./2/punct"
        ),
        (
            "Keller/2/nsubj told/0/root Brandt/2/iobj in/5/case Vienna/2/obl that/8/mark ports/8/nsubj "
            "shut/2/ccomp ./2/punct"
        ),
        ("clause", "told", "Keller", ["that ports shut"]),
    ),
    (
        "Keller/4/nsubj ,/1/punct Brandt/1/appos said/0/ROOT ports/6/nsubj shut/4/ccomp in/6/prep May/7/pobj ./4/punct",
        "Keller/4/nsubj ,/3/punct Brandt/1/appos said/0/root ports/6/nsubj shut/4/ccomp in/8/case May/6/obl ./4/punct",
        ("clause", "said", "Keller", ["ports shut in May"]),
    ),
    (
        "In/6/prep a/3/det statement/1/pobj ,/6/punct Keller/6/nsubj said/0/ROOT ports/8/nsubj shut/6/ccomp ./6/punct",
        "In/3/case a/3/det statement/6/obl ,/3/punct Keller/6/nsubj said/0/root ports/8/nsubj shut/6/ccomp ./6/punct",
        ("clause", "said", "Keller", ["ports shut"]),
    ),
    (
        "Keller/2/nsubj is/0/ROOT confident/2/acomp that/6/mark ports/6/nsubj shut/3/ccomp ./2/punct",
        "Keller/3/nsubj is/3/cop confident/0/root that/6/mark ports/6/nsubj shut/3/ccomp ./3/punct",
        ("clause", "confident", "Keller", ["that ports shut"]),
    ),
    (
        "The/2/det deal/4/nsubjpass was/4/auxpass condemned/0/ROOT by/4/agent Keller/5/pobj ./4/punct",
        "The/2/det deal/4/nsubj:pass was/4/aux:pass condemned/0/root by/6/case Keller/4/obl:agent ./4/punct",
        ("raised", "condemned", "Keller", ["The deal"]),
    ),
    (
        (
            "The/2/det deal/4/nsubjpass was/4/auxpass described/0/ROOT by/4/agent Keller/5/pobj as/4/prep "
            "a/9/det gift/7/pobj ./4/punct"
        ),
        (
            "The/2/det deal/4/nsubj:pass was/4/aux:pass described/0/root by/6/case Keller/4/obl:agent as/9/case "
            "a/9/det gift/4/obl ./4/punct"
        ),
        ("raised", "described", "Keller", ["The deal", "as a gift"]),
    ),
    (
        "Keller/2/nsubj voiced/0/ROOT concern/2/dobj about/3/prep prices/4/pobj ./2/punct",
        "Keller/2/nsubj voiced/0/root concern/2/obj about/5/case prices/3/nmod ./2/punct",
        ("noun", "concern", "Keller", ["prices"]),
    ),
    (
        "Keller/2/nsubj decried/0/ROOT a/4/det rise/2/dobj in/2/prep crime/5/pobj on/2/prep Monday/7/pobj ./2/punct",
        "Keller/2/nsubj decried/0/root a/4/det rise/2/obj in/6/case crime/2/obl on/8/case Monday/2/obl ./2/punct",
        ("object", "decried", "Keller", ["a rise in crime"]),
    ),
    (
        "Ports/8/nsubj ,/8/punct according/8/prep to/3/prep the/6/det ministry/4/pobj ,/8/punct shut/0/ROOT ./8/punct",
        "Ports/8/nsubj ,/8/punct according/6/case to/3/fixed the/6/det ministry/8/obl ,/8/punct shut/0/root ./8/punct",
        ("according", "according to", "the ministry", ["shut"]),
    ),
    (
        (
            "Since/10/prep May/1/pobj ,/10/punct according/10/prep to/4/prep Keller/5/pobj ,/10/punct the/9/det "
            "ports/10/nsubj shut/0/ROOT ./10/punct"
        ),
        (
            "Since/2/case May/10/obl ,/10/punct according/6/case to/4/fixed Keller/10/obl ,/10/punct the/9/det "
            "ports/10/nsubj shut/0/root ./10/punct"
        ),
        ("according", "according to", "Keller", ["Since May", "the ports shut"]),
    ),
    (
        (
            "According/10/prep to/1/prep Rowe/2/pobj ,/3/punct the/6/det mayor/3/appos ,/3/punct two/9/nummod "
            "ports/10/nsubj shut/0/ROOT ./10/punct"
        ),
        (
            "According/3/case to/1/fixed Rowe/10/obl ,/6/punct the/6/det mayor/3/appos ,/3/punct two/9/nummod "
            "ports/10/nsubj shut/0/root ./10/punct"
        ),
        ("according", "According to", "Rowe", ["two ports shut"]),
    ),
]


@pytest.mark.parametrize("is_universal", [False, True], ids=["spacy", "ud"])
@pytest.mark.parametrize(
    ("row", "in_universal", "said"), TWO_TREES, ids=ids([(row, said) for row, _, said in TWO_TREES])
)
def test_a_sentence_whose_tree_the_schemes_draw_differently(
    row: str, in_universal: str, said: tuple[str, str, str | None, list[str]], is_universal: bool
) -> None:
    assert told(parsed(in_universal if is_universal else row)) == [said]


@pytest.mark.parametrize("is_universal", [False, True], ids=["spacy", "ud"])
@pytest.mark.parametrize("head", [2, 5], ids=["joined to said", "joined to closed"])
def test_what_a_second_verb_adds_is_its_own_and_the_speaker_is_the_same(head: int, is_universal: bool) -> None:
    row = (
        "Keller/2/nsubj said/0/ROOT that/5/mark ports/5/nsubj closed/2/ccomp "
        f"and/7/cc added/{head}/conj that/10/mark ships/10/nsubj left/7/ccomp ./2/punct"
    )
    assert told(parsed(universal(row) if is_universal else row)) == [
        ("clause", "said", "Keller", ["that ports closed"]),
        ("clause", "added", "Keller", ["that ships left"]),
    ]


@pytest.mark.parametrize("is_universal", [False, True], ids=["spacy", "ud"])
def test_a_participle_behind_what_is_said_is_the_speakers(is_universal: bool) -> None:
    row = "Keller/2/nsubj said/0/ROOT ports/4/nsubj shut/2/ccomp ,/6/punct citing/4/advcl ice/6/dobj ./2/punct"
    assert told(parsed(universal(row) if is_universal else row)) == [
        ("clause", "said", "Keller", ["ports shut"]),
        ("object", "citing", "Keller", ["ice"]),
    ]


@pytest.mark.parametrize(
    ("verb", "speaker"),
    [(",/3/punct saying/3/advcl", "Brandt"), ("and/7/cc said/3/conj", "Keller")],
    ids=["participle", "shared subject"],
)
def test_behind_a_passive_a_participle_is_the_agents_and_a_joined_verb_is_not(verb: str, speaker: str) -> None:
    start = "Keller/3/nsubj:pass was/3/aux:pass invited/0/root by/5/case Brandt/3/obl:agent"
    row = f"{start} {verb} ports/9/nsubj shut/7/ccomp ./3/punct"
    assert [who for _, _, who, _ in told(parsed(row))] == [speaker]


def test_a_clause_about_the_whole_of_what_is_said_is_the_writers() -> None:
    row = "Keller/2/nsubj said/0/root ports/4/nsubj shut/2/ccomp ,/7/punct which/7/nsubj hurt/4/advcl:relcl ./2/punct"
    assert told(parsed(row)) == [("clause", "said", "Keller", ["ports shut"])]


@pytest.mark.parametrize(
    ("row", "content"),
    [
        ("Keller/4/nsubj did/4/aux not/4/advmod say/0/ROOT that/7/mark ports/7/nsubj closed/4/ccomp ./4/punct", []),
        ("Keller/3/nsubj never/3/advmod confirmed/0/ROOT that/6/mark ports/6/nsubj closed/3/ccomp ./3/punct", []),
        ("No/2/det official/3/nsubj said/0/ROOT that/6/mark ports/6/nsubj closed/3/ccomp ./3/punct", []),
        ("Keller/2/nsubj declined/0/ROOT to/4/aux confirm/2/xcomp the/6/det sale/4/obj ./2/punct", []),
        ("Keller/2/nsubj declined/0/ROOT to/4/aux leave/2/xcomp Vienna/4/obj ./2/punct", ["to leave Vienna"]),
        ("Keller/2/nsubj denied/0/ROOT that/5/mark ports/5/nsubj closed/2/ccomp ./2/punct", ["that ports closed"]),
    ],
)
def test_who_does_not_say_it_or_declines_to_has_said_nothing(row: str, content: list[str]) -> None:
    """What one denies, or will not do, is said."""
    doc = parsed(row)
    said = [found for found in attributions.find(doc, "en") if not found.is_silence]
    assert [doc.text[slice(*span)] for found in said for span in found.content] == content


def test_a_statement_that_the_parse_takes_for_a_relative_clause_is_one() -> None:
    row = "His/2/nmod:poss claim/6/nsubj that/5/mark ports/5/nsubj shut/2/acl:relcl fell/0/root ./6/punct"
    assert told(parsed(row)) == [("noun", "claim", "His", ["that ports shut"])]
    relative = "His/2/nmod:poss claim/6/nsubj that/5/obj ports/5/nsubj shut/2/acl:relcl fell/0/root ./6/punct"
    assert told(parsed(relative)) == []


def test_who_is_asked_is_not_who_asks() -> None:
    row = (
        "Asked/7/advcl about/3/case it/1/obl ,/1/punct the/6/det minister/7/nsubj said/0/root "
        "ports/9/nsubj shut/7/ccomp ./7/punct"
    )
    assert told(parsed(row)) == [("clause", "said", "the minister", ["ports shut"])]


def test_a_report_within_a_report_is_found_too() -> None:
    row = "He/2/nsubj said/0/ROOT she/4/nsubj denied/2/ccomp that/7/mark ports/7/nsubj shut/4/ccomp ./2/punct"
    assert told(parsed(row)) == [
        ("clause", "said", "He", ["she denied that ports shut"]),
        ("clause", "denied", "she", ["that ports shut"]),
    ]


@pytest.mark.parametrize("is_universal", [False, True], ids=["spacy", "ud"])
@pytest.mark.parametrize(
    "row",
    [
        "The/2/det claim/3/nsubj surprised/0/ROOT the/5/det captains/3/dobj ./3/punct",
        "The/2/det reports/4/nsubj were/4/aux late/0/ROOT ./4/punct",
        "His/2/poss report/3/nsubj fell/0/ROOT ./3/punct",
        "Keller/3/nsubj has/3/aux said/0/ROOT ./3/punct",
        "He/3/nsubjpass was/3/auxpass called/0/ROOT Jim/3/oprd ./3/punct",
        "Said/0/ROOT that/4/mark ports/4/nsubj shut/1/ccomp ./1/punct",
        "According/0/ROOT to/1/prep",
        "He/2/nsubj was/0/ROOT according/2/prep ./2/punct",
    ],
)  # fmt: skip
def test_nouns_and_verbs_without_speaker_or_content_report_nothing(row: str, is_universal: bool) -> None:
    assert told(parsed(universal(row) if is_universal else row)) == []


WORDS = ("said", "added", "told", "wants", "called", "claim", "according", "to", "that", "which", "he", "Keller", "as")
MARKS = (",", ".", "“", "”", ":", "—", "\n", "…")
LABELS = (
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "ccomp",
    "xcomp",
    "advcl",
    "parataxis",
    "conj",
    "cc",
    "mark",
    "obl",
    "aux",
)
MORE_LABELS = (
    "prep",
    "pobj",
    "pcomp",
    "agent",
    "acl",
    "acl:relcl",
    "nmod:poss",
    "case",
    "det",
    "punct",
    "appos",
    "dep",
)


@st.composite
def trees(draw: st.DrawFn) -> Doc:
    """Any words in any tree, as a bad parse draws them, of one sentence or more."""
    size = draw(st.integers(1, 14))
    order = draw(st.permutations(range(size)))
    heads = list(range(size))
    for place in range(1, size):
        heads[order[place]] = order[draw(st.integers(0, place - 1))]
    words = draw(st.lists(st.sampled_from(WORDS + MARKS), min_size=size, max_size=size))
    labels = draw(st.lists(st.sampled_from(LABELS + MORE_LABELS), min_size=size, max_size=size))
    roots = ["ROOT" if head == place else label for place, (head, label) in enumerate(zip(heads, labels, strict=True))]
    doc = Doc(VOCAB, words=words, heads=heads, deps=roots)
    return Doc.from_docs([doc] * draw(st.integers(1, 2)), ensure_whitespace=True)


@settings(max_examples=400, deadline=None)
@given(doc=trees())
def test_offsets_fit_and_no_speaker_lies_in_what_is_said_whatever_the_parse(doc: Doc) -> None:
    for found in attributions.find(doc, "en"):
        assert found.content or found.speaker
        for start, end in (found.cue, *found.content, *([found.speaker] if found.speaker else [])):
            assert 0 <= start < end <= len(doc.text)
            assert doc.text[start:end] == doc.text[start:end].strip()
        assert is_apart(found)


def is_apart(found: Attribution) -> bool:
    """Whether neither cue nor speaker shares a place with what is said."""
    others = [found.cue, *([found.speaker] if found.speaker else [])]
    return all(start >= last or end <= first for first, last in found.content for start, end in others)


def test_attributions_of_each_sentence_come_in_order() -> None:
    first, *_ = ONE_TREE
    doc = parsed(first[0], TWO_TREES[6][0], first[0])
    assert told(doc) == [first[1], TWO_TREES[6][2], first[1]]


def test_a_language_without_verbs_attributes_nothing() -> None:
    assert list(attributions.find(parsed(ONE_TREE[0][0]), "tlh")) == []


def work(doc: Doc) -> int:
    """How many calls it takes to attribute a text."""
    return calls(lambda: list(attributions.find(doc, "en")))


def chain(count: int) -> Doc:
    """He said that he said that …, each clause in the one before."""
    words = ["he", "said", "that"] * count
    verbs = [3 * place + 1 for place in range(count)]
    heads = [
        head for place, verb in enumerate(verbs) for head in (verb, verbs[max(0, place - 1)], min(verb + 3, verbs[-1]))
    ]
    labels = ["nsubj", "ROOT", "mark", *["nsubj", "ccomp", "mark"] * (count - 1)]
    return Doc(VOCAB, words=words, heads=heads, deps=labels)


def star(count: int) -> Doc:
    """All words on the first, as it hangs where a parser gives up."""
    words = ["said", "according", "to", "him", ",", "which", "he"] * count
    labels = ["ccomp", "case", "fixed", "obl", "punct", "obj", "nsubj"] * count
    return Doc(VOCAB, words=words, heads=[0] * len(words), deps=["ROOT", *labels[1:]])


def steps(count: int) -> Doc:
    """Each word on the one before, all of them verbs and joined."""
    labels = ["conj", "cc", "advcl", "punct"] * count
    return Doc(
        VOCAB,
        words=["said", "and", "added", ","] * count,
        heads=[max(0, place - 1) for place in range(4 * count)],
        deps=["ROOT", *labels[1:]],
    )


@pytest.mark.parametrize("tree", [chain, star, steps])
def test_twice_the_words_of_one_endless_sentence_are_at_most_thrice_the_work(tree: Callable[[int], Doc]) -> None:
    assert work(tree(1600)) <= 3 * max(work(tree(800)), 1)


@pytest.mark.parametrize("tree", [chain, star, steps])
def test_twice_the_sentences_are_at_most_thrice_the_work(tree: Callable[[int], Doc]) -> None:
    sentence = tree(30)
    short, long = (Doc.from_docs([sentence] * count, ensure_whitespace=False) for count in (20, 40))
    assert 0 < work(long) <= 3 * work(short)


def test_a_sentence_of_some_hundred_words_is_still_read() -> None:
    assert len(told(chain(120))) == 119


@pytest.mark.parametrize(
    ("row", "content"),
    [
        (
            "Keller/2/nsubj said/0/root talks/2/obj with/5/case Rowe/3/nmod were/8/aux not/8/advmod planned/2/conj",
            "talks with Rowe were not planned",
        ),
        (
            "Keller/2/nsubj told/0/root Brandt/2/iobj that/5/nsubj talks/3/acl:relcl were/7/aux planned/2/ccomp",
            "that talks were planned",
        ),
        (
            "Keller/2/nsubj said/0/root that/6/det the/6/det trade/6/compound flows/2/obj on/6/advmod still/6/advmod",
            "that the trade flows on still",
        ),
    ],
)
def test_a_clause_whose_verb_or_subject_the_parser_missed(row: str, content: str) -> None:
    assert [found[3] for found in told(parsed(row))] == [[content]]


def test_what_is_said_and_done_is_not_said_as_a_clause() -> None:
    row = "Keller/2/nsubj said/0/root farewell/2/obj and/5/cc left/2/conj"
    assert [found[3] for found in told(parsed(row))] == [["farewell"]]
