from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.clean.moments import FIRST_YEAR, LAST_YEAR, find, instant, month_number


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-05-03", at(2025, 5, 3)),
        ("2025-05-03T10:20:30+02:00", at(2025, 5, 3, 8, 20, 30)),
        ("2025-05-03 10:20 -0500", at(2025, 5, 3, 15, 20)),
        ("2025-05-03T23:30:00-05", at(2025, 5, 4, 4, 30)),
        ("2025-05-03T10:20:30.123456789Z", at(2025, 5, 3, 10, 20, 30, 123456)),
        ("2025-05-03T10:20:30", at(2025, 5, 3, 10, 20, 30)),
        ("2025-05-03T99:00:00Z", at(2025, 5, 3)),
        ("20250503", at(2025, 5, 3)),
        ("20250503T102030Z", at(2025, 5, 3, 10, 20, 30)),
        ("1746267600", at(2025, 5, 3, 10, 20)),
        ("1746267600000", at(2025, 5, 3, 10, 20)),
        (1746267600, at(2025, 5, 3, 10, 20)),
        ("Sat, 03 May 2025 10:20:30 GMT", at(2025, 5, 3, 10, 20, 30)),
        ("Sat May 03 2025 10:20:30 GMT+0200 (CEST)", at(2025, 5, 3, 8, 20, 30)),
        ("2025-13-03", None),
        ("1970-01-01T00:00:00Z", None),
        ("9999-12-31", None),
        ("soon", None),
        ("", None),
        (None, None),
        (True, None),
        ({"@value": "2025-05-03"}, None),
    ],
)
def test_what_machines_write(value: object, expected: datetime | None) -> None:
    assert instant(value) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2025",
        "May 3rd, 2025",
        "Saturday, May 03, 2025",
        "3rd of May, 2025",
        "03-May-2025",
        "03/May/2025",
        "3. Mai 2025",
        "3.5.2025",
        "03.05.25",
        "03/05/2025",
        "3 de mayo de 2025",
        "3 maggio 2025",
        "3 mai 2025",
        "3 maja 2025",
        "3. května 2025",
        "3 мая 2025 г.",
        "3 травня 2025",
        "3 Mayıs 2025",
        "3 Μαΐου 2025",
        "2025. május 3.",
        "2025 m. gegužės 3 d.",
        "2025. gada 3. maijs",
        "2025年5月3日",
        "2025년 5월 3일",
        "2025. 5. 3.",
        "2025/05/03",
        "٣ مايو ٢٠٢٥",
        "3 मई 2025",
        "3 พฤษภาคม 2568",
    ],
)
def test_what_people_write(text: str) -> None:
    assert [moment.at for moment in find(f"Ada Quill, {text} | Harbour Post")] == [at(2025, 5, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 May 2025, 4:05 p.m.", at(2025, 5, 3, 16, 5)),
        ("3 May 2025 at 12:05 AM EST", at(2025, 5, 3, 5, 5)),
        ("3. Mai 2025, 14:30 Uhr", at(2025, 5, 3, 14, 30)),
        ("03.05.2025 | 11:20 MESZ", at(2025, 5, 3, 9, 20)),
        ("3 mai 2025 à 11h20", at(2025, 5, 3, 11, 20)),
        ("2025年5月3日 11時20分", at(2025, 5, 3, 11, 20)),
        ("3 May 2025 11:20 GMT+3", at(2025, 5, 3, 8, 20)),
    ],
)
def test_a_time_beside_the_date_is_read(text: str, expected: datetime) -> None:
    assert instant(text) == expected


def test_numbers_that_are_no_dates() -> None:
    for text in (
        "1.000.000",
        "192.168.20.25",
        "+49 30 12 34 20",
        "May 2025",
        "32.05.2025",
        "version 3.5.20.1",
        "3:5:2025",
    ):
        assert list(find(text)) == []


def test_the_order_of_day_and_month_follows_the_reader_unless_the_numbers_tell() -> None:
    assert instant("03/05/2025", month_first=True) == at(2025, 3, 5)
    assert instant("03.05.2025", month_first=True) == at(2025, 5, 3)
    assert instant("05/13/2025") == at(2025, 5, 13)
    assert instant("13/05/2025", month_first=True) == at(2025, 5, 13)


def test_a_name_of_two_months_follows_the_language() -> None:
    assert month_number("listopada", "pl") == 11
    assert month_number("listopada", "hr") == 10
    assert month_number("Sept.") == 9
    assert month_number("MAYIS") == 5
    assert month_number("monday") is None


def test_offsets_say_where_the_date_stands() -> None:
    text = "Published 3 May 2025 and changed on 2025-06-01."
    assert [text[moment.start : moment.end] for moment in find(text)] == ["3 May 2025", "2025-06-01"]


@given(st.datetimes(datetime(FIRST_YEAR, 1, 2), datetime(LAST_YEAR, 12, 30), timezones=st.timezones()))
def test_every_iso_instant_is_read_as_it_is(moment: datetime) -> None:
    offset = moment.utcoffset()
    if offset is not None and offset.total_seconds() % 60 == 0 and not moment.microsecond:
        assert instant(moment.isoformat()) == moment.astimezone(UTC)


@given(st.text(alphabet="0123456789.-/:, TZ+年月日May ", max_size=80))
def test_no_text_raises_and_all_dates_are_plausible(text: str) -> None:
    instant(text)
    for moment in find(text):
        assert FIRST_YEAR <= moment.at.year <= LAST_YEAR
        assert 0 <= moment.start < moment.end <= len(text)
