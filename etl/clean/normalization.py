"""Text as later stages count it: composed, without invisible characters, paragraphs set apart by a blank line."""

import re
import unicodedata

_ODD_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_JOINER_SCRIPTS = re.compile(r"[\u0600-\u06ff\u0900-\u0dff]")
_BREAKS = re.compile(r"\r\n?|\u0085|\u2028")
# How the second byte of a Cyrillic letter reads.
_CYRILLIC = "[\u0080-\u00bf€‚-„†‡•…‰‹›ŒœŠšŸŽžƒˆ˜™‘-”–—]"
# Only sequences that no one writes: UTF-8 of common marks and letters read as windows-1252.
_MOJIBAKE = re.compile(
    r"â€[™œ\u009d˜“”¦•¢]|Ã[\u00a0-\u00bfƒ]|Â[\u00a0»«°£]"
    rf"|Ð{_CYRILLIC}[ÐÑ]{_CYRILLIC}[ÐÑ]{_CYRILLIC}|Ñ{_CYRILLIC}[ÐÑ]{_CYRILLIC}[ÐÑ]{_CYRILLIC}"
)

# Composing takes the square of the marks on one letter, and nothing can interrupt it. No language stacks so many
# (Stream-Safe Text Format, UAX 15). Marks are neither letters nor spaces.
_MAX_MARKS = 30
_STACK = re.compile(rf"[^\x00-\u02ff\w\s]{{{_MAX_MARKS + 1},}}")
# The bytes of windows-1252; the five it leaves undefined are read as control characters: U+009D of "â€\u009d" is one.
_BYTES = {ord(character): byte for byte in range(128, 160) if (character := bytes([byte]).decode("cp1252", "ignore"))}


def normalize(text: str) -> str:
    """Compose and tidy a text; quotation marks and dashes stay as they are. Idempotent."""
    normal = _once(text)
    while _MOJIBAKE.search(normal) and (again := _once(normal)) != normal:  # misread twice, or until now in pieces
        normal = again
    return normal


def _once(text: str) -> str:
    text = _STACK.sub(_flattened, _repaired(text))
    text = _BREAKS.sub("\n", text).replace("\u2029", "\n\n")
    text = _tidy(text)
    return text if unicodedata.is_normalized("NFC", text) else _tidy(unicodedata.normalize("NFC", text))


def _tidy(text: str) -> str:
    text = _ODD_SPACES.sub(" ", text)
    text = _INVISIBLE.sub(_unless_joining, text)
    text = re.sub(r" {2,}", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _flattened(match: re.Match[str]) -> str:
    kept: list[str] = []
    height = 0
    for character in match.group():
        height = height + 1 if unicodedata.combining(character) else 0
        if height <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def _unless_joining(match: re.Match[str]) -> str:
    """Arabic and Indic scripts spell with zero-width joiners; elsewhere they are debris."""
    if match.group() not in "\u200c\u200d":
        return ""
    around = match.string[max(0, match.start() - 1) : match.end() + 1]
    return match.group() if _JOINER_SCRIPTS.search(around) else ""


def _repaired(text: str) -> str:
    """Undo UTF-8 read as windows-1252, where the whole text agrees that it is so."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
