"""Who a speaker's words mean within an article, and of which country."""

import re

import pytest

from etl.annotate import mentions, sentences
from etl.annotate.agreement import Span
from etl.annotate.countries import Name
from etl.annotate.references import Reference, References
from tests.annotate.work import calls

_QUOTED = re.compile("“([^”]*)”")


def references(text: str, *, people: str = "", bodies: str = "", language: str = "en") -> References:
    """The references of a text in which a model has named people and bodies, given as "A|B"."""
    named = mentions.countries(text, language)
    for label, forms in (("PERSON", people), ("ORG", bodies)):
        for match in re.finditer(rf"(?<![a-z])(?:{forms})(?![a-z])", text) if forms else ():
            named.append(Span(*match.span(), Name(match.group(), label)))
    named.sort(key=lambda span: span.start)
    quoted = [match.span(1) for match in _QUOTED.finditer(text)]
    return References.read(text, language, named, sentences=sentences.split(text, language), quoted=quoted)


def resolve(
    marked: str, *, people: str = "", bodies: str = "", language: str = "en", last: Reference | None = None
) -> Reference:
    """The reference of the speaker in braces."""
    before, speaker, after = re.split("[{}]", marked)
    found = references(before + speaker + after, people=people, bodies=bodies, language=language)
    return found.resolve((len(before), len(before) + len(speaker)), last)


@pytest.mark.parametrize(
    ("text", "people", "name"),
    [
        ("Olena Bondar came. “Yes,” {Bondar} said.", "Olena Bondar|Bondar", "Olena Bondar"),
        ("Olena Bondar came. “Yes,” {Olena} said.", "Olena Bondar|Olena", "Olena Bondar"),
        ("“Yes,” {Bondar} said.\n\nOlena Bondar in Odesa. Photo: Harbour News", "Olena Bondar|Bondar", "Olena Bondar"),
        ("OLENA BONDAR WINS\n\nOlena Bondar won. “Yes,” said {Bondar}.", "Olena Bondar|Bondar", "Olena Bondar"),
        ("Olena Bondar came. “Yes,” {Ms Bondar} said.", "Olena Bondar|Bondar", "Olena Bondar"),
        ("Olena Bondar came. “Yes,” {Sen. Bondar} said.", "Olena Bondar|Sen. Bondar", "Olena Bondar"),
        ("Olena Bondar’s boat came. “Yes,” said {Bondar}’s boat.", "Olena Bondar’s|Bondar", "Olena Bondar"),
        ("Olena Bondar and friends came. “Yes,” {Bondar} said.", "Olena Bondar and friends|Bondar", "Olena Bondar"),
        ("Xi Jinping came. “Yes,” {Xi} said.", "Xi Jinping|Xi", "Xi Jinping"),
        ("Lee Jae-myung came. “Yes,” {President Lee} said.", "Lee Jae-myung|Lee", "Lee Jae-myung"),
        ("Orbán Viktor came. “Yes,” {Orbán} said.", "Orbán Viktor|Orbán", "Orbán Viktor"),
        ("Nguyen Van Lam came. “Yes,” {Lam} said.", "Nguyen Van Lam|Lam", "Nguyen Van Lam"),
        (
            "Ludwig van der Berg came. “Yes,” {Van der Berg} said.",
            "Ludwig van der Berg|Van der Berg",
            "Ludwig van der Berg",
        ),
        ("Pedro Vidal Soler came. “Yes,” {Vidal} said.", "Pedro Vidal Soler|Vidal", "Pedro Vidal Soler"),
        ("J. Roth came. “Yes,” {Roth} said. Jana Roth left. Jana Roth", "J. Roth|Jana Roth|Roth", "Jana Roth"),
        ("Pope Leo came. “Yes,” {Leo} said.", "Leo", "Pope Leo"),
        ("“Yes,” said {Madonna}.", "Madonna", "Madonna"),
        ("“Yes,” said {Foreign Minister Wei Lin}.", "Wei Lin", "Wei Lin"),
        ("“Yes,” said {Wei Lin, the harbour master}.", "Wei Lin", "Wei Lin"),
    ],
)
def test_names_are_completed_and_clean(text: str, people: str, name: str) -> None:
    found = resolve(text, people=people)
    assert (found.name, found.resolution) == (name, "name")


