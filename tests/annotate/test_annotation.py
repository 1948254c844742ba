"""Articles in, annotations with offsets out: what must hold of any text in any language."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.annotate import model, sentences
from etl.annotate.annotation import annotate_articles
from etl.records import Article, Event, Mention, Quote, Sentence
from tests.annotate.work import calls
from tests.records import article

LANGUAGES = ("en", "de", "fr", "es", "ru", "uk", "zh", "ja", "ar", "th", "xx", "zu", "tlh")
PIECES = (
    *"“”\"‘’'„«»‹›「」『』 .,:!?。：—-()eก\n\t", "''", "``", "  ", "\n\n", "\u2028", "\u00a0", "\u3000",
    "\u0301", "\u200b", "\x00", "\x1c", "\x85", "a\u0308", "\U0001f600", "\U00020000", "said", "says",
    "wants to", "denied",
    "attacked", "invasion of", "sanctions on", "talks between", "agreed to", "called", "his claim", "Asked about",
    "according to", "he", "she", "that", "and", "the ministry", "Wei Lin", "Lin", "President", "Dr.", "Russia",
    "China", "U.S.", "US", "Sino-", "New Mexico", "Georgia", "Jordan", "Michael", "Москве", "заявил", "北京",
    "他说", "sagte", "Peking", "روسيا", "It was fine", "12", "No. 3",
)  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
SPACED = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)


RULES = ("en=rules",)


def annotated(
    text: str, language: str | None = "en", models: tuple[str, ...] = RULES
) -> list[Sentence | Mention | Quote | Event]:
    return list(annotate_articles([article(text, language=language)], models=models))


def check(text: str, found: list[Sentence | Mention | Quote | Event]) -> None:
    spans = [row for row in found if isinstance(row, Sentence)]
    check_sentences(text, spans)
    for row in found:
        if isinstance(row, Mention):
            assert text[row.start_char : row.end_char] == row.text != ""
            inside = spans[row.sentence]
            assert inside.start_char <= row.start_char
            assert row.end_char <= inside.end_char
    check_quotes(text, spans, [row for row in found if isinstance(row, Quote)])
    events = [row for row in found if isinstance(row, Event)]
    check_events(text, spans, events)
    check_actors(events, {row.entity_id for row in found if isinstance(row, Mention)})


def check_sentences(text: str, rows: list[Sentence]) -> None:
    assert [row.sentence for row in rows] == list(range(len(rows)))
    assert all(before.end_char <= after.start_char for before, after in pairwise(rows))
    for row in rows:
        sentence = text[row.start_char : row.end_char]
        assert sentence
        assert sentence == sentence.strip()
    in_sentences = "".join(text[row.start_char : row.end_char] for row in rows)
    assert "".join(in_sentences.split()) == "".join(text.split())


def check_quotes(text: str, spans: list[Sentence], quotes: list[Quote]) -> None:
    places = [(row.start_char, row.end_char) for row in quotes]
    assert places == sorted(places)
    assert len({(row.quote_id, row.start_char) for row in quotes}) == len(quotes)
    check_direct(quotes)
    for row in quotes:
        assert text[row.start_char : row.end_char] == row.content != ""
        inside = spans[row.sentence]
        assert inside.start_char <= row.start_char < inside.end_char
        assert row.kind in ("direct", "mixed", "indirect")
        assert (row.speaker is None) == (row.resolution is None) == (row.confidence is None)
        for stored, start, end in (
            (row.cue, row.cue_start_char, row.cue_end_char),
            (row.speaker, row.speaker_start_char, row.speaker_end_char),
        ):
            assert stored == (None if start is None else text[start:end])


def check_events(text: str, spans: list[Sentence], events: list[Event]) -> None:
    for row in events:
        inside = spans[row.sentence]
        assert inside.start_char <= row.trigger_start_char < row.trigger_end_char <= inside.end_char
        assert text[row.trigger_start_char : row.trigger_end_char] == row.trigger
        assert text[row.source_start_char : row.source_end_char] == row.source_text != ""
        assert text[row.target_start_char : row.target_end_char] == row.target_text != ""
        assert -10 <= row.intensity <= 10


def check_actors(events: list[Event], mentioned: set[str | None]) -> None:
    """An actor is mentioned, or is a sector of a country."""
    for row in events:
        for entity_id, country in ((row.source_id, row.source_country), (row.target_id, row.target_country)):
            assert entity_id in mentioned | {None} or (entity_id or "")[3:] == f":{country}"


def check_direct(quotes: list[Quote]) -> None:
    """No row shares a place with direct speech; reports may lie within others."""
    end = direct_end = 0
    for row in quotes:
        assert row.start_char >= (end if row.kind == "direct" else direct_end)
        end = max(end, row.end_char)
        direct_end = row.end_char if row.kind == "direct" else direct_end


@pytest.mark.parametrize("language", [*LANGUAGES, None])
@settings(max_examples=25, deadline=None)
@given(text=st.one_of(st.text(), MIXED, SPACED))
def test_offsets_fit_whatever_the_text_and_its_language(text: str, language: str | None) -> None:
    check(text, annotated(text, language))


@pytest.mark.parametrize("models", [RULES, ()])
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(MIXED, SPACED))
def test_offsets_fit_in_texts_of_marks_and_names(text: str, models: tuple[str, ...]) -> None:
    check(text, annotated(text, models=models))


def test_a_name_that_a_sentence_boundary_cuts_acts_in_nothing() -> None:
    text = "e。New Mexico\x85Asked aboutNew Mexico"
    found = annotated(text, models=())
    (boundary,) = (row.end_char for row in found if isinstance(row, Sentence) and row.sentence == 0)
    assert text[:boundary] == "e。New"
    assert {row.entity_id for row in found if isinstance(row, Mention)} == {"country:MEX"}
    check(text, found)


@given(text=SPACED)
@settings(max_examples=40, deadline=None)
def test_the_same_article_gives_the_same_annotations(text: str) -> None:
    assert annotated(text) == annotated(text)


def test_an_article_becomes_its_sentences_mentions_and_quotes() -> None:
    text = "Moscow signed.\n\n“The bridge is open,” said Wei Lin of China."
    found = annotated(text)
    assert [type(row).__name__ for row in found] == ["Sentence", "Sentence", "Mention", "Mention", "Quote"]
    quote = found[-1]
    assert isinstance(quote, Quote)
    assert (quote.sentence, quote.content, quote.cue, quote.speaker) == (1, "The bridge is open,", "said", "Wei Lin")
    assert (quote.kind, quote.speaker_name, quote.resolution, quote.confidence) == ("direct", "Wei Lin", "name", 0.9)


def test_an_event_knows_its_words_and_whether_it_is_quoted() -> None:
    text = "Kenya invaded Ghana. “Kenya invaded Ghana on Monday,” said the minister."
    plain, quoted = (row for row in annotated(text, models=()) if isinstance(row, Event))
    assert (plain.source_text, plain.trigger, plain.target_text, plain.sentence) == ("Kenya", "invaded", "Ghana", 0)
    assert (plain.source_id, plain.target_country, plain.intensity) == ("country:KEN", "GHA", -9.5)
    assert (plain.in_quote, quoted.in_quote, quoted.sentence) == (False, True, 1)


def test_a_name_cut_by_the_end_of_a_sentence_is_no_mention() -> None:
    assert not [row for row in annotated("South\n\nAfrica") if isinstance(row, Mention)]


def test_an_empty_text_has_no_annotations() -> None:
    assert annotated("") == annotated(" \n ") == []


def test_articles_keep_their_own_annotations() -> None:
    articles: list[Article] = [article("Russia won.", article_id=str(n)) for n in range(3)]
    assert [row.article_id for row in annotate_articles(articles, models=RULES)] == ["0", "0", "1", "1", "2", "2"]


@pytest.mark.parametrize("models", [RULES, ()])
def test_an_article_whose_address_is_none_is_annotated_like_any_other(models: tuple[str, ...]) -> None:
    rows = [article("Talks in Paris went on.", canonical_url=url) for url in ("http://[broken/news/1", None)]
    broken, without = (list(annotate_articles([row], models=models)) for row in rows)
    assert broken == without != []


def test_an_article_in_a_language_without_a_model_is_marked_and_keeps_its_countries() -> None:
    found = annotated("Президент России прибыл. Он говорил с Китаем.", "ru", models=())
    assert [row.model for row in found if isinstance(row, Sentence)] == ["rules", "rules"]
    assert [row.country for row in found if isinstance(row, Mention)] == ["RUS", "CHN"]


def test_english_is_annotated_by_the_model_that_ships() -> None:
    (sentence, *others) = annotated("Angela Merkel met Vladimir Putin.", models=())
    assert isinstance(sentence, Sentence)
    assert sentence.model == model.version(model.SHIPPED)
    assert {row.label for row in others if isinstance(row, Mention)} == {"PERSON"}


HOSTILE = [
    '"' * 3000,
    "“" * 3000,
    "''" * 3000,
    "“a\n" * 500,
    "said " * 3000,
    "A-" * 3000,
    "he said that " * 800,
    "Russia attacked " * 1500,
    "Russia agreed to attack the invasion of Ukraine by " * 500,
    "talks between Russia and China and " * 800,
    "“word " * 1500,
    '" word ' * 1500,
    ", he said, " * 1000,
    "“The port is open,” he said, and “it is busy,” she added, " * 150,
    "他说 “x” заявил said «да» that 北京 he said, " * 200,
]


@pytest.mark.parametrize("models", [RULES, ()])
@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_nothing_but_marks_or_cues_are_read(text: str, models: tuple[str, ...]) -> None:
    check(text, annotated(text, models=models))


@pytest.mark.parametrize("text", HOSTILE)
def test_twice_the_text_is_at_most_thrice_the_work(text: str) -> None:
    annotated(text)
    assert calls(annotated, text * 2) <= 3 * calls(annotated, text)


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(MIXED, SPACED))
def test_without_a_model_sentences_are_those_of_the_rules(text: str) -> None:
    found = [(row.start_char, row.end_char) for row in annotated(text) if isinstance(row, Sentence)]
    assert found == sentences.split(text)
