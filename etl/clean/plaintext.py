"""Plain text as it is saved from a browser: an article with the page's chrome around it.

Every rule needs evidence: lines known to be chrome (`chrome.txt`), a repeated headline, an agency's credit. A text that
shows none is an article already and passes as it is, for a lost sentence costs more than a kept menu word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.clean import chrome

_CREDIT = re.compile(
    r"(?:[\[(](?:[^\[\]()]{0,80}\b(?:via|photo|image|file|handout|getty|reuters|afp|ap|epa|tass|xinhua)\b"
    r"[^\[\]()]{0,60})[\])]"
    r"|(?:photo(?:graph)?|image|picture|credit|foto|фото)\s*(?:by|:|/|credit:)\s*[^.]{2,60}"
    r"|(?:/|\|\s*|©\s*|via\s+)"
    r"(?:getty(?: images)?|reuters|afp|ap|ap photo|epa(?:-efe)?|tass|xinhua|shutterstock|anadolu)[\w /.-]{0,40})\W*$",
    re.I,
)
_BYLINE = re.compile(r"(?:by|von|par|por|автор:?)\s+(?P<names>[^\d,|]{3,60}(?:(?:,| and) [^\d,|]{3,60})*)", re.I)
_AVATAR = re.compile(r"(?P<name>\S.{1,58}) avatar", re.I)
_DATE = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\.? \w{3,10}\.?,? \d{4}"
    r"|\w{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{4}年\d{1,2}月\d{1,2}日)\b"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*(?:[–-]\s*\d{4})?)?\s*(?:by )?(?P<holder>[^\d.|,]{3,60})", re.I
)
_SENTENCE_END = re.compile(r"[.!?…。！？।][\"'”’»)\]]*$")
_NAME = re.compile(r"[A-ZÀ-ÞА-Я][\w.'’-]+(?: (?:[a-z]{2,3} )?[A-ZÀ-ÞА-Я][\w.'’-]+){1,3}")

PROSE_WORDS = 12
# Saved pages put their chrome before the text in at most this many lines.
HEADER_LINES = 40


@dataclass(frozen=True, slots=True)
class PlainArticle:
    """What a plain text is an article of; `dateline` is the line that dates it, `outlet` who claims the rights."""

    title: str | None
    authors: tuple[str, ...]
    dateline: str | None
    text: str
    outlet: str | None = None


def read(text: str, *, title: str | None = None) -> PlainArticle:
    """Find title, authors, date line and main text in a normalised text; `title` is what the corpus says it is."""
    lines = _paragraphs(text)
    body_start = next((n for n, line in enumerate(lines[:HEADER_LINES]) if _is_prose(line)), 0)
    header, body = lines[:body_start], lines[body_start:]
    ended = [*_body(body)]
    is_saved = len(ended) < len(body) or _is_chrome_header(header) or bool(header and header[0] == title)
    if not is_saved:
        return PlainArticle(title, (), _first(_DATE, header), "\n\n".join(lines))
    head = [line for line in header if chrome.kind(line) is None]
    return PlainArticle(
        title=title or _headline(head),
        authors=_authors(head, body),
        dateline=_first(_DATE, header),
        text="\n\n".join(line for line in ended if line not in header),
        outlet=_outlet(body[len(ended) :]),
    )


def _paragraphs(text: str) -> list[str]:
    """Paragraphs, whether lines or blank lines set them apart; hard-wrapped lines are joined again."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    wrapped = [lines for lines in blocks if len(lines) > 2]
    widths = [len(line) for lines in wrapped for line in lines[:-1]]
    if widths and min(widths) > 40 and max(widths) <= 100:
        blocks = [[" ".join(lines)] for lines in blocks]
    return [line.strip() for lines in blocks for line in lines if line.strip()]


def _body(lines: list[str]) -> Iterator[str]:
    """The lines of the text without chrome and captions, up to the line that ends the article."""
    for number, line in enumerate(lines):
        kind = chrome.kind(line)
        if kind == "end" and number > 0:
            return
        if kind is None and not _is_caption(line) and not _is_teaser(lines, number):
            yield line


def _is_teaser(lines: list[str], number: int) -> bool:
    """A headline after "Read more", which is another story's."""
    follows = number > 0 and re.fullmatch(r"read (more|also|next)\W*|see also\W*|related\W*", lines[number - 1], re.I)
    return bool(follows) and not _SENTENCE_END.search(lines[number])


def _is_caption(line: str) -> bool:
    return len(line) < 400 and bool(_CREDIT.search(line))


def _is_prose(line: str) -> bool:
    """A sentence of the article, not a headline or a menu."""
    is_long = len(line.split()) >= PROSE_WORDS or (len(line) > 40 and not line.isascii() and " " not in line[:40])
    return is_long and bool(_SENTENCE_END.search(line)) and not _is_caption(line) and chrome.kind(line) is None


def _is_chrome_header(header: list[str]) -> bool:
    return any(chrome.kind(line) or _is_caption(line) for line in header) or len(set(header)) < len(header)


def _headline(head: list[str]) -> str | None:
    """The line that stands twice, else the first that is no byline, date or caption."""
    repeated = [line for line in head if head.count(line) > 1]
    shown = [line for line in head if not (_BYLINE.fullmatch(line) or _DATE.search(line) or _is_caption(line))]
    long_enough = [line for line in shown if len(line.split()) > 3 or not line.isascii()]
    return next(iter([*repeated, *long_enough, *shown]), None)


def _authors(head: list[str], body: list[str]) -> tuple[str, ...]:
    for line in head:
        if byline := _BYLINE.fullmatch(line):
            names = re.split(r",| and ", byline["names"])
            return tuple(name.strip() for name in names if name.strip())
    for line in reversed(body):
        if avatar := _AVATAR.fullmatch(line):
            return (avatar["name"],)
    return tuple(line for line in head[1:] if _NAME.fullmatch(line))[:1]


def _outlet(footer: list[str]) -> str | None:
    found = (_COPYRIGHT.match(line) for line in footer)
    return next((match["holder"].strip() for match in found if match), None)


def _first(pattern: re.Pattern[str], lines: list[str]) -> str | None:
    return next((line for line in lines if pattern.search(line)), None)
