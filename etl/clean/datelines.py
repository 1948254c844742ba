"""Dates in sight: of all dates a reader sees on a page, the one that says when it was published.

Every date is a candidate, weighed by how it is marked up, by the words and boxes around it, and by how near the
headline it stands. The weights are judgement; on news pages dated by hand, nine of ten best candidates from `LIKELY`
on and 99 of 100 from `SURE` on are within a day of the date of publication.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, cast
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from etl import lexicons
from etl.clean.html import Document
from etl.clean.moments import find, instant

LIKELY, SURE = 0.0, 4.5

# Real pages have some dozen dates; the bounds keep the time linear on pages made of dates.
_MAX_CANDIDATES, _MAX_TEXTS, _MAX_BOXES = 300, 5000, 40
_TEXT_CHARS, _BYLINE_CHARS, _CUE_CHARS = 400, 160, 40

_MARKED = etree.XPath(
    "//*[self::time[@datetime] or self::abbr[@title] or @data-utime or @data-timestamp or @data-date"
    " or @itemprop='datePublished' or @itemprop='dateCreated' or contains(@property, 'datePublished')]"
)
_VALUES = ("datetime", "content", "title", "data-utime", "data-timestamp", "data-date")
_MAY_DATE = re.compile(r"\d{4}|\d[./-]\s?\d\d\b")

# Chinese, Japanese and Korean set the label behind the date.
_LABEL_BEHIND = re.compile(r"[日일]?\W{0,3}[\u3400-\u9fff\uac00-\ud7af]{2,4}")
_TEXTLESS_TAGS = frozenset({"script", "style", "noscript", "option", "textarea", "template"})
_OTHER_TAGS = frozenset({"nav", "aside", "footer"})
_TAG_COSTS = {"a": 1.0, "li": 0.5}

_LOCALE = re.compile(r"/([a-z]{2}[-_][a-z]{2})(?:/|$)", re.I)
_MONTH_FIRST = frozenset({"us", "ph"})
_MONTH_FIRST_DOMAINS = frozenset({"com", "org", "net", "us", "gov", "edu", "mil", "ph"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A date on the page, and how likely it is the page's own: compare `score` with `LIKELY` and `SURE`."""

    at: datetime
    score: float
    is_marked: bool  # as the date of publication, by microdata
    is_change: bool  # the words before it speak of a change


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: datetime
    element: HtmlElement
    before: str  # the words in front of it, or its label behind
    share: float = 1.0  # of its text that the date makes up
    length: int = 0  # of its text
    is_marked: bool = False
    is_leading: bool = False  # it begins its text, as a dateline does

    @property
    def is_prose(self) -> bool:
        """Whether it stands in running text, where dates are those of the events told."""
        return self.share < 0.3 and self.length > 60 and not self.is_leading


@dataclass(frozen=True, slots=True)
class _Page:
    order: Mapping[HtmlElement, int]  # of the elements
    top: int  # where the headline stands in it
    around: frozenset[HtmlElement]  # the headline's ancestors


def in_sight(document: Document, url: str | None) -> list[Sighting]:
    """The dates on the page that may be its own, the likeliest first."""
    candidates = list(islice(_candidates(document, url), _MAX_CANDIDATES))
    if not candidates:
        return []
    page, kinds = _page(document), Counter(_kind(candidate.element) for candidate in candidates)
    # Where a page names one day only, that is the day.
    alone = 1.5 if len({candidate.at.date() for candidate in candidates if not candidate.is_prose}) == 1 else 0.0
    scores = (
        _score(candidate, page) + alone - (1.0 if kinds[_kind(candidate.element)] > 3 else 0.0)
        for candidate in candidates
    )
    changed = _cues()["changed"]
    sightings = (
        Sighting(candidate.at, score, candidate.is_marked, bool(changed.search(candidate.before)))
        for candidate, score in zip(candidates, scores, strict=True)
    )
    return sorted(sightings, key=lambda sighting: -sighting.score)


def _candidates(document: Document, url: str | None) -> Iterator[_Candidate]:
    tag = document.tree.get("lang") or ""
    reading: dict[str, Any] = {"month_first": _writes_month_first(tag, url), "language": tag[:2].lower()}
    for element in cast("list[HtmlElement]", _MARKED(document.tree)):
        value = next((value for name in _VALUES if (value := element.get(name))), None)
        if at := instant(value, **reading):
            is_marked = "datePublished" in (element.get("itemprop") or element.get("property") or "")
            before = _words_before(element) + (element.text or "")[:_CUE_CHARS]
            yield _Candidate(at, element, before, is_marked=is_marked)
    texts = (text for element in document.tree.iter() for text in _texts(element) if _MAY_DATE.search(text[1]))
    for box, text, is_tail in islice(texts, _MAX_TEXTS):
        yield from _in_text(box, text, reading, is_tail=is_tail)


def _texts(element: HtmlElement) -> Iterator[tuple[HtmlElement, str, bool]]:
    """The texts in and after an element, each with the box it stands in."""
    if element.text and element.tag not in _TEXTLESS_TAGS:
        yield element, element.text, False
    if element.tail and (parent := element.getparent()) is not None:
        yield parent, element.tail, True


