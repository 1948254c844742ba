"""A page's bytes, decoded and parsed once; everything that reads HTML reads this one `Document`."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# `huge_tree`: else text beyond 10 MB or 256 open elements (a tag left open in each paragraph) is lost; then it is 2048.
_PARSER = HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
# All elements alike: lxml.html's own lookup is a call of Python for each, a tenth of the time a page takes.
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
# Control characters are no part of HTML, and most of what builds trees refuses them.
_WITHOUT_CONTROLS = bytes(32 if code < 32 and code not in b"\t\n\r" else code for code in range(256))

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED_BYTES = 4096
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,300}?\bcharset|\?xml[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# Browsers read these labels as their supersets (WHATWG Encoding Standard), and so do authors.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Servers send these for whatever they hold, so what the page itself declares is heard first.
_SERVER_DEFAULTS = frozenset({"cp1252"})
# Encodings whose bytes are all ASCII, and so are good UTF-8 too.
_SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz"})

# So many broken bytes a declared encoding may have in a page without other letters beyond ASCII.
_BROKEN_ALLOWED = 3

_WRAPPING = re.compile(r"\s*(?:/\*\s*|//\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*/)?")
_COMMENT = re.compile(r"/\*.{0,400}?\*/|^[ \t]*//[^\n]*$", re.S | re.M)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_LONE_BACKSLASH = re.compile(r"\\(?![\"\\/bfnrtu])")
_JSON = json.JSONDecoder(strict=False)  # line breaks within strings are common


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One parsed page. `tree` is shared: copy it before changing it.

    `linked_data` holds every JSON-LD object of the page, `@graph`, `mainEntity` and lists flattened, in page order.
    `meta` maps the lower-cased `name`, `property`, `itemprop` or `http-equiv` of each meta element to its contents in
    order.
    """

    url: str | None
    tree: HtmlElement
    linked_data: tuple[Mapping[str, Any], ...]
    meta: Mapping[str, tuple[str, ...]]


def decode(body: bytes, content_type: str | None = None) -> str:
    """The page as text, whatever its bytes: nothing raises, and what cannot be read becomes U+FFFD.

    A byte order mark decides. Bytes that are UTF-8 but for a few broken ones are UTF-8 whatever is declared, since
    other encodings produce none by accident. Then the declarations are heard, then the bytes themselves.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace").removeprefix("\ufeff")
    names = _declared(body, content_type)
    if not _SEVEN_BIT.intersection(names) and (text := _read(body, "utf-8")) is not None:
        return text
    readings = (_read(body, name, broken_allowed=_BROKEN_ALLOWED) for name in names)
    return next((text for text in readings if text is not None), None) or _detect(body)


def parse(html: str, url: str | None = None) -> Document | None:
    """Parse decoded HTML, however broken; None where it holds no element."""
    try:
        tree = document_fromstring(html.encode("utf-8", "replace").translate(_WITHOUT_CONTROLS), parser=_PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    meta: dict[str, list[str]] = {}
    linked_data: list[Mapping[str, Any]] = []
    for element in tree.iter("meta", "script"):
        if element.tag == "meta":
            _collect(element, meta)
        elif element.text and "ld+json" in (element.get("type") or "").lower():
            linked_data.extend(_objects(_load(element.text)))
    return Document(url, tree, tuple(linked_data), {key: tuple(contents) for key, contents in meta.items()})


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Python's names of the encodings declared, the most credible first."""
    header = _HEADER.search(content_type or "")
    in_page = [label.decode("ascii", "replace") for label in _DECLARED.findall(body[:_DECLARED_BYTES])]
    names = [name for label in in_page if (name := _codec(label))]
    if header and (name := _codec(header[1])):
        names.insert(len(names) if name in _SERVER_DEFAULTS else 0, name)
    return list(dict.fromkeys(names))


def _codec(label: str) -> str | None:
    """Python's name of the text encoding a label means; a page that can declare UTF-16 in ASCII is in UTF-8."""
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):  # "rot13", "zlib" and their like
        return None
    return "utf-8" if info.name.startswith("utf") else _SUPERSETS.get(info.name, info.name)


def _read(body: bytes, name: str, *, broken_allowed: int = 0) -> str | None:
    """The bytes read by an encoding, with few enough of them replaced; None where it is not theirs."""
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):
        text = body.decode(name, "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if broken <= max(sound // 4, broken_allowed) else None


def _detect(body: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    name = _codec(detect_encoding(body, html5_compatible=False) or "") or "cp1252"
    return body.decode(name, "replace")


def _collect(element: HtmlElement, meta: dict[str, list[str]]) -> None:
    if content := (element.get("content") or "").strip():
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            if key := (element.get(attribute) or "").strip().lower():
                meta.setdefault(key, []).append(content)


def _load(text: str) -> Any:
    """The JSON of a script, with the commonest faults mended one after the other; None where that does not help."""
    if wrapping := _WRAPPING.match(text):
        text = text[wrapping.end() :]
    for mend in (str, _without_comments, unescape, _without_stray_backslashes):
        text = mend(text)
        try:
            return _JSON.raw_decode(text.lstrip())[0]  # what follows, such as a semicolon, is let be
        except (ValueError, RecursionError):
            continue
    return None


def _without_comments(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _COMMENT.sub("", text))


def _without_stray_backslashes(text: str) -> str:
    return _LONE_BACKSLASH.sub(r"\\\\", text)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of lists, `@graph` and `mainEntity`, in page order, however deep they lie."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend((item.get("mainEntity"), item.get("@graph")))
