"""Lines that web pages put around their text: menu words, prompts, credits, teasers (`chrome.txt`)."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["noise", "end"]

# No prompt or menu is longer; longer lines are text, whatever they begin with.
MAX_CHARACTERS = 400
# What sets a prompt off from the text around it.
_ORNAMENTS = " -–—|>»›→▶•·*…"


def kind(line: str) -> Kind | None:
    """Whether a line is `noise` between other lines, or the `end` of the article; None for text."""
    if len(line) > MAX_CHARACTERS:
        return None
    line = line.strip(_ORNAMENTS).removesuffix("...")
    patterns = _patterns()
    return "end" if patterns["end"].fullmatch(line) else "noise" if patterns["noise"].fullmatch(line) else None


@cache
def _patterns() -> dict[Kind, re.Pattern[str]]:
    entries: dict[str, list[str]] = {"noise": [], "end": []}
    for line in (Path(__file__).parent / "chrome.txt").read_text(encoding="utf-8").splitlines():
        name, separator, pattern = line.partition(": ")
        if separator and not line.startswith("#"):
            entries[name].append(f"(?:{pattern})")
    return {"noise": re.compile("|".join(entries["noise"]), re.I), "end": re.compile("|".join(entries["end"]), re.I)}