@pytest.mark.parametrize(
    ("speaker", "name"),
    [("Mrs Hill", "Anna Hill"), ("Mr Hill", "Peter Hill"), ("Hill", "Peter Hill")],
)
def test_a_title_tells_two_of_one_surname_apart_and_else_the_nearer_speaks(speaker: str, name: str) -> None:
    text = f"Anna Hill married Peter Hill. “Yes,” {{{speaker}}} said."
    assert resolve(text, people="Anna Hill|Peter Hill|Hill").name == name


def test_names_are_found_without_a_model() -> None:
    text = "On Monday Foreign Secretary Olena Bondar came to Paris. “Yes,” {Bondar} said."
    assert resolve(text).name == "Olena Bondar"
    assert resolve("Secretary of State Olena Bondar came. “Yes,” {Bondar} said.").name == "Olena Bondar"
    assert resolve("“Yes,” said {Bondar}.") == Reference("Bondar", "name", 0.65)


INTRODUCED = [
    ("Chinese President Wei Lin met US President Ana Vidal.", "the Chinese president", "Wei Lin"),
    ("Chinese President Wei Lin met US President Ana Vidal.", "the American president", "Ana Vidal"),
    ("Chinese President Wei Lin met US President Ana Vidal.", "the Chinese leader", "Wei Lin"),
    ("Chinese President Wei Lin met US President Ana Vidal.", "the president", "Ana Vidal"),
    ("Chinese President Wei Lin met US President Ana Vidal.", "the French president", None),
    ("Wei Lin, the Kremlin spokesman, came.", "the Kremlin spokesman", "Wei Lin"),
    ("Wei Lin, the Kremlin spokesman, came.", "the spokesman", "Wei Lin"),
    ("Wei Lin, the Kremlin spokesman, came.", "the spokesperson", "Wei Lin"),
    ("Wei Lin, the Kremlin spokesman, came.", "the spokeswoman", None),
    ("Wei Lin, the Kremlin spokesman, came.", "the harbour spokesman", None),
    ("The Kremlin spokesman, Wei Lin, came.", "the spokesman", "Wei Lin"),
    ("Ana Vidal, spokeswoman for the port, came.", "the spokeswoman", "Ana Vidal"),
    ("Foreign Minister Wei Lin came with Interior Minister Ana Vidal.", "the foreign minister", "Wei Lin"),
    ("Wei Lin is the mayor of Odesa.", "the mayor", "Wei Lin"),
    ("Wei Lin, a glassblower from Henan, came.", "the glassblower", "Wei Lin"),
    ("Wei Lin, 54, came.", "the 54-year-old", "Wei Lin"),
    ("Wei Lin (54) came.", "the 54-year-old farmer", "Wei Lin"),
    ("Wei Lin, 54, a farmer, came.", "the farmer", "Wei Lin"),
    ("Wei Lin, 54, came.", "the 45-year-old", None),
    ("Wei Lin, the mayor, came.", "a mayor", None),
    ("Wei Lin, Mayor Ana Vidal and others came.", "the mayor", "Ana Vidal"),
    ("Wei Lin, who met the mayor, came.", "the mayor", None),
]


@pytest.mark.parametrize(("text", "speaker", "name"), INTRODUCED)
@pytest.mark.parametrize("people", ["Wei Lin|Ana Vidal", ""])
def test_descriptions_mean_who_was_introduced_so(text: str, speaker: str, name: str | None, people: str) -> None:
    found = resolve(f"{text} “Yes,” {{{speaker}}} said.", people=people)
    assert (found.name, found.resolution) == (name, "title")


