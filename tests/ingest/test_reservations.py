"""What a response says against being mined."""

import pytest

from etl.ingest.reservations import reservation


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
