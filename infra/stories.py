"""How well copies of a text are found: `python -m infra.stories`, or with texts of your own, `--texts FILE.jsonl.gz`.

No gold set of duplicates is at hand, so they are made: texts of the sample corpus, alone and several joined to a long
one, are edited as newsrooms edit agency copy. Each goes through a lake and a build; pairs of articles of one original
should be one story, and no others. The same numbers each time.

Files of other texts, one JSON object a line with `id` and `text`, are built in the same way, and the pairs printed that
came out as one story, with the part of the shorter text that stands in the other in runs of eight words.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from etl import lake, warehouse
from etl.clean.fingerprint import fingerprint
from etl.lake import Partition
from etl.records import Article, Page
from infra.sample.generate import stories

PARTITION = Partition("stories", date(2025, 6, 30))
SHARES = (0.05, 0.1, 0.2, 0.3)
# Paragraphs of so many texts of the sample make a long one.
JOINED = 3
_RUN = 8

Paragraphs = list[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of articles: those put together that belong together, of those put together, of those that belong."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """The part of the pairs found that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The part of the pairs expected that are found."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.expected) if self.expected else 1.0


def edits(
    text: Paragraphs, others: Paragraphs, share: float, chance: random.Random
) -> Iterator[tuple[str, Paragraphs]]:
    """Each kind of edit by name, and what it makes of a text; `share` is that of its words taken out or put in."""
    words = _words(text) * share
    yield "cut at the end", _cut(text, words, lambda sentences: len(sentences) - 1)
    yield "cut anywhere", _cut(text, words, lambda sentences: chance.randrange(len(sentences)))
    yield "paragraphs added", _add(text, others, words, chance)
    yield (
        "credit and headline",
        [f"GENEVA ({chance.choice(('Reuters', 'AFP', 'TASS'))}) – {text[0]}", *text[1:], "Wire"],
    )
    swapped = list(text)
    place = chance.randrange(len(text) - 1)
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    yield "paragraphs swapped", swapped
    yield "cut and added", _add(_cut(text, words / 2, lambda rest: len(rest) - 1), others, words / 2, chance)
    replaced = _cut(text, words, lambda sentences: chance.randrange(len(sentences)))
    yield "sentences replaced", _add(replaced, others, words, chance)


def reworded(text: Paragraphs, share: float, chance: random.Random) -> Paragraphs:
    """Single words replaced all over a text, which spares fewer runs of words than any other edit of so many."""
    return [" ".join("altered" if chance.random() < share else word for word in part.split()) for part in text]


def story_ids(texts: Mapping[str, str]) -> dict[str, str]:
    """The story of each text by the text's id, through a lake and a build; earlier texts come in first."""
    with TemporaryDirectory() as folder:
        rows = [row for number, (name, text) in enumerate(texts.items()) for row in _records(name, text, number)]
        lake.replace(Path(folder), PARTITION, [Page, Article], rows)
        file = warehouse.build(Path(folder), Path(folder) / "warehouse.duckdb").file
        with warehouse.connect(file) as connection:
            return dict(connection.execute("select article_id, story_id from articles").fetchall())


def score(found: Mapping[str, str], expected: Mapping[str, str]) -> Score:
    """Pairs of articles in one story against the pairs of one original."""
    right = _pairs(Counter((found[name], expected[name]) for name in expected).values())
    return Score(right, _pairs(Counter(found.values()).values()), _pairs(Counter(expected.values()).values()))


def originals(*, joined: int) -> list[Paragraphs]:
    """Texts of the sample corpus with two paragraphs or more, each once; or so many of an outlet joined to one."""
    told = {story.slug: story for story in stories() if len(story.paragraphs) > 1 and story.language == "en"}
    outlets: dict[str, list[Paragraphs]] = {}
    for story in told.values():
        outlets.setdefault(story.outlet.key, []).append(list(story.paragraphs))
    groups = (texts[at : at + joined] for texts in outlets.values() for at in range(0, len(texts), joined))
    return [[paragraph for text in group for paragraph in text] for group in groups if len(group) == joined]


