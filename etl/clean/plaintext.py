"""Plain text as it is saved from a browser: an article with the page's chrome around it.

Every rule needs evidence: lines known to be chrome (`chrome.txt`), a repeated headline, a byline, an agency's credit. A
text that shows none is an article already and passes as it is, for a lost sentence costs more than a kept menu word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from etl.clean import bylines, chrome
from etl.clean.moments import find

# As they write themselves: what is in lower case is a part of an address or a word.
_AGENCY = (
    r"(?-i:Getty(?: Images)?|GETTY(?: IMAGES)?|Reuters|REUTERS|AFP|AP|EPA(?:-EFE)?|EFE|ANSA|dpa|DPA|TASS|Xinhua|XINHUA"
    r"|Anadolu|Shutterstock|Alamy|Bloomberg)\b"
)
# A caption's end: "[File: Per Lind/Reuters]", "(AP Photo/Per Lind)", "Photo: Per Lind", "Per Lind / AFP". "(Reuters)"
# alone stands behind sentences too, and a bracket before a full stop belongs to the sentence.
_CREDIT = re.compile(
    rf"(?:\[[^\[\]]{{0,80}}(?:\b(?:photo|image|file|handout)\b|{_AGENCY})[^\[\]]{{0,60}}\]"
    rf"|\([^()]{{0,80}}(?:\b(?:photo|image|handout)\b|\w(?:\s?/\s?|\svia\s){_AGENCY})[^()]{{0,60}}\)"
    r"|(?:^|[\s(–—-])(?-i:Photo(?:graph)?|PHOTO|Image|IMAGE|Picture|PICTURE|Credit|CREDIT|Cr[ée]dit|Foto|FOTO|Фото)s?\s?"
    r"(?:by\s|[:/])\s*(?-i:[^\Wa-z\d_])[^.]{1,60}\W*"
    rf"|\w(?:\s?[/|©]\s?|\svia\s){_AGENCY}(?:/[\w ]{{1,30}})?)$",
    re.I,
)
_CREDIT_LENGTH = 160
_AVATAR = re.compile(r"(?P<name>\S.{1,58}) avatar", re.I)
_BIOGRAPHY = r" (?:is|was|has|writes|covers|reports|joined|works|est|ist|es|пишет)\b"
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?: ©)?\s*(?:\d{4}\s*(?:[–-]\s*\d{4})?)?\s*(?:by )?(?P<holder>[^\d.|,]{3,60})", re.I
)
_READ_MORE = re.compile(
    r"(?:read (?:more|also|next)|see also|related|[àa] lire(?: aussi)?|lire aussi|lesen sie auch|mehr zum thema"
    r"|leer más|читайте также|阅读更多)\W*",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?…。！？।][\"'”’»)\]]*$")
_NAME = re.compile(r"[^\Wa-z\d_][\w.'’-]+(?: (?:[a-z]{2,3} )?[^\Wa-z\d_][\w.'’-]*){1,3}")

PROSE_WORDS = 12
_SENTENCE_WORDS = 5
# So many words are a paragraph, whatever it ends in.
PARAGRAPH_WORDS = 30
# Saved pages put their chrome before the text in at most this many lines.
HEADER_LINES = 40
# A line that names authors or a date holds little else.
_LABEL_LENGTH = 100
# Where nothing but a third of the text stands before it, a line such as "More on the harbour" is no end.
_END_SHARE = 1 / 3

# Lines are wrapped at a column between these, where this share of them breaks off within a sentence because the next
# word had no room.
_WRAP_COLUMNS = range(40, 141)
_WRAP_SHARE = 0.7
_WRAP_LINES = 3
_WRAP_SLACK = 8


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
    start = _body_start(lines)
    header, body = lines[:start], lines[start:]
    head = [line for line in header if chrome.kind(line) is None]
    headline = title or _headline(head)
    authors = _authors(head, headline, body)
    ended = [*_body(body, authors)]
    if len(ended) == len(body) and not (title in header or _is_saved(header)):
        return PlainArticle(headline, (), _dateline(header), "\n\n".join(lines))
    kept = [line for line in ended if line != headline] or [line for line in body if chrome.kind(line) is None]
    return PlainArticle(
        headline, authors, _dateline(header), "\n\n".join(kept), outlet=_outlet(body[len(ended) :] + header)
    )


def _paragraphs(text: str) -> list[str]:
    """Paragraphs, whether lines or blank lines set them apart; hard-wrapped lines are joined again."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    width = _wrap_width(blocks)
    return [line.strip() for lines in blocks for line in _unwrapped(lines, width) if line.strip()]