def test_of_several_who_hold_a_title_the_last_speaker_goes_on() -> None:
    text = "Senator Ana Vidal met Senator Olena Bondar. “Yes,” {the senator} said."
    people = "Ana Vidal|Olena Bondar"
    assert resolve(text, people=people).name == "Olena Bondar"
    assert resolve(text, people=people, last=Reference("Ana Vidal", "name", 0.9)).name == "Ana Vidal"


@pytest.mark.parametrize(
    ("language", "text", "people", "name"),
    [
        ("de", "Bundeskanzlerin Jana Roth kam. „Ja“, sagte {die Kanzlerin}.", "Jana Roth", "Jana Roth"),
        (
            "de",
            "Jana Roth kam mit Peter Klein. „Ja“, sagte {Herr Klein}.",
            "Jana Roth|Peter Klein|Klein",
            "Peter Klein",
        ),
        ("fr", "Le président russe Luc Morel parle. « Oui », a dit {le président russe}.", "Luc Morel", "Luc Morel"),
        ("fr", "Claire Morel parle. « Oui », a-t-{elle} dit.", "Claire Morel", "Claire Morel"),
        ("es", "Ana Vidal, la portavoz del puerto, llegó. «Sí», dijo {la portavoz}.", "Ana Vidal", "Ana Vidal"),
        ("ru", "Олег Крылов приехал. «Да», — сказал {Крылов}.", "Олег Крылов|Крылов", "Олег Крылов"),
        ("ru", "Президент Олег Крылов приехал. «Да», — сказал {он}.", "Олег Крылов", "Олег Крылов"),
        ("zh", "部长王林说：「我们同意。」{王林}说。", "王林", "王林"),
    ],
)
def test_other_languages(language: str, text: str, people: str, name: str) -> None:
    assert resolve(text, people=people, language=language).name == name


@pytest.mark.parametrize(
    ("text", "name", "resolution"),
    [
        ("The Ministry of Ports met. “Yes,” {the ministry} said.", "Ministry of Ports", "title"),
        ("“Yes,” {the ministry} said. The Ministry of Ports met.", "Ministry of Ports", "title"),
        ("The Ports Ministry met. “Yes,” {the ports ministry} said.", "Ports Ministry", "title"),
        ("The Ports Ministry met. “Yes,” {the rail ministry} said.", None, "title"),
        ("Harbour Steel grew. “Yes,” {the company} said.", "Harbour Steel", "title"),
        ("Harbour Steel bought Lake Coal. “Yes,” {the company} said.", None, "title"),
        ("“Yes,” {the company} said.", None, "title"),
        ("The Lake Health Office (LHO) met. “Yes,” {the LHO} said.", "Lake Health Office", "name"),
        ("“Yes,” {The Harbour Office} said.", "Harbour Office", "name"),
        ("“Yes,” {the Kremlin} said.", "Kremlin", "name"),
        ("“Yes,” {Beijing} said.", "Beijing", "name"),
        ("“Yes,” {the Chinese} said.", None, "title"),
        ("“Yes,” {a spokesman for Harbour Steel} said.", None, "title"),
        ("“Yes,” {officials in Beijing} said.", None, "title"),
        ("A statement from the Ports Ministry came. “Yes,” {the statement} said.", "Ports Ministry", "title"),
        ("The Ports Ministry’s report came. “Yes,” {the report} said.", "Ports Ministry", "title"),
        ("The Ports Ministry wrote in a statement. “Yes,” {the statement} said.", "Ports Ministry", "title"),
        ("The Ports Ministry met. “Yes,” {the report} said.", None, "title"),
    ],
)
def test_institutions_and_documents(text: str, name: str | None, resolution: str) -> None:
    bodies = "Ministry of Ports|Ports Ministry|Harbour Steel|Lake Coal|Lake Health Office|LHO|The Harbour Office"
    found = resolve(text, bodies=bodies)
    assert (found.name, found.resolution) == (name, resolution)