def main() -> None:
    """Print the scores by length of text, kind and share, or the pairs of a file that are one story."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--texts", type=Path, help="gzipped JSONL with id and text: print the pairs that are one story"
    )
    given = options.parse_args()
    if given.texts:
        _print_pairs(given.texts)
        return
    for joined in (1, JOINED):
        _print_scores(originals(joined=joined))


def _print_scores(texts: Sequence[Paragraphs]) -> None:
    mean = sum(map(_words, texts)) // len(texts)
    print(f"{len(texts)} originals of {mean} words each")
    for share in SHARES:
        made = {f"{number}": "\n\n".join(text) for number, text in enumerate(texts)}
        expected = {name: name for name in made}
        words = dict(made)
        for number, text in enumerate(texts):
            others = [paragraph for other in texts if other is not text for paragraph in other]
            chance = random.Random(number)  # noqa: S311 - edits, no secrets
            for kind, edited in edits(text, others, share, chance):
                made[f"{number} {kind}"] = "\n\n".join(edited)
                expected[f"{number} {kind}"] = f"{number}"
            words[f"{number} words"] = "\n\n".join(reworded(text, share, chance))
        found = story_ids(made)
        total = score(found, expected)
        print(f"{share:.0%} changed: precision {total.precision:.3f}, recall {total.recall:.3f}, F1 {total.f1:.3f}")
        lost = Counter(name.partition(" ")[2] for name in expected if found[name] != found[expected[name]])
        print("  apart from their original: " + (", ".join(f"{kind} {n}" for kind, n in lost.items()) or "none"))
        found = story_ids(words)
        together = sum(found[name] == found[f"{name} words"] for name in expected if name in found)
        print(f"  with single words replaced, not counted above: {together} of {len(texts)} together")


def _print_pairs(file: Path) -> None:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    found = story_ids(texts)
    pairs = [pair for pair in combinations(texts, 2) if found[pair[0]] == found[pair[1]]]
    print(f"{len(texts)} texts, {len(pairs)} pairs in one story")
    for one, other in pairs:
        print(f"{one} {other} {_common(texts[one], texts[other]):.2f}")


def _common(one: str, other: str) -> float:
    """The part of the shorter text's words that stand in the other in runs of eight words."""
    shorter, longer = sorted((re.findall(r"\w+", text.casefold()) for text in (one, other)), key=len)
    runs = {tuple(longer[at : at + _RUN]) for at in range(len(longer) - _RUN + 1)}
    starts = (at for at in range(len(shorter) - _RUN + 1) if tuple(shorter[at : at + _RUN]) in runs)
    return len({place for at in starts for place in range(at, at + _RUN)}) / len(shorter)


def _records(name: str, text: str, number: int) -> list[Page | Article]:
    address = f"https://stories.example/{number}"
    at = datetime(2025, 5, 1, tzinfo=UTC) + timedelta(minutes=number)
    article = Article(
        article_id=name,
        page_id=name,
        external_id=None,
        url=address,
        canonical_url=address,
        outlet=None,
        title=None,
        authors=(),
        published_at=at,
        date_evidence="given",
        modified_at=None,
        language="en",
        section=None,
        text=text,
        word_count=len(text.split()),
        fingerprint=fingerprint(text),
        is_truncated=False,
        extractor="given",
    )
    return [Page(page_id=name, url=address, body=b"", content_type="text/plain"), article]


def _cut(text: Paragraphs, words: float, place: Callable[[Paragraphs], int]) -> Paragraphs:
    """Take out sentences, each from a place among those left, until about so many words are gone."""
    left = [(at, sentence) for at, paragraph in enumerate(text) for sentence in re.split(r"(?<=[.”]) ", paragraph)]
    while len(left) > 1:
        at = place([sentence for _, sentence in left])
        size = _words([left[at][1]])
        if words < size / 2:
            break
        words -= size
        del left[at]
    kept: dict[int, Paragraphs] = {}
    for number, sentence in left:
        kept.setdefault(number, []).append(sentence)
    return [" ".join(sentences) for sentences in kept.values()]


def _add(text: Paragraphs, others: Paragraphs, words: float, chance: random.Random) -> Paragraphs:
    """Put in the sentences of other texts as paragraphs, about so many words."""
    added = list(text)
    pool = [sentence for paragraph in others for sentence in re.split(r"(?<=[.”]) ", paragraph)]
    for sentence in chance.sample(pool, len(pool)):
        size = _words([sentence])
        if words >= size / 2:
            words -= size
            added.insert(chance.randint(1, len(added)), sentence)
    return added


def _words(text: Paragraphs) -> int:
    return sum(len(paragraph.split()) for paragraph in text)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


if __name__ == "__main__":
    main()
