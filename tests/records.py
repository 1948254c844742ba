"""Records in one line, for every test."""

from typing import Any

from etl.records import Article, Event, Mention, Page, Quote, Sentence


def page(body: str = "", **fields: Any) -> Page:
    """An HTML page as loaded."""
    stated = {"page_id": "p1", "url": "https://harbour-post.example/a", "content_type": "text/html; charset=utf-8"}
    return Page(**(stated | {"body": body.encode()} | fields))


def article(text: str = "Moscow and Beijing signed a pact.", **fields: Any) -> Article:
    """An English article."""
    stated: dict[str, Any] = {
        "article_id": "a1",
        "page_id": "p1",
        "external_id": None,
        "url": "https://harbour-post.example/a",
        "canonical_url": "https://harbour-post.example/a",
        "outlet": "Harbour Post",
        "title": "A pact",
        "authors": (),
        "published_at": None,
        "date_evidence": None,
        "modified_at": None,
        "language": "en",
        "section": None,
        "text": text,
        "word_count": len(text.split()),
        "fingerprint": (),
        "is_truncated": False,
        "extractor": "test",
    }
    return Article(**(stated | fields))


def sentence(start: int, end: int, **fields: Any) -> Sentence:
    """A sentence of the article `a1`."""
    stated: dict[str, Any] = {"article_id": "a1", "sentence": 0, "start_char": start, "end_char": end, "model": "rules"}
    return Sentence(**(stated | fields))


def mention(text: str, start: int, **fields: Any) -> Mention:
    """A mention in the article `a1`."""
    stated: dict[str, Any] = {"article_id": "a1", "sentence": 0, "label": "GPE", "text": text}
    return Mention(**(stated | {"start_char": start, "end_char": start + len(text)} | fields))


def quote(text: str, content: str, speaker: str | None = None, **fields: Any) -> Quote:
    """A direct quotation in the article `a1`, at the first place of its words, said by a name of the text."""
    start = text.index(content)
    stated: dict[str, Any] = {"quote_id": "q1", "article_id": "a1", "sentence": 0, "content": content, "kind": "direct"}
    stated |= {"start_char": start, "end_char": start + len(content)}
    if speaker:
        place = text.rindex(speaker)
        stated |= {"speaker": speaker, "speaker_name": speaker, "resolution": "name"}
        stated |= {"speaker_start_char": place, "speaker_end_char": place + len(speaker)}
    return Quote(**(stated | fields))


def event(text: str, trigger: str, source: str, event_type: str, target: str, **fields: Any) -> Event:
    """What one country does to another in the article `a1`, in the first place of words that stand for all of it."""
    places = {"start_char": text.index(trigger), "end_char": text.index(trigger) + len(trigger)}
    stated: dict[str, Any] = {"article_id": "a1", "sentence": 0, "trigger": trigger, "event_type": event_type}
    stated |= {f"{part}_{name}": place for part in ("trigger", "source", "target") for name, place in places.items()}
    stated |= {"mode": None, "intensity": 0.0, "rule": "verb active", "source_text": trigger, "target_text": trigger}
    stated |= {"source_id": None, "source_country": source, "target_id": None, "target_country": target}
    stated |= {"is_negated": False, "is_hypothetical": False, "in_quote": False}
    return Event(**(stated | fields))
