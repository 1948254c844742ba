"""An article becomes its sentences, mentions and quotes: the stage's one road."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from etl.annotate import mentions, quotes
from etl.annotate import model as models
from etl.records import Article, Mention, Quote, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

Span = tuple[int, int]


def annotate_articles(articles: Iterable[Article], *, model: str | None) -> Iterator[Sentence | Mention | Quote]:
    """The annotations of each article in turn, by the spaCy pipeline of that name and the tables.

    Raises ModelError where the model does not load.
    """
    for article in articles:
        language = article.language or models.ANY_LANGUAGE
        doc = models.load(model, language)(article.text)
        sentences = _sentences(doc)
        yield from (Sentence(article.article_id, number, *span) for number, span in enumerate(sentences))
        yield from _mentions(article, doc, sentences)
        yield from _quotes(article, sentences)


def _sentences(doc: "Doc") -> list[Span]:
    """The sentences as offsets, without the white space around them."""
    spans = []
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        if text.strip():
            spans.append((start, start + len(text.strip())))
    return spans


def _mentions(article: Article, doc: "Doc", sentences: Sequence[Span]) -> Iterator[Mention]:
    """Mentions that lie in one sentence; a span that a sentence boundary cuts names nothing."""
    for span in mentions.find(doc, article.language or "en"):
        number = _sentence_at(sentences, span.start)
        if span.end <= sentences[number][1]:
            name = span.name
            yield Mention(
                article_id=article.article_id,
                sentence=number,
                start_char=span.start,
                end_char=span.end,
                text=article.text[span.start : span.end],
                label=name.label,
                entity_id=name.entity_id,
                entity_name=name.entity_name,
                country=name.country,
            )


def _quotes(article: Article, sentences: Sequence[Span]) -> Iterator[Quote]:
    for quote in quotes.find(article.article_id, article.text, article.language or "en"):
        cue, speaker = quote.cue or (None, None), quote.speaker or (None, None)
        yield Quote(
            quote_id=quote.quote_id,
            article_id=article.article_id,
            sentence=_sentence_at(sentences, quote.content[0]),
            start_char=quote.content[0],
            end_char=quote.content[1],
            content=article.text[slice(*quote.content)],
            kind="direct",
            cue=article.text[slice(*cue)] if quote.cue else None,
            cue_start_char=cue[0],
            cue_end_char=cue[1],
            speaker=article.text[slice(*speaker)] if quote.speaker else None,
            speaker_start_char=speaker[0],
            speaker_end_char=speaker[1],
            speaker_name=quote.speaker_name,
            resolution=quote.resolution,
            confidence=quote.confidence,
        )


def _sentence_at(sentences: Sequence[Span], place: int) -> int:
    """The number of the sentence that holds a place of the text; a gap belongs to the sentence before it."""
    return max(0, bisect_right(sentences, place, key=lambda span: span[0]) - 1)
