"""An article becomes its sentences, mentions, quotes and events: the stage's one road."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from importlib import resources
from itertools import accumulate
from typing import TYPE_CHECKING

from etl.annotate import attributions, catalogue, events, mentions, model, places, quotes
from etl.annotate.agreement import Span as Named
from etl.annotate.events import detection
from etl.annotate.events.triggers import intensity
from etl.annotate.quotes import Voice
from etl.annotate.references import References
from etl.annotate.selection import select
from etl.annotate.sentences import number_at
from etl.annotate.story import Story
from etl.records import Article, Event, Mention, Quote, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

Span = tuple[int, int]


def annotate_articles(
    articles: Iterable[Article], *, models: tuple[str, ...] = ()
) -> Iterator[Sentence | Mention | Quote | Event]:
    """The annotations of each article in turn, by the tables and by the spaCy pipeline for its language.

    `models` are stated as `[LANG=]NAME`. Raises InputError and ModelError as `selection.select` does, and ModelError
    where a model does not load.
    """
    selected = select(models)
    for article in articles:
        name = selected.model(article.language)
        version = model.version(name)
        doc = model.parse(model.load(name, article.language or model.ANY_LANGUAGE), article.text)
        sentences = list(_sentences(doc, article.text))
        yield from (Sentence(article.article_id, number, *span, model=version) for number, span in enumerate(sentences))
        named = places.locate(mentions.find(doc, article.language or "en"), article)
        yield from _mentions(article, named, sentences)
        said = list(_quotes(article, doc, named, sentences))
        yield from said
        yield from _events(article, doc, named, sentences, said)


def lexicon_version() -> str:
    """A hash of the tables of this package that annotate, which changes whenever one of them does."""
    shipped = {
        (package, file.name): file
        for package in (__package__, events.__name__, places.__name__)
        for file in resources.files(package).iterdir()
        if file.name.endswith(".tsv") and file.name != catalogue.PUBLISHED
    }
    contents = [shipped[name].read_bytes() for name in sorted(shipped)]
    return blake2b(b"\0".join(contents), digest_size=6).hexdigest()


def _sentences(doc: "Doc", text: str) -> Iterator[Span]:
    """The sentences as offsets, without the white space around them."""
    for sentence in doc.sents:
        words = text[sentence.start_char : sentence.end_char]
        start = sentence.start_char + len(words) - len(words.lstrip())
        if words.strip():
            yield start, start + len(words.strip())


def _mentions(article: Article, named: Sequence[Named], sentences: Sequence[Span]) -> Iterator[Mention]:
    """Mentions that lie in one sentence; a span that a sentence boundary cuts names nothing."""
    for span in named:
        number = _sentence_at(sentences, span.start)
        if span.end <= sentences[number][1]:
            yield _mention(article, number, span)


def _mention(article: Article, sentence: int, span: Named) -> Mention:
    return Mention(
        article_id=article.article_id,
        sentence=sentence,
        start_char=span.start,
        end_char=span.end,
        text=article.text[span.start : span.end],
        label=span.name.label,
        entity_id=span.name.entity_id,
        entity_name=span.name.entity_name,
        country=span.name.country,
    )


def _quotes(article: Article, doc: "Doc", named: Sequence[Named], sentences: Sequence[Span]) -> Iterator[Quote]:
    language = article.language or "en"
    story = Story.read(article.article_id, article.text, language, sentences)
    said = list(attributions.find(doc, language)) if doc.has_annotation("DEP") else []
    if not (story.pieces or said):
        return
    quoted = [(piece.start, piece.end) for piece in story.pieces]
    references = References.read(article.text, language, named, sentences=sentences, quoted=quoted)
    for quotation in quotes.find(story, references, said):
        start, end = quotation.content
        cue = quotation.cue or (None, None)
        quote = Quote(
            quote_id=quotation.quote_id,
            article_id=article.article_id,
            sentence=_sentence_at(sentences, start),
            start_char=start,
            end_char=end,
            content=article.text[start:end],
            kind=quotation.kind,
            cue=article.text[slice(*cue)] if quotation.cue else None,
            cue_start_char=cue[0],
            cue_end_char=cue[1],
        )
        yield _voiced(quote, quotation.voice, article.text) if quotation.voice else quote


def _voiced(quote: Quote, voice: Voice, text: str) -> Quote:
    """The quote with its speaker."""
    return replace(
        quote,
        speaker=text[slice(*voice.speaker)],
        speaker_start_char=voice.speaker[0],
        speaker_end_char=voice.speaker[1],
        speaker_name=voice.reference.name,
        speaker_country=voice.reference.country,
        resolution=voice.reference.resolution,
        confidence=voice.reference.confidence,
    )


def _events(
    article: Article, doc: "Doc", named: Sequence[Named], sentences: Sequence[Span], said: Sequence[Quote]
) -> Iterator[Event]:
    """Events by the place of their trigger; without a parse there are none."""
    if not doc.has_annotation("DEP"):
        return
    quoted = [(quote.start_char, quote.end_char) for quote in said]
    text, ends = article.text, list(accumulate((end for _, end in quoted), max))
    for found in detection.find(doc, article.language or "en", named):
        start, end = found.trigger
        before = bisect_right(quoted, start, key=lambda span: span[0])
        yield Event(
            article_id=article.article_id,
            sentence=_sentence_at(sentences, start),
            trigger=text[start:end],
            trigger_start_char=start,
            trigger_end_char=end,
            event_type=found.event_type,
            mode=found.mode,
            intensity=intensity(found.event_type, found.mode),
            source_text=text[slice(*found.source.span)],
            source_start_char=found.source.span[0],
            source_end_char=found.source.span[1],
            source_id=found.source.entity_id,
            source_country=found.source.country,
            target_text=text[slice(*found.target.span)],
            target_start_char=found.target.span[0],
            target_end_char=found.target.span[1],
            target_id=found.target.entity_id,
            target_country=found.target.country,
            is_negated=found.is_negated,
            is_hypothetical=found.is_hypothetical,
            in_quote=before > 0 and ends[before - 1] >= end,
            rule=found.rule,
        )


def _sentence_at(sentences: Sequence[Span], place: int) -> int:
    """The number of the sentence that holds a place of the text; a gap belongs to the sentence before it."""
    return max(0, number_at(sentences, place))