def _wrap_width(blocks: list[list[str]]) -> int:
    """The column at which lines are broken; 0 where each line is a paragraph."""
    pairs = [(line, after) for lines in blocks for line, after in pairwise(lines) if len(line) >= _WRAP_COLUMNS[0]]
    lengths = sorted(len(line) for line, _ in pairs)
    width = lengths[len(lengths) * 19 // 20] if len(lengths) >= _WRAP_LINES else 0  # an address may be longer
    full = sum(_is_full(line, after, width) and not _SENTENCE_END.search(line) for line, after in pairs)
    return width if width in _WRAP_COLUMNS and full >= _WRAP_SHARE * len(pairs) else 0


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether a line had hardly any room for the word after it."""
    return " " in line and len(line) + 1 + len(after.partition(" ")[0]) > width - _WRAP_SLACK


def _unwrapped(lines: list[str], width: int) -> list[str]:
    if not width or not lines:
        return lines
    gaps = (" " if _is_full(line, after, width) else "\n" for line, after in pairwise(lines))
    return (lines[0] + "".join(gap + line for gap, line in zip(gaps, lines[1:], strict=True))).splitlines()


def _body_start(lines: list[str]) -> int:
    """The number of the first line of prose, or of short sentences and list items before it; 0 without any prose."""
    start = next((n for n, line in enumerate(lines[:HEADER_LINES]) if _is_prose(line)), 0)
    while start > 1 and (_is_sentence(lines[start - 1]) or lines[start - 1].endswith(";")):
        start -= 1
    return start


def _body(lines: list[str], authors: tuple[str, ...]) -> Iterator[str]:
    """The lines of the text without chrome and captions, up to the line that ends the article."""
    total, read_so_far, teaser = sum(map(len, lines)), 0, None
    for before, line in pairwise(["", *lines]):
        kind = chrome.kind(line)
        if (kind == "end" or _is_about(line, authors)) and read_so_far >= _END_SHARE * total:
            return
        teaser = line if line == teaser or _is_teaser(before, line) else None
        read_so_far += len(line)
        if not (kind or teaser or _is_caption(line)):
            yield line


def _is_about(line: str, authors: tuple[str, ...]) -> bool:
    """Whether a line is an author's name or the beginning of a biography."""
    return any(re.match(rf"{re.escape(name)}(?:$|{_BIOGRAPHY})", line) for name in authors)


def _is_teaser(before: str, line: str) -> bool:
    """A headline after "Read more", which is another story's."""
    return bool(_READ_MORE.fullmatch(before)) and not _SENTENCE_END.search(line)


def _is_caption(line: str) -> bool:
    return len(line) < 400 and bool(_CREDIT.search(line, max(0, len(line) - _CREDIT_LENGTH)))


def _is_prose(line: str) -> bool:
    """A sentence of the article, not a headline or a menu."""
    words = len(line.split())
    is_long = words >= PROSE_WORDS or (len(line) > 40 and not line.isascii() and " " not in line[:40])
    is_text = words >= PARAGRAPH_WORDS or (is_long and bool(_SENTENCE_END.search(line) or line[-1] in ":："))
    return is_text and not _is_caption(line) and chrome.kind(line) is None


def _is_sentence(line: str) -> bool:
    is_long = len(line.split()) >= _SENTENCE_WORDS or not line.isascii()
    return is_long and bool(_SENTENCE_END.search(line)) and not _is_label(line) and chrome.kind(line) is None


def _is_saved(header: list[str]) -> bool:
    """Whether what stands before the text shows that a page was saved."""
    is_told = any(chrome.kind(line) or _is_caption(line) or _is_label(line) for line in header)
    return is_told or len(set(header)) < len(header)


def _is_label(line: str) -> bool:
    """Whether a line does nothing but date the article or name its authors."""
    return _is_date(line) or (bylines.is_cued(line) and bool(_names(line)))


def _is_date(line: str) -> bool:
    is_short = len(line) <= _LABEL_LENGTH and "://" not in line and not _SENTENCE_END.search(line)
    return is_short and any(find(line))


def _names(line: str) -> tuple[str, ...]:
    """The names of a byline, with a word such as "By" before them or not; empty for any other line."""
    if len(line) > _LABEL_LENGTH or _SENTENCE_END.search(line) or not bylines.is_written_as_names(line):
        return ()
    names = bylines.names(line, is_shown=True)
    return names if bylines.is_cued(line) or (names and _NAME.fullmatch(names[0])) else ()


def _headline(head: list[str]) -> str | None:
    """The line that stands twice, else the first that is no byline, date, caption or address."""
    shown = [line for line in head if not (_is_label(line) or _is_caption(line) or "://" in line)]
    repeated = [line for line in shown if head.count(line) > 1]
    long_enough = [line for line in shown if len(line.split()) > 3 or not line.isascii()]
    return next(iter([*repeated, *long_enough, *shown]), None)


def _authors(head: list[str], headline: str | None, body: list[str]) -> tuple[str, ...]:
    """The names of the byline, of the avatar at the end, or of a line below the headline that is but a name."""
    below = head[head.index(headline) + 1 :] if headline in head else head[1:]
    cued = (names for line in head if bylines.is_cued(line) and (names := _names(line)))
    avatars = ((avatar["name"],) for line in reversed(body) if (avatar := _AVATAR.fullmatch(line)))
    bare = (names for line in below if line != headline and not _is_caption(line) and (names := _names(line)))
    return next(cued, ()) or next(avatars, ()) or next(bare, ())


def _outlet(footer: list[str]) -> str | None:
    found = (_COPYRIGHT.match(line) for line in footer)
    return next((match["holder"].strip() for match in found if match), None)


def _dateline(header: list[str]) -> str | None:
    return next((line for line in header if _is_date(line)), None)