def test_a_statement_is_its_authors() -> None:
    text = "A statement by Minister Wei Lin came. “Yes,” {the statement} said."
    assert resolve(text, people="Wei Lin").name == "Wei Lin"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Vidal met Peter Klein. “Yes,” {she} said.", "Ana Vidal"),
        ("Ana Vidal met Peter Klein. “Yes,” {he} said.", "Peter Klein"),
        ("Ms Lin met Mr Bo. “Yes,” {he} said.", "Bo"),
        ("Wei Lin, the spokeswoman, met Bo Chen. “Yes,” {she} said.", "Wei Lin"),
        ("Wei Lin met Bo Chen. It rained. “Yes,” {he} said.", "Wei Lin"),
        ("Ana Vidal met Peter Klein. He left. It rained. Then he came back. “Yes,” {he} said.", "Peter Klein"),
        ("Ana Vidal came. “Peter Klein left,” she said. “Yes,” {he} said.", None),
        ("Peter Klein came.\n\nA policeman waited. A policeman ran. “Yes,” {he} said.", None),
        ("Ana Vidal came. “Yes,” {he} said.", None),
        ("“Yes,” {he} said. Peter Klein came.", None),
        ("Ana Vidal came. “Yes,” {they} said.", None),
        ("Ana Vidal came. “Yes,” {it} said.", None),
        ("Ana Vidal came. “Yes,” {I} said.", None),
        ("Ana Vidal came. “Yes,” {we} said.", None),
    ],
)
def test_pronouns(text: str, name: str | None) -> None:
    found = resolve(text, people="Ana Vidal|Peter Klein|Wei Lin|Bo Chen|Lin|Bo")
    assert (found.name, found.resolution) == (name, "pronoun")


def test_a_pronoun_in_a_chain_goes_on_with_who_spoke_last() -> None:
    text = "Peter Klein met Jonas Roth and Jonas Roth left. “Yes,” Klein said. “Yes,” {he} said."
    people = "Peter Klein|Jonas Roth|Klein"
    assert resolve(text, people=people, last=Reference("Peter Klein", "name", 0.9)).name == "Peter Klein"
    assert (
        resolve(text.replace("{he}", "{she}"), people=people, last=Reference("Peter Klein", "name", 0.9)).name is None
    )


def test_who_spoke_at_length_is_not_forgotten() -> None:
    said = "Rain fell. " * 40
    text = f"Peter Klein waited. Jonas Roth came to the port. “{said}” Roth said. “{said}” {{he}} said."
    last = Reference("Jonas Roth", "name", 0.9)
    assert resolve(text, people="Peter Klein|Jonas Roth|Roth", last=last).name == "Jonas Roth"


def test_it_is_the_institution_that_spoke_last() -> None:
    last = Reference("Harbour Steel", "name", 0.9, "DEU")
    text = "Peter Klein met Harbour Steel. “Yes,” {it} said."
    found = resolve(text, people="Peter Klein", bodies="Harbour Steel", last=last)
    assert (found.name, found.resolution, found.country) == ("Harbour Steel", "pronoun", "DEU")
    assert resolve(text, people="Peter Klein", last=Reference("Peter Klein", "name", 0.9)).name is None


def test_the_company_is_the_institution_that_spoke_last() -> None:
    last = Reference("Harbour Steel", "name", 0.9)
    text = "Harbour Steel bought Lake Coal. “Yes,” Harbour Steel said. “Yes,” {the company} said."
    assert resolve(text, bodies="Harbour Steel|Lake Coal", last=last).name == "Harbour Steel"


def test_a_person_whom_nothing_names_but_the_speaker_is_no_company() -> None:
    last = Reference("Bondar", "name", 0.65)
    assert [resolve(f"“Yes,” {{{said}}} said.", last=last).name for said in ("it", "the company")] == [None, None]