def _in_text(box: HtmlElement, text: str, reading: Mapping[str, Any], *, is_tail: bool) -> Iterator[_Candidate]:
    text = " ".join(text[: 2 * _TEXT_CHARS].split())[:_TEXT_CHARS]
    moments = list(islice(find(text, **reading), 3))
    first = box
    if not moments and len(text) < _CUE_CHARS:
        text, box = _wider(box)
        moments = list(islice(find(text, **reading), 3))
    for moment in moments:
        before = text[max(0, moment.start - _CUE_CHARS) : moment.start]
        is_leading = moment.start < 3 and not is_tail
        if is_leading:
            before = _words_before(first) + before
        if label := _LABEL_BEHIND.match(text, moment.end):
            before += label[0]
        share = (moment.end - moment.start) / len(text)
        yield _Candidate(moment.at, box, before, share, len(text), is_leading=is_leading)


def _wider(element: HtmlElement) -> tuple[str, HtmlElement]:
    """The text of the smallest box around that may hold a date written over several elements."""
    for box in (element, element.getparent()):
        if box is not None and sum(1 for _ in islice(box, 12)) < 12:
            text = " ".join(" ".join(islice(box.itertext(), 24)).split())
            if len(text) >= 8:
                return text[:_BYLINE_CHARS], box
    return "", element


def _words_before(element: HtmlElement) -> str:
    """The end of the text in front of an element; words beside another date are that one's."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is None:
        return ((parent.text or "") if parent is not None else "")[-_CUE_CHARS:]
    label = (previous.text or "")[-_CUE_CHARS:]
    return (("" if _MAY_DATE.search(label) else label) + (previous.tail or ""))[-_CUE_CHARS:]


def _score(candidate: _Candidate, page: _Page) -> float:
    score = 5.0 if candidate.is_marked else 0.0
    score += 1.5 if candidate.share > 0.5 else 0.0
    score -= 4.0 if candidate.is_prose else 0.0
    score += _words(candidate) + _boxes(candidate, page)
    return score + _nearness(page.order[candidate.element] - page.top)


def _words(candidate: _Candidate) -> float:
    cues = _cues()
    if cues["foreign"].search(candidate.before):
        return -5.0
    if cues["changed"].search(candidate.before):
        return -3.0
    return 2.0 if not candidate.is_prose and cues["published"].search(candidate.before) else 0.0


def _boxes(candidate: _Candidate, page: _Page) -> float:
    """What the boxes around say, up to the one that holds the headline too."""
    element, cues = candidate.element, _cues()
    score = 1.0 if element.tag == "time" else 0.0
    names, is_other = "", False
    for depth, box in enumerate(islice((element, *element.iterancestors()), _MAX_BOXES)):
        name = f"{box.get('class') or ''} {box.get('id') or ''}"[:200]
        names += f" {name}" if depth < 3 else ""
        if box in page.around:
            break
        is_other = is_other or box.tag in _OTHER_TAGS or bool(cues["other-box"].search(name))
        score -= _TAG_COSTS.get(box.tag, 0.0)
    if cues["byline-box"].search(names):
        score += 4.0 if candidate.is_prose else 2.0
    elif cues["changed-box"].search(names):
        score -= 3.0
    elif cues["date-box"].search(names) and not candidate.is_prose:
        score += 2.0
    return score - (3.0 if is_other else 0.0)


def _nearness(distance: int) -> float:
    """Articles are dated below the headline, some just above it; `distance` counts elements."""
    return 2.5 * max(0.0, 1 - distance / 80) if distance >= 0 else 1.5 * max(0.0, 1 + distance / 30)


def _kind(element: HtmlElement) -> str:
    parent = element.getparent()
    return f"{element.tag} {element.get('class')} {parent.get('class') if parent is not None else ''}"


def _page(document: Document) -> _Page:
    order = {element: index for index, element in enumerate(document.tree.iter())}
    headline = _headline(document)
    if headline is None:
        return _Page(order, 0, frozenset())
    return _Page(order, order[headline], frozenset(headline.iterancestors()))


def _headline(document: Document) -> HtmlElement | None:
    """The heading that is the page's title, or else its first of the first rank."""
    titles = (*document.meta.get("og:title", ()), document.tree.findtext(".//title") or "")
    title = _letters(titles[0])
    for heading in islice(document.tree.iter("h1", "h2", "h3"), _MAX_CANDIDATES):
        text = _letters(" ".join(islice(heading.itertext(), 24)))
        if min(len(text), len(title)) > 10 and (text in title or title in text):
            return heading
    return next(document.tree.iter("h1"), None)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:300].lower()))


def _writes_month_first(language: str, url: str | None) -> bool:
    """Whether 3/4/2025 is the 4th of March, as in the United States and the Philippines."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname or ""
    except ValueError:  # a bracket where a host should be
        return False
    in_path = _LOCALE.search(parts.path)
    tag = (in_path[1] if in_path else language).replace("_", "-").lower()
    if "-" in tag:
        return tag.rsplit("-", 1)[-1] in _MONTH_FIRST
    return tag in ("en", "") and host.rsplit(".", 1)[-1] in _MONTH_FIRST_DOMAINS


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    entries: dict[str, list[str]] = {}
    for kind, cue in lexicons.rows("etl.clean", "dateline_cues.tsv"):
        entries.setdefault(kind, []).append(cue)
    return {kind: re.compile("|".join(cues), re.I) for kind, cues in entries.items()}
