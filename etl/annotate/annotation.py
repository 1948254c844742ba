"""An article becomes its sentences, mentions, quotes and events: the stage's one road."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from etl.annotate import attributions, catalogue, events, mentions, model, places, quotes
from etl.annotate.actors import finding, tables
from etl.annotate.actors.entries import PACKAGE
from etl.annotate.actors.offices import Offices
from etl.annotate.actors.resolution import Resolution
from etl.annotate.actors.tables import Actors
from etl.annotate.agreement import Span as Named
from etl.annotate.events import detection
from etl.annotate.events.triggers import intensity
from etl.annotate.quotes import Voice
from etl.annotate.references import References
from etl.annotate.selection import select
from etl.annotate.sentences import number_at
from etl.annotate.story import Story
from etl.annotate.tone import LANGUAGE as TONED
from etl.annotate.tone import Tone
from etl.records import Article, Event, Mention, Quote, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

Span = tuple[int, int]


def annotate_articles(
    articles: Iterable[Article], *, models: tuple[str, ...] = (), actors: Path | None = None
) -> Iterator[Sentence | Mention | Quote | Event]:
    """The annotations of each article in turn, by the tables and by the spaCy pipeline for its language.

    `models` are stated as `[LANG=]NAME`, `actors` is a user's own table of actors. Raises InputError and ModelError as
    `selection.select` and `tables.actors` do, and ModelError where a model does not load.
    """
    selected = select(models)
    known = tables.actors(actors)
    for article in articles:
        name = selected.model(article.language)
        version = model.version(name)
        doc = model.parse(model.load(name, article.language or model.ANY_LANGUAGE), article.text)
        sentences = list(_sentences(doc, article.text))
        yield from _annotations(article, doc, sentences, known, version)


def lexicon_version(actors: Path | None = None) -> str:
    """A hash of the tables that annotate, a user's own included, which changes whenever one of them does."""
    shipped = {
        (package, file.name): file
        for package in (__package__, PACKAGE, events.__name__, places.__name__)
        for file in resources.files(package).iterdir()
        if file.name.endswith((".tsv", ".tsv.zst")) and file.name != catalogue.PUBLISHED
    }
    contents = [shipped[name].read_bytes() for name in sorted(shipped)]
    own = [actors.read_bytes()] if actors else []
    return blake2b(b"\0".join(contents + own), digest_size=6).hexdigest()


def _annotations(
    article: Article, doc: "Doc", sentences: Sequence[Span], known: Actors, version: str
) -> Iterator[Sentence | Mention | Quote | Event]:
    story = Story.read(article.article_id, article.text, article.language or "en", sentences)
    resolution = _resolution(article, doc, story, known)
    named = list(_whole(resolution.mentions(doc), sentences))
    tone = Tone(doc, named) if story.language == TONED else None
    for number, span in enumerate(sentences):
        of_sentence = tone.of_sentence(span) if tone else None
        yield Sentence(article.article_id, number, *span, model=version, tone=of_sentence)
    yield from _mentions(article, named, sentences, tone)
    said = list(_quotes(story, doc, resolution))
    yield from said
    yield from _events(article, doc, named, sentences, said)


def _resolution(article: Article, doc: "Doc", story: Story, known: Actors) -> Resolution:
    """Who acts and speaks in an article."""
    offices = Offices(known, article.published_at.date() if article.published_at else None)
    found = finding.completed(story.text, mentions.find(doc, story.language), offices)
    named = places.locate(found, article, sentences=story.sentences)
    references = References.read(
        story.text,
        story.language,
        named,
        sentences=story.sentences,
        quoted=[(piece.start, piece.end) for piece in story.pieces],
        facts=offices,
    )
    return Resolution(story.text, named, references, offices)


def _sentences(doc: "Doc", text: str) -> Iterator[Span]:
    """The sentences as offsets, without the white space around them."""
    for sentence in doc.sents:
        words = text[sentence.start_char : sentence.end_char]
        start = sentence.start_char + len(words) - len(words.lstrip())
        if words.strip():
            yield start, start + len(words.strip())


def _whole(named: Iterable[Named], sentences: Sequence[Span]) -> Iterator[Named]:
    """Those that lie in one sentence: what a sentence boundary cuts names nothing, and nobody who acts."""
    return (span for span in named if span.end <= sentences[_sentence_at(sentences, span.start)][1])


def _mentions(
    article: Article, named: Sequence[Named], sentences: Sequence[Span], tone: Tone | None
) -> Iterator[Mention]:
    for span in named:
        number = _sentence_at(sentences, span.start)
        yield _mention(article, number, span, tone.towards(span) if tone else None)


def _mention(article: Article, sentence: int, span: Named, tone: float | None) -> Mention:
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
        role=span.name.role,
        tone=tone,
    )


def _quotes(story: Story, doc: "Doc", resolution: Resolution) -> Iterator[Quote]:
    said = list(attributions.find(doc, story.language)) if doc.has_annotation("DEP") else []
    if not (story.pieces or said):
        return
    for quotation in quotes.find(story, resolution.references, said):
        start, end = quotation.content
        cue = quotation.cue or (None, None)
        quote = Quote(
            quote_id=quotation.quote_id,
            article_id=story.article_id,
            sentence=_sentence_at(story.sentences, start),
            start_char=start,
            end_char=end,
            content=story.text[start:end],
            kind=quotation.kind,
            cue=story.text[slice(*cue)] if quotation.cue else None,
            cue_start_char=cue[0],
            cue_end_char=cue[1],
            is_negated=quotation.is_negated,
        )
        yield _voiced(quote, quotation.voice, story.text, resolution) if quotation.voice else quote


def _voiced(quote: Quote, voice: Voice, text: str, resolution: Resolution) -> Quote:
    """The quote with its speaker."""
    said = voice.reference
    actor = resolution.speaker(said.name, said.country, voice.speaker) if said.name else None
    is_listed = actor is not None and ":/" not in actor.id
    return replace(
        quote,
        speaker=text[slice(*voice.speaker)],
        speaker_start_char=voice.speaker[0],
        speaker_end_char=voice.speaker[1],
        speaker_id=actor.id if actor else None,
        speaker_name=actor.name if actor else said.name,
        speaker_country=actor.country if actor and (is_listed or not said.country) else said.country,
        speaker_role=actor.role or None if actor else None,
        resolution=said.resolution,
        confidence=said.confidence,
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
