"""The tables of actors: what they say of a day, how a user adds to them, and that they are sound."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from etl import lexicons
from etl.annotate import annotation
from etl.annotate.actors import entries, tables
from etl.annotate.countries import common_names
from etl.errors import InputError

KNOWN = tables.actors()
ROWS = [(table, row) for table in tables.TABLES for row in lexicons.rows(entries.PACKAGE, table)]
ID = re.compile(r"(person|org):(([A-Z]{3}|\*)/)?[^/].*|gov:([A-Z]{3}|\*)")


def name(country: str | None, office: str, day: str | None) -> str | None:
    holder = KNOWN.holder(country, office, date.fromisoformat(day) if day else None)
    return holder.name if holder else None


@pytest.mark.parametrize(
    ("country", "office", "day", "holder"),
    [
        ("RUS", "president", "1999-12-30", "Boris Yeltsin"),
        ("RUS", "president", "1999-12-31", "Vladimir Putin"),
        ("RUS", "president", "2010-01-01", "Dmitry Medvedev"),
        ("RUS", "president", "2020-01-01", "Vladimir Putin"),
        ("RUS", "president", None, None),
        ("BLR", "president", None, "Alexander Lukashenko"),
        ("USA", "president", "2021-01-20", "Joe Biden"),
        ("USA", "foreign minister", "2021-01-22", None),
        ("CHN", "foreign minister", "2023-02-01", "Qin Gang"),
        ("CHN", "foreign minister", "2024-02-01", "Wang Yi"),
        ("CHN", "foreign ministry spokesperson", "2023-01-20", None),
        ("DEU", "prime minister", "2003-05-01", "Gerhard Schröder"),
        ("RUS", "foreign ministry spokesperson", "2011-06-01", None),
        ("RUS", "foreign ministry spokesperson", "2013-06-01", "Alexander Lukashevich"),
        (None, "UN secretary-general", "2008-01-01", "Ban Ki-moon"),
        ("KOR", "foreign minister", "2005-01-01", "Ban Ki-moon"),
        ("IND", "foreign minister", "1994-06-01", "Dinesh Singh"),
        ("IND", "foreign minister", "2006-05-01", "Manmohan Singh"),
        ("TUR", "foreign minister", "1995-08-01", "Erdal İnönü"),
        ("POL", "foreign minister", "2000-07-01", "Władysław Bartoszewski"),
        ("KAZ", "foreign minister", "2001-05-01", "Erlan Idrissov"),
        ("UKR", "foreign minister", "2009-06-01", "Volodymyr Khandohiy"),
        ("ISR", "defence minister", "1995-10-01", "Yitzhak Rabin"),
        ("KOR", "defence minister", "2000-06-01", "Cho Seong-tae"),
        ("PHL", "defence minister", "2022-10-01", "Jose Faustino"),
        ("PER", "foreign minister", "2021-08-05", "Héctor Béjar"),
        ("LBN", "foreign minister", "2013-01-01", "Adnan Mansour"),
        ("FRA", "spokesperson", "2021-01-01", "Gabriel Attal"),
        ("PAK", "foreign ministry spokesperson", "2023-06-01", "Mumtaz Zahra Baloch"),
        (None, "NATO spokesperson", "2015-06-01", "Oana Lungescu"),
        ("SYR", "president", "2025-01-01", None),
        ("NOR", "dragon", "2020-01-01", None),
    ],
)
def test_the_day_decides_who_holds_an_office(
    country: str | None, office: str, day: str | None, holder: str | None
) -> None:
    assert name(country, office, day) == holder


@pytest.mark.parametrize(
    ("surname", "day", "full"),
    [
        ("bush", "1991-05-01", "George H. W. Bush"),
        ("bush", "2003-05-01", "George W. Bush"),
        ("bush", None, None),
        ("clinton", "1999-05-01", "Bill Clinton"),
        ("clinton", "2012-05-01", "Hillary Clinton"),
        ("trump", "2022-05-01", "Donald Trump"),
        ("trump", "2003-05-01", None),
        ("xi", None, "Xi Jinping"),
        ("quist", "2020-01-01", None),
    ],
)
def test_a_surname_alone_means_who_is_famous_then(surname: str, day: str | None, full: str | None) -> None:
    alias = KNOWN.famous(surname, date.fromisoformat(day) if day else None)
    assert (alias.actor.name if alias else None) == full


@pytest.mark.parametrize(
    ("day", "country"), [("2004-01-01", "JOR"), ("2010-01-01", None), ("2020-01-01", "JOR"), (None, None)]
)
def test_a_name_of_two_means_whoever_is_in_office(day: str | None, country: str | None) -> None:
    alias = KNOWN.person("king abdullah", date.fromisoformat(day) if day else None)
    assert (alias.actor.country if alias else None) == country


def test_the_role_is_that_of_the_day() -> None:
    roles = {}
    for year in (2005, 2012, 2020):
        alias = KNOWN.person("ban ki moon", date(year, 1, 1))
        assert alias
        roles[year] = (alias.actor.id, alias.actor.country, alias.actor.role)
    assert roles == {
        2005: ("person:KOR/Ban Ki-moon", "KOR", "GOV"),
        2012: ("person:KOR/Ban Ki-moon", None, "IGO"),
        2020: ("person:KOR/Ban Ki-moon", None, "ELI"),
    }


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("The Élysée", "elysee"),
        ("Đukanović", "dukanovic"),
        ("Lech Wałęsa", "lech walesa"),
        ("Yıldırım", "yildirim"),
        ("Ban Ki-moon", "ban ki moon"),
        ("U.N.", "un"),
        ("Workers’ Party", "workers' party"),
        ("Кремль", "кремль"),
    ],
)
def test_names_are_compared_without_accents_and_marks(written: str, key: str) -> None:
    assert tables.key(written) == key


def test_every_entry_is_sound() -> None:
    names: dict[str, str] = {}
    for table, row in ROWS:
        identity, called, country, role, office, since, until, aliases = row
        assert ID.fullmatch(identity), (table, row)
        assert names.setdefault(identity, called) == called
        assert country in {*common_names(), "-", "*"}, (table, row)
        assert role in entries.roles(), (table, row)
        assert not until or until[:4] >= since[:4], (table, row)
        assert not office or since, (table, row)
        assert all(alias.strip() == alias != "" for alias in aliases.split("|") if aliases), (table, row)
        if identity.startswith("gov:"):
            assert tables.government(identity.removeprefix("gov:")).name == called


def test_every_office_can_be_described_and_every_member_belongs() -> None:
    offices = {office for office, *_ in lexicons.rows(entries.PACKAGE, "offices.tsv")}
    assert {row[4] for _, row in ROWS if row[4]} - offices == set()
    bodies = {row[0] for _, row in ROWS}
    members = lexicons.rows(entries.PACKAGE, "members.tsv")
    assert {body for body, *_ in members} <= bodies
    assert {country for _, country, *_ in members} <= common_names().keys()
    assert set(tables.agents().values()) <= entries.roles().keys()


def test_tenures_of_an_office_follow_one_another() -> None:
    """Two holders on one day are one too many, but for offices that several hold at once."""
    several = {"foreign ministry spokesperson", "defence ministry spokesperson"}
    for (country, office), tenures in KNOWN.tenures.items():
        ordered = sorted(tenures, key=lambda tenure: tenure.first)
        for one, next_one in pairwise(ordered):
            shared = (one.last - next_one.first).days
            assert office in several or shared <= 366, (country, office, one.holder.name, next_one.holder.name)


OWN = "org:NOR/Harbour League\tHarbour League\tNOR\tPTY\t\t\t\tHL Oslo|Harbour Leaguers"


def own(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "own.tsv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_own_actors_come_first(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        "# ours",
        "\t".join(entries.COLUMNS),
        OWN,
        "",
        "person:XKX/Ada Quist\tAda Quist\tXKX\tGOV",
        "org:NATO-HQ\tNATO\t-\tMIL",
    )
    found = tables.actors(path)
    assert found.bodies["harbour leaguers"][0].actor.country == "NOR"
    assert found.bodies["nato"][0].actor.id == "org:NATO-HQ"
    assert found.people["ada quist"][0].actor.role == "GOV"
    assert "harbour leaguers" not in KNOWN.bodies


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("org:NOR/X\tX", "line 2, columns: 2 instead of 8"),
        (OWN + "\tmore", "line 2, columns: 9 instead of 8"),
        (OWN.replace("org:", "body:"), "line 2, id: 'body:NOR/Harbour League' begins with none"),
        (OWN.replace("\tNOR\t", "\tNorway\t"), "line 2, country: 'Norway' is no ISO 3166-1 alpha-3 code"),
        (OWN.replace("PTY", "PARTY"), "line 2, role: 'PARTY' is none of GOV, LEG"),
        ("person:NOR/A\tA\tNOR\tGOV\tpresident\t\t\t", "line 2, since: an office needs"),
        ("person:NOR/A\tA\tNOR\tGOV\tpresident\tMay 2014\t\t", "line 2, since: 'May 2014' is no day, month or year"),
        ("person:NOR/A\tA\tNOR\tGOV\tpresident\t2014\t2015-13\t", "line 2, until: '2015-13' is no day"),
        ("person:NOR/A\tA\tNOR\tGOV\tpresident\t2014\t2015-02-30\t", "line 2, until: '2015-02-30' is no day"),
        ("person:NOR/A\t \tNOR\tGOV", "line 2, name: there is none"),
    ],
)
def test_an_error_names_file_line_and_field(tmp_path: Path, line: str, message: str) -> None:
    path = own(tmp_path, "# ours", line)
    with pytest.raises(InputError, match=re.escape(message)) as raised:
        tables.actors(path)
    assert str(raised.value).startswith(str(path))


def test_a_table_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        tables.actors(tmp_path / "none.tsv")


def test_own_actors_count_in_the_version_of_the_lexicons(tmp_path: Path) -> None:
    path = own(tmp_path, OWN)
    before = annotation.lexicon_version(path)
    assert before != annotation.lexicon_version()
    own(tmp_path, OWN.replace("PTY", "NGO"))
    assert annotation.lexicon_version(path) != before


def test_a_name_that_many_countries_have_is_nobodys_alone() -> None:
    shared = KNOWN.bodies.keys() & KNOWN.generic.keys()
    sure = {alias.actor.id for name in shared for alias in KNOWN.bodies[name] if not alias.is_doubtful}
    assert sure == {"org:UN Security Council"}