def test_confidence_orders_how_a_speaker_was_found() -> None:
    text = "Mayor Ana Vidal met Peter Klein. “Yes,” {} said."
    speakers = ("Vidal", "the mayor", "she", "the judge")
    found = [resolve(text.replace("{}", f"{{{said}}}"), people="Ana Vidal|Peter Klein|Vidal") for said in speakers]
    assert [reference.confidence for reference in found] == sorted((r.confidence for r in found), reverse=True)
    assert found[0].carried() == Reference("Ana Vidal", "carried", 0.5)
    assert found[3].carried().confidence == found[3].confidence


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Chinese President Wei Lin came. “Yes,” {Lin} said.", "CHN"),
        ("“Yes,” said {Wei Lin}, a spokesman for China’s foreign ministry.", "CHN"),
        ("“Yes,” said {Wei Lin}, the president of France.", "FRA"),
        ("“Yes,” said {the president of France}.", "FRA"),
        ("“Yes,” {a Russian army spokesman} said.", "RUS"),
        ("“Yes,” said {a spokesman for the Russian army}.", "RUS"),
        ("“Yes,” {the Kremlin} said.", "RUS"),
        ("“Yes,” {Kremlin spokesman Wei Lin} said.", "RUS"),
        ("“Yes,” {Beijing} said.", "CHN"),
        ("“Yes,” {the Chinese} said.", "CHN"),
        ("“Yes,” {the Russian Ports Ministry} said.", "RUS"),
        ("Russia’s Ports Ministry met. “Yes,” {the ministry} said.", "RUS"),
        ("“Yes,” said {Wei Lin}, ambassador to China.", None),
        ("“Yes,” said {Wei Lin}, the Russian ambassador to China.", "RUS"),
        ("“Yes,” said {Wei Lin}, France’s envoy to China.", "FRA"),
        ("“Yes,” said {Wei Lin}, a China analyst at Harbour Research.", None),
        ("“Yes,” said {Wei Lin}, a Chinese analyst.", "CHN"),
        ("In Moscow, French minister Wei Lin spoke. “Yes,” {Lin} said.", "FRA"),
        ("“Yes,” said {Wei Lin}, a teacher in Moscow.", None),
        ("French minister Wei Lin came. Russian minister Wei Lin left. “Yes,” {Lin} said.", None),
        ("“Yes,” said {Wei Lin}.", None),
    ],
)
def test_countries_are_those_of_the_articles_words(text: str, country: str | None) -> None:
    assert resolve(text, people="Wei Lin|Lin", bodies="Ports Ministry").country == country


def test_a_reference_is_the_same_every_time() -> None:
    text = "Mayor Ana Vidal met Peter Klein and Jonas Roth. “Yes,” {he} said."
    assert len({resolve(text, people="Ana Vidal|Peter Klein|Jonas Roth") for _ in range(5)}) == 1


@pytest.mark.parametrize("text", ["", " ", "{", "“”", "’s", "the", "Mr", ", the", "von der"])
def test_any_stretch_may_be_asked_for(text: str) -> None:
    found = references(text)
    for start in range(len(text) + 1):
        assert found.resolve((start, len(text))).country is None


@pytest.mark.parametrize(
    "unit",
    [
        "A", "Aa Bb ", "A. B. ", "O'O'", ", a, ", "President Minister ", "the statement ", "he his ", "“he” ",
        "Ana Smith said he. ", "President Ana Smith, the president said he. ", "Harbour Company the company ",
        "(54), the ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("people", [r"[A-Z]\w{0,9} [A-Z]\w{0,9}", ""])
def test_hostile_texts_take_linear_work(unit: str, people: str) -> None:
    def resolve_all(size: int) -> None:
        text = unit * (size // len(unit))
        found = references(text, people=people)
        for match in re.finditer(r"\b(?:he|the \w+)\b", text):
            found.resolve(match.span())

    resolve_all(100)  # reads the tables
    assert calls(resolve_all, 20_000) <= 3 * calls(resolve_all, 10_000)
