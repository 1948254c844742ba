"""Whom and what mentions and speakers mean: sentences in, actors out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.annotate.annotation import annotate_articles
from etl.records import Mention, Quote
from tests.annotate.work import calls
from tests.records import article


def annotated(text: str, day: str | None = None, **options: object) -> list[Mention | Quote]:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    rows = annotate_articles([article(text, published_at=at)], **options)  # type: ignore[arg-type]
    return [row for row in rows if isinstance(row, Mention | Quote)]


def ids(text: str, day: str | None = None) -> dict[str, str | None]:
    """The last mention of each form, and what it means."""
    return {row.text: row.entity_id for row in annotated(text, day) if isinstance(row, Mention)}


def speakers(text: str, day: str | None = None) -> list[tuple[str | None, str | None, str | None, str | None]]:
    quotes = [row for row in annotated(text, day) if isinstance(row, Quote)]
    return [(row.speaker_id, row.speaker_name, row.speaker_country, row.speaker_role) for row in quotes]


PUTIN = ("person:RUS/Vladimir Putin", "Vladimir Putin", "RUS", "GOV")
NOBODY = (None, None, None, None)
RUSSIAN_POLICE = ("org:RUS/Police", "Police of Russia", "RUS", "COP")


@pytest.mark.parametrize(
    ("text", "day", "form", "meant"),
    [
        ("Vladimir Putin met Xi Jinping. Xi thanked him.", "2020-01-01", "Xi", "person:CHN/Xi Jinping"),
        ("Vladimir Putin spoke on Monday.", None, "Vladimir Putin", "person:RUS/Vladimir Putin"),
        ("Vladimir V. Putin spoke on Monday.", "2020-01-01", "Vladimir V. Putin", "person:RUS/Vladimir Putin"),
        ("Trump spoke in Ohio on Monday.", "2019-01-01", "Trump", "person:USA/Donald Trump"),
        ("They discussed the talks of Putin and Xi in Moscow.", "2020-01-01", "Xi", "person:CHN/Xi Jinping"),
        ("The envoys prepared Xi's trip to Russia.", "2020-01-01", "Xi", "person:CHN/Xi Jinping"),
        ("The envoys prepared Xi's trip to Russia.", "1990-01-01", "Xi", None),
        ("Fire broke out in Merkel on Monday.", "2015-01-01", "Merkel", None),
        ("President Bush spoke in Ohio on Monday.", "1990-03-01", "Bush", "person:USA/George H. W. Bush"),
        ("President Bush spoke in Ohio on Monday.", "2004-03-01", "Bush", "person:USA/George W. Bush"),
        ("Donald Trump Jr. spoke in Ohio.", "2019-01-01", "Donald Trump Jr.", "person:/donald trump jr"),
        ("Donald Trump Jr. spoke in Ohio. Trump was proud.", "2019-01-01", "Trump", "person:USA/Donald Trump"),
        ("Chinese Foreign Minister Wang arrived on Monday.", "2019-01-01", "Wang", "person:CHN/Wang Yi"),
        ("Gordon Brown, a baker from Ohio, was honoured.", "2009-01-01", "Gordon Brown", "person:/gordon brown"),
        ("John Kerry, a publican in Dublin, left.", "2014-01-01", "John Kerry", "person:/john kerry"),
        ("Wang Yi, a student in Leeds, won a prize.", "2020-01-01", "Wang Yi", "person:/wang yi"),
        ("Wang Yi, a diplomat, won a prize.", "2020-01-01", "Wang Yi", "person:CHN/Wang Yi"),
        ("Wang Yi, a student of history, spoke in China.", "2020-01-01", "Wang Yi", "person:CHN/Wang Yi"),
        ("He was seen in Tel Aviv.", None, "Tel Aviv", "place:ISR/Tel Aviv"),
        ("Tel Aviv warned Iran.", None, "Tel Aviv", "gov:ISR"),
        ("Putin said Moscow was ready to help.", "2020-01-01", "Moscow", "gov:RUS"),
        ("Putin said Moscow was quiet.", "2020-01-01", "Moscow", "place:RUS/Moscow"),
        ("Gordon Brown praised the British sailors.", "2009-01-01", "Gordon Brown", "person:GBR/Gordon Brown"),
        ("Hamas rejected the plan.", None, "Hamas", "org:PSE/Hamas"),
        ("NATO sent ships.", None, "NATO", "org:NATO"),
        ("The State Department denied it.", None, "State Department", "org:USA/Department of State"),
        ("The White House denied it.", None, "White House", "gov:USA"),
        ("The U.N. Security Council met.", None, "U.N. Security Council", "org:UN Security Council"),
        ("The Security Council of Russia met.", None, "Security Council of Russia", "org:RUS/Security Council"),
        ("The U.S. Senate voted.", None, "U.S. Senate", "org:USA/Senate"),
        ("America waits. The Senate voted on it.", None, "Senate", "org:USA/Senate"),
        ("Nigeria and Nigerians like Britain. Labour Party members left.", None, "Labour Party", "org:/labour party"),
        ("Britain waits. Labour Party members left.", None, "Labour Party", "org:GBR/Labour Party"),
        ("Argentina waits. The Senate voted on it.", None, "Senate", "org:/senate"),
        ("Reuters reported it on Monday.", None, "Reuters", "org:GBR/Reuters"),
        ("Washington warned Russia.", None, "Washington", "gov:USA"),
        ("BEIJING, March 21 (Xinhua) -- China and Russia signed it.", None, "BEIJING", "place:CHN/Beijing"),
        ("NEW DELHI/ISLAMABAD (Reuters) - India left.", None, "ISLAMABAD", "place:PAK/Islamabad"),
        ("The minister told TASS that it was late.", None, "TASS", "org:RUS/TASS"),
        ("Canada's Chrystia Freeland said no.", "2018-07-06", "Chrystia Freeland", "person:CAN/Chrystia Freeland"),
        ("White House aides said Washington agreed.", None, "Washington", "gov:USA"),
        ("Denzel Washington was tired. Washington left.", None, "Washington", "person:/denzel washington"),
        ("Dawn, a Pakistani daily, reported it. India, India and India denied it.", None, "Dawn", "person:/dawn"),
        ("It snowed in Washington on Monday.", None, "Washington", "place:USA/Washington"),
        ("It snowed in Washington state on Monday.", None, "Washington state", "place:USA/Washington state"),
        ("Denzel Washington starred in it.", None, "Denzel Washington", "person:/denzel washington"),
        ("Paris Hilton flew to New Mexico.", None, "Paris Hilton", "person:/paris hilton"),
        ("Paris Hilton flew to New Mexico.", None, "New Mexico", "place:USA/New Mexico"),
        ("Jordan closed its border with Syria.", None, "Jordan", "country:JOR"),
        ("Michael Jordan retired on Monday.", None, "Michael Jordan", "person:/michael jordan"),
        ("Chad expelled the ambassador of Sudan.", None, "Chad", "country:TCD"),
        ("Chad Smith expelled the ghost.", None, "Chad Smith", "person:/chad smith"),
        ("Turkey recalled its ambassador.", None, "Turkey", "country:TUR"),
        ("Guinea and Equatorial Guinea signed it.", None, "Equatorial Guinea", "country:GNQ"),
        ("Guinea and Equatorial Guinea signed it.", None, "Guinea", "country:GIN"),
        ("The Republic of the Congo signed it.", None, "Republic of the Congo", "country:COG"),
        ("North Korea warned South Korea.", None, "North Korea", "country:PRK"),
        ("Ireland and Northern Ireland voted.", None, "Ireland", "country:IRL"),
        ("Niger and Nigeria signed it.", None, "Niger", "country:NER"),
        ("Georgia Democrats met in Atlanta.", None, "Georgia", "place:USA/Georgia"),
        ("Dominica and the Dominican Republic voted.", None, "Dominica", "country:DMA"),
        ("Dominica and the Dominican Republic voted.", None, "Dominican Republic", "country:DOM"),
        ("Give us time, the US asked China.", None, "US", "country:USA"),
        ("Brussels proposed sanctions on Monday.", None, "Brussels", "org:EU"),
        ("Hungary blocked the plan, angering Brussels.", None, "Brussels", "org:EU"),
        ("They met in Brussels on Monday.", None, "Brussels", "place:BEL/Brussels"),
        ("Brussels hosted the summit.", None, "Brussels", "place:BEL/Brussels"),
        ("Vienna hosted the talks.", None, "Vienna", "place:AUT/Vienna"),
        ("Paris flooded on Monday.", None, "Paris", "place:FRA/Paris"),
        ("Talks in Geneva failed. Switzerland waits.", None, "Geneva", "place:CHE/Geneva"),
        ("A court in The Hague sentenced him.", None, "The Hague", "place:NLD/The Hague"),
        ("Turkey sandwiches sold well in Ankara.", None, "Ankara", "place:TUR/Ankara"),
        ("Kenya Moore left the show.", None, "Kenya Moore", "person:/kenya moore"),
        ("The two Koreas met in Seoul.", None, "Koreas", None),
        ("President Bill Clinton said the U.S. would talk in Geneva.", None, "Geneva", "place:CHE/Geneva"),
        ("A shop in Geneva, Illinois, burnt.", None, "Geneva", "place:USA/Geneva"),
        ("Geneva said the talks had failed.", None, "Geneva", "place:CHE/Geneva"),
        ("Niger left the Lake Chad basin.", None, "Lake Chad", None),
        ("DR Congo left. Congo's army fought in Goma.", None, "Congo", "country:COD"),
        ("The fire in Spokane, Washington, killed two people.", None, "Washington", "place:USA/Washington"),
    ],
)  # fmt: skip
def test_a_mention_means(text: str, day: str | None, form: str, meant: str | None) -> None:
    assert ids(text, day)[form] == meant


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("She broke the fine china on Monday.", "china"),
        ("Chinese New Year began on Monday.", "Chinese"),
        ("They played Russian roulette for money.", "Russian"),
        ("They gave us turkey on Monday.", "us"),
        ("Turkey dinner costs rose before Thanksgiving.", "Turkey"),
        ("Turkey sandwiches sold well in Ankara.", "Turkey"),
        ("China cups stood on the table.", "China"),
        ("Guinea pigs are popular pets.", "Guinea"),
        ("Kenya Moore left the show.", "Kenya"),
        ("He wore Jordan shoes.", "Jordan"),
        ("Russian roulette is deadly.", "Russia"),
        ("Putin spoke.", "Putin Jr"),
    ],
)
def test_a_word_means_no_country(text: str, form: str) -> None:
    assert ids(text).get(form) is None


@pytest.mark.parametrize(
    ("text", "day", "speaker"),
    [
        ("The Russian president said that the war would end.", "2020-01-01", PUTIN),
        (
            "The Russian president said that the war would end.",
            "1999-03-01",
            ("person:RUS/Boris Yeltsin", "Boris Yeltsin", "RUS", "GOV"),
        ),
        ("The Russian president said that the war would end.", None, (None, None, "RUS", None)),
        ("The former Russian president said that the war would end.", "2020-01-01", (None, None, "RUS", None)),
        ("A Russian minister said that the war would end.", "2020-01-01", (None, None, "RUS", None)),
        (
            "The vice president of the United States said that it was late.",
            "2010-01-01",
            ("person:USA/Joe Biden", "Joe Biden", "USA", "GOV"),
        ),
        (
            "China's foreign minister said that trade had grown.",
            "2023-03-01",
            ("person:CHN/Qin Gang", "Qin Gang", "CHN", "GOV"),
        ),
        (
            "India's external affairs minister said that trade had grown.",
            "2006-03-01",
            ("person:IND/Manmohan Singh", "Manmohan Singh", "IND", "GOV"),
        ),
        (
            "The Israeli defence minister said that trade had grown.",
            "1995-03-01",
            ("person:ISR/Yitzhak Rabin", "Yitzhak Rabin", "ISR", "GOV"),
        ),
        (
            "The NATO spokeswoman said that time was short.",
            "2015-03-01",
            ("person:ROU/Oana Lungescu", "Oana Lungescu", None, "IGO"),
        ),
        (
            "Pakistan's foreign office spokesperson said that time was short.",
            "2023-06-01",
            ("person:PAK/Mumtaz Zahra Baloch", "Mumtaz Zahra Baloch", "PAK", "GOV"),
        ),
        (
            "The Kremlin spokesman said that trade had grown.",
            "2023-03-01",
            ("person:RUS/Dmitry Peskov", "Dmitry Peskov", "RUS", "GOV"),
        ),
        (
            "The German chancellor said that trade had grown.",
            "2023-03-01",
            ("person:DEU/Olaf Scholz", "Olaf Scholz", "DEU", "GOV"),
        ),
        (
            "The UN secretary-general said that time was short.",
            "2023-03-01",
            ("person:PRT/António Guterres", "António Guterres", None, "IGO"),
        ),
        (
            "President Alexander Lukashenko spoke in Minsk. The Latvian president said that it was late.",
            "2020-08-16",
            ("person:LVA/Egils Levits", "Egils Levits", "LVA", "GOV"),
        ),
        (
            "President Clinton was glad. The Russian president said that it was late.",
            "1998-03-01",
            ("person:RUS/Boris Yeltsin", "Boris Yeltsin", "RUS", "GOV"),
        ),
        (
            "U.S. Secretary of State Antony Blinken said that it was late.",
            "2022-03-01",
            ("person:USA/Antony Blinken", "Antony Blinken", "USA", "GOV"),
        ),
        (
            "Reuters reported a raid. Israel's military said that it was late.",
            None,
            ("org:ISR/Armed Forces", "Armed Forces of Israel", "ISR", "MIL"),
        ),
        (
            "Taiwan's defence ministry said that it was late.",
            None,
            ("org:TWN/Defence Ministry", "Defence Ministry of Taiwan", "TWN", "MIL"),
        ),
        (
            "The Syrian government said that it was late.",
            None,
            ("gov:SYR", "Government of Syria", "SYR", "GOV"),
        ),
        ("The German company said that trade had grown. Siemens waits.", None, (None, None, "DEU", None)),
        ("Paris said that trade had grown.", None, ("gov:FRA", "Government of France", "FRA", "GOV")),
        ("Moscow said that trade had grown.", None, ("gov:RUS", "Government of Russia", "RUS", "GOV")),
        ("Brussels said that trade had grown.", None, ("org:EU", "European Union", None, "IGO")),
        ("The Hague said that trade had grown.", None, ("gov:NLD", "Government of the Netherlands", "NLD", "GOV")),
        ("China said that trade had grown.", None, ("country:CHN", "China", "CHN", None)),
        (
            "The Russian Foreign Ministry said that trade had grown.",
            None,
            ("org:RUS/Foreign Ministry", "Foreign Ministry of Russia", "RUS", "GOV"),
        ),
        (
            "Ada B. Quist, a Norwegian professor, came. Quist said that it was late.",
            None,
            ("person:/ada quist", "Ada B. Quist", "NOR", "EDU"),
        ),
        ("Vladimir Putin came. He said that it was late.", "2020-01-01", PUTIN),
        (
            "Donald Trump Jr. came. Trump said that it was late.",
            "2019-01-01",
            ("person:USA/Donald Trump", "Donald Trump", "USA", "GOV"),
        ),
    ],
)  # fmt: skip
def test_a_speaker_is(text: str, day: str | None, speaker: tuple[str | None, ...]) -> None:
    assert speakers(text, day)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Moscow police said that two men were held.", RUSSIAN_POLICE),
        ("Police in Moscow held two men. The police said that they were armed.", RUSSIAN_POLICE),
        ('TASS reported a blast in Kazan. "Nobody was hurt," the police told the agency.', RUSSIAN_POLICE),
        ('The agency Interfax reported a fire. "It was arson," police said.', NOBODY),
        ('The Federal Security Service left. "They resisted," the police said.', NOBODY),
        ('Russia and China met. "They resisted," the police said.', NOBODY),
        ("China waits. Police in Moscow held a man, police said.", RUSSIAN_POLICE),
        (
            "The Australian Federal Police (AFP) came. AFP said that it was late.",
            ("org:AUS/Police", "Police of Australia", "AUS", "COP"),
        ),
        ("AFP said that it was late.", ("org:FRA/Agence France-Presse", "Agence France-Presse", "FRA", "MED")),
        ("The Harbour Police said that it was late.", ("org:/harbour police", "Harbour Police", None, "COP")),
    ],
)
def test_the_police_are_those_of_the_country_and_no_agency(text: str, speaker: tuple[str | None, ...]) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WHO Director-General Tedros said that it was over.", "Tedros Adhanom Ghebreyesus"),
        ('"It is over," the WHO director-general said.', "Tedros Adhanom Ghebreyesus"),
        ("IMF chief Georgieva said that it was over.", "Kristalina Georgieva"),
        ("World Bank President Banga said that it was over.", "Ajay Banga"),
        ("European Council President Costa said that it was over.", "António Costa"),
        ("IAEA head Grossi said that it was over.", "Rafael Grossi"),
        ("NATO chief Rutte said that it was over.", "Mark Rutte"),
        ("U.N. Secretary-General Guterres said that it was over.", "António Guterres"),
        ("EU foreign policy chief Kallas said that it was over.", "Kaja Kallas"),
        ("UN human rights chief Volker Türk said that it was over.", "Volker Türk"),
    ],
)  # fmt: skip
def test_a_title_of_an_international_office_tells_the_person(text: str, name: str) -> None:
    assert [speaker[1] for speaker in speakers(text, "2025-05-01")] == [name]


def test_variants_of_an_unlisted_name_are_one() -> None:
    found = ids("Olena Bondar came on Monday. Olena B. Bondar was late. On Friday Ms Bondar left.")
    assert {found[form] for form in found if "Bondar" in form} == {"person:/olena bondar"}


def test_a_ministry_without_a_country_is_the_only_one_named() -> None:
    found = annotated("The Russian Defence Ministry denied it. The Defence Ministry gave no proof.")
    kinds = [row.entity_id for row in found if isinstance(row, Mention) and "Ministry" in row.text]
    assert kinds == ["org:RUS/Defence Ministry", "org:RUS/Defence Ministry"]


def test_own_actors_are_found_and_resolved(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text("org:NOR/Harbour League\tHarbour League\tNOR\tPTY\t\t\t\tHarbour Leaguers", "utf-8")
    for models in ((), ("en=rules",)):
        found = annotated("On Monday Harbour Leaguers met.", actors=table, models=models)
        assert [(row.text, row.country, row.role) for row in found if isinstance(row, Mention)] == [
            ("Harbour Leaguers", "NOR", "PTY")
        ]


def test_bodies_are_found_without_a_model() -> None:
    found = annotated("Das sagte NATO. Hamas and UNO met the White House.", models=("en=rules",))
    named = [(row.text, row.entity_id) for row in found if isinstance(row, Mention)]
    assert named == [("NATO", "org:NATO"), ("Hamas", "org:PSE/Hamas"), ("UNO", "org:UN"), ("White House", "gov:USA")]


@pytest.mark.parametrize(
    "unit",
    [
        "Ada Quist met Putin. ",
        "Moscow and Beijing and ",
        "The Russian Foreign Ministry said so. ",
        "Russian president said. ",
        "White House White House ",
    ],
)
def test_resolving_is_linear(unit: str) -> None:
    once, twice = (
        calls(lambda text: annotated(text, "2020-01-01", models=("en=rules",)), unit * number) for number in (200, 400)
    )
    assert twice < 2.3 * once
