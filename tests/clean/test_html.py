import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.clean.html import Document, decode, parse

RUSSIAN = "<p>Порт был закрыт в понедельник после того, как министры не смогли договориться.</p>"
GERMAN = "<p>Über Lösungen für die Häfen müsse schließlich die Stadt entscheiden.</p>"


def document(html: str) -> Document:
    found = parse(html)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "encoding", "content_type"),
    [
        (RUSSIAN, "windows-1251", "text/html; charset=windows-1251"),
        (RUSSIAN, "koi8-r", "text/html; charset='KOI8-R'"),
        ('<meta charset="windows-1251">' + RUSSIAN, "windows-1251", None),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">' + RUSSIAN, "koi8-r", "text/html"),
        ('<?xml version="1.0" encoding="windows-1251"?>' + RUSSIAN, "windows-1251", None),
        (RUSSIAN, "windows-1251", None),
        (RUSSIAN, "utf-8", None),
        (RUSSIAN, "utf-8-sig", "text/html; charset=windows-1251"),
        (RUSSIAN, "utf-16", None),
        (RUSSIAN, "utf-16-le", None),
        (RUSSIAN, "utf-16-be", None),
        (RUSSIAN, "utf-8", "text/html; charset=iso-8859-1"),
        ('<meta charset="utf-8"><meta charset="windows-1251">' + RUSSIAN, "windows-1251", "text/html; charset=utf-8"),
        ('<meta charset="windows-1251">' + RUSSIAN, "windows-1251", "text/html; charset=ISO-8859-1"),
        ('<meta charset="utf-16">' + RUSSIAN, "utf-8", None),
        ('<meta charset="none of these">' + RUSSIAN, "utf-8", "text/html; charset=rot13"),
        (GERMAN, "cp1252", None),
        ('<meta charset="iso-8859-1"><p>“Häfen” – 5 €</p>', "cp1252", None),
        ('<meta charset="gb2312"><p>港口镕闭</p>', "gbk", None),
        ('<meta charset="iso-2022-jp"><p>港は閉鎖された</p>', "iso-2022-jp", None),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str, content_type: str | None) -> None:
    assert decode(text.encode(encoding), content_type) == text


def test_a_few_broken_bytes_do_not_turn_a_page_into_another_encoding() -> None:
    body = GERMAN.encode() + b"<p>caf\xe9</p>" + RUSSIAN.encode()
    assert decode(body, "text/html; charset=windows-1251") == GERMAN + "<p>caf\ufffd</p>" + RUSSIAN
    assert decode(b"<p>caf\xe9</p>", "text/html; charset=utf-8") == "<p>caf\ufffd</p>"
    assert decode(GERMAN.encode()[:-6][:5]) == GERMAN.encode()[:5].decode()


@given(
    st.binary(max_size=300), st.sampled_from([None, "text/html; charset=utf-8", "charset=shift_jis", "charset=base64"])
)
def test_nothing_that_bytes_hold_raises(body: bytes, content_type: str | None) -> None:
    parse(decode(body, content_type))
    parse("<html><script type='application/ld+json'>" + decode(body, content_type))


@pytest.mark.parametrize("html", ["", "  \n", "\x00", "<!-- nothing -->"])
def test_a_page_without_elements_is_none(html: str) -> None:
    assert parse(html) is None


def test_characters_that_no_tree_may_hold_are_gone() -> None:
    text = document("<p>a\x00b\x0bc\ud800d</p>").tree.text_content()
    assert text == "a b c?d"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "deep",
        "<b><i>" * 100_000,
        "<p>x" * 100_000,
        "<p>" + "word " * 2_500_000 + "</p>",
        "<script type='application/ld+json'>" + "[" * 100_000,
        "<script type='application/ld+json'>" + "," * 100_000 + "</script>",
        "<script type='application/ld+json'>*/" + "/* " * 100_000 + "</script>",
        "<script type='application/ld+json'>," + "\n" * 300_000 + "</script>",
        "<meta charset=" * 50_000,
        "<meta name=a content=b>" * 50_000,
    ],
)
def test_hostile_pages_are_parsed_in_linear_time(html: str) -> None:
    start = time.process_time()
    parse(decode(html.encode()))
    assert time.process_time() - start < 2


def test_an_unclosed_tag_a_paragraph_loses_no_text() -> None:
    assert document("<font>word <p>" * 600).tree.text_content().count("word") == 600


def test_long_texts_are_whole() -> None:
    assert len(document("<p>" + "word " * 2_500_000).tree.text_content()) == 12_500_000


def test_meta_keeps_every_content_in_order_under_lower_case_keys() -> None:
    html = '<meta name="Author" content="A"><meta property="og:title" content=" T "><meta name=x>'
    assert document(html + "<meta itemprop=author content=B>").meta == {"author": ("A", "B"), "og:title": ("T",)}


def linked(script: str) -> list[object]:
    found = document(f'<script type="application/ld+json">{script}</script><p>x</p>')
    return [item.get("name") for item in found.linked_data]


@pytest.mark.parametrize(
    "script",
    [
        '{"name": "a"}',
        '\n<!-- {"name": "a"} -->',
        '//<![CDATA[\n{"name": "a"}\n//]]>',
        '/*<![CDATA[*/ {"name": "a"} /*]]>*/',
        '<![CDATA[{"name": "a"}]]>',
        '{"name": "a"};',
        '{"name": "a",}',
        '{"tags": ["x", "y",], "name": "a"}',
        '{"text": "two\nlines\tof it", "name": "a"}',
        "{&quot;name&quot;: &quot;a&quot;}",
        r'{"text": "it\'s", "name": "a"}',
        '// the article\n{"name": "a"}',
        '/* the article */ {"name": "a"}',
    ],
)
def test_faulty_linked_data_is_mended(script: str) -> None:
    assert linked(script) == ["a"]


def test_addresses_survive_where_comments_are_mended() -> None:
    found = document(
        '<script type="application/ld+json">{"url": "https://harbour.example/a", "name": "b",}</script><p>'
    )
    assert found.linked_data[0]["url"] == "https://harbour.example/a"


def test_graphs_lists_and_main_entities_are_flattened_in_page_order() -> None:
    assert linked(
        '[{"name": "a", "@graph": [{"name": "b", "mainEntity": {"name": "c"}}, {"name": "d"}]}, {"name": "e"}]'
    ) == list("abcde")


def test_linked_data_beyond_repair_is_left_out() -> None:
    assert linked('{"name": ') == []
    assert linked('"name"') == []
