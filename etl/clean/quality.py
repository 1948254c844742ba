"""Verdicts: is this text an article, all of it, or why not. Wrongly rejected articles cost more than kept oddities."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.clean.html import Document
from etl.clean.metadata import is_home

MIN_WORDS = 20
# The longest live blogs have a third of this; what is longer is a book, or made to harm.
MAX_CHARACTERS = 500_000
# A text this long is judged by itself, whatever else the page says of it.
LONG_WORDS = 150

_WORD = re.compile(r"\w+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_ERROR = re.compile(
    r"page (?:can(?:no|')t be|could not be|was not|not|isn't) found|404 (?:error|not found)|error 404|"
    r"access (?:to this page has been )?denied|you have been blocked|are you a (?:robot|human)|verify you are human|"
    r"checking your browser|(?:enable|turn on) javascript|javascript is (?:disabled|required)|403 forbidden|"
    r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|страница не найдена|页面不存在|"
    r"(?:no longer|not) available (?:on this site|at this address)|unusual traffic from your",
    re.I,
)
_PAYWALL = re.compile(
    r"(?:subscribe|register|sign in|log in|sign up|become a (?:member|subscriber))[^.\n]{0,40}"
    r"(?:to (?:continue|keep|read|access|unlock|view)|for full access)|"
    r"(?:this|the) (?:article|story|content) is (?:for|reserved for|available (?:only )?to|exclusive to) "
    r"(?:our )?(?:subscribers|members)|already a (?:subscriber|member)\?|continue reading (?:with|your article)|"
    r"read the full (?:article|story) with|unlock (?:this|the full) (?:article|story)|"
    r"weiterlesen mit|nur für abonnenten|réservé aux abonnés|solo para suscriptores|материал доступен подписчикам",
    re.I,
)
_NO_ARTICLE_TYPES = {"product", "videoobject", "imagegallery", "searchresultspage", "profilepage", "recipe", "event"}
_LIST_TYPES = {"collectionpage", "itemlist", "searchresultspage"}
_ARTICLE_TYPES = re.compile(r"article|posting|report|review|liveblog", re.I)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is None for an article; `is_truncated` marks the free beginning of a paid one."""

    reason: str | None = None
    detail: str | None = None
    is_truncated: bool = False


def verdict(document: Document | None, text: str, *, url: str | None) -> Verdict:
    """Judge a page by its text, and by what the page says it is."""
    if len(text) > MAX_CHARACTERS:
        return Verdict("too_long", f"{len(text)} characters")
    words = word_count(text)
    if document is None:
        return Verdict() if words >= MIN_WORDS else _short(words)
    if words < LONG_WORDS and (error := _error(document, text)):
        return Verdict("error_page", error)
    if words < LONG_WORDS and _is_paywalled(document, text):
        return Verdict(is_truncated=True) if words >= MIN_WORDS // 2 else _short(words)
    if reason := _not_an_article(document, url, words):
        return reason
    return Verdict(is_truncated=_ends_in_prompt(text)) if words >= MIN_WORDS else _short(words)


def _short(words: int) -> Verdict:
    return Verdict("too_short", f"{words} words") if words else Verdict("no_text")


def word_count(text: str) -> int:
    """Words; two characters of a script without spaces count as one."""
    cjk = len(_CJK.findall(text))
    return cjk // 2 if cjk * 2 > len(text) else len(_WORD.findall(text))


def _error(document: Document, text: str) -> str | None:
    title = (document.tree.findtext(".//title") or "")[:300]
    found = _ERROR.search(title) or _ERROR.search(text[:600])
    return found.group()[:80] if found else None


def _is_paywalled(document: Document, text: str) -> bool:
    free = {str(item.get("isAccessibleForFree", "")).lower() for item in document.linked_data}
    return "false" in free or bool(_PAYWALL.search(text[-400:]))


def _ends_in_prompt(text: str) -> bool:
    return bool(_PAYWALL.search(text[-200:]))


def _not_an_article(document: Document, url: str | None, words: int) -> Verdict | None:
    types = _types(document)
    says_article = any(_ARTICLE_TYPES.search(kind) for kind in types)
    if says_article and words >= MIN_WORDS:
        return None
    if is_home(url) or (types & _LIST_TYPES and words < LONG_WORDS):
        return Verdict("section_front", ", ".join(sorted(types))[:80] or "home page")
    if words < LONG_WORDS and not says_article and _link_share(document) > 0.8 and _teasers(document) >= 5:
        return Verdict("section_front", f"{_teasers(document)} linked headlines")
    if words < LONG_WORDS and (other := types & _NO_ARTICLE_TYPES):
        return Verdict("not_an_article", ", ".join(sorted(other)))
    return None


def _types(document: Document) -> set[str]:
    """What the page says it is, in the words of schema.org and OpenGraph, lower case."""
    stated = [kind for item in document.linked_data for kind in _as_list(item.get("@type"))]
    stated += document.meta.get("og:type", ())
    found = {str(kind).lower().rsplit("/", 1)[-1].removeprefix("video.") for kind in stated}
    return {"videoobject" if kind in {"other", "video"} and "og:video" in document.meta else kind for kind in found}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None or isinstance(value, Mapping) else [value]


def _link_share(document: Document) -> float:
    """The share of the body's visible characters that are links."""
    body = document.tree.find("body")
    if body is None:
        return 0.0
    linked = sum(len(_visible(anchor)) for anchor in body.iter("a"))
    return linked / max(1, len(_visible(body)))


def _visible(element: Any) -> str:
    parts = (
        e.text or "" for e in element.iter() if isinstance(e.tag, str) and e.tag not in {"script", "style", "noscript"}
    )
    return "".join(parts).strip()


def _teasers(document: Document) -> int:
    """Headlines that are links."""
    return sum(1 for tag in ("h2", "h3", "h4") for head in document.tree.iter(tag) if head.find(".//a") is not None)
