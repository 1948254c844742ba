"""What a response says against being mined."""

import pytest

from etl.ingest.reservations import is_reserved, reservation, site_rules

SITE = "https://harbour-post.example"


@pytest.mark.parametrize(
    ("headers", "body", "found"),
    [
        ({}, b"<html>", None),
        ({"tdm-reservation": ["1"]}, b"", "tdm-reservation"),
        ({"tdm-reservation": ["0"]}, b"", None),
        ({}, b'<meta name="tdm-reservation" content="1">', "tdm-reservation"),
        ({}, b"<META content='1' name=TDM-Reservation>", "tdm-reservation"),
        ({}, b'<meta name="robots" content="index, noai, noimageai">', "noai"),
        ({}, b'<meta name="robots" content="noimageai">', None),
        ({}, b'<meta name="newslake" content="noai">', "noai"),
        ({}, b'<meta name="otherbot" content="noai">', None),
        ({"x-robots-tag": ["noindex", "noai"]}, b"", "noai"),
        ({"x-robots-tag": ["otherbot: noai"]}, b"", None),
        ({"x-robots-tag": ["newslake: noai"]}, b"", "noai"),
        ({}, b"<p>" + b'<meta name="robots" content="' * 5_000, None),
    ],
)
def test_reservations_are_read_from_headers_and_markup(
    headers: dict[str, list[str]], body: bytes, found: str | None
) -> None:
    assert reservation(headers, body) == found


@pytest.mark.parametrize(
    ("headers", "body", "by_site", "found"),
    [
        ({}, b"", True, "tdm-reservation"),
        ({"tdm-reservation": ["0"]}, b"", True, None),
        ({"tdm-reservation": ["2"]}, b"", True, "tdm-reservation"),
        ({"tdm-reservation": ["0"]}, b'<meta name="tdm-reservation" content="1">', False, "tdm-reservation"),
        ({"tdm-reservation": ["1"]}, b'<meta name="tdm-reservation" content="0">', True, None),
        ({"tdm-reservation": ["0"]}, b'<meta name="robots" content="noai">', True, "noai"),
    ],
)
def test_markup_goes_before_a_header_and_a_header_before_the_file_of_the_host(
    headers: dict[str, list[str]], body: bytes, by_site: bool, found: str | None
) -> None:
    assert reservation(headers, body, by_site=by_site) == found


@pytest.mark.parametrize(
    ("path", "reserved"),
    [
        ("/", False),
        ("/world/open/a", False),
        ("/world/a", True),
        ("/world/%61", True),
        ("/World/a", False),
        ("/2025/a.pdf", True),
        ("/2025/a.pdf?page=2", False),
        ("/sport/a", False),
    ],
)
def test_the_first_rule_that_matches_a_path_holds(path: str, reserved: bool) -> None:
    rules = site_rules(
        b"""[{"location": "/world/open/", "tdm-reservation": 0}, {"location": "/world/", "tdm-reservation": 1},
        {"location": "/*.pdf$", "tdm-reservation": 1, "tdm-policy": "https://harbour-post.example/policy"},
        {"location": "/sport/", "tdm-reservation": 2}, {"location": "/sport/a", "tdm-reservation": 1}]"""
    )
    assert is_reserved(rules, SITE + path) is reserved


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"null",
        b'{"location": "/", "tdm-reservation": 1}',
        b'["/", {"tdm-reservation": 1}, {"location": 1, "tdm-reservation": 1}, {"location": "/"}]',
        b'[{"location": "/", "tdm-reservation": true}]',
        b'[{"location": "", "tdm-reservation": 1}]',
        b"[" * 100_000,
        b"\xff\xfe[",
    ],
)
def test_a_file_that_is_not_what_the_protocol_wants_reserves_nothing(body: bytes) -> None:
    assert not is_reserved(site_rules(body), f"{SITE}/a")
