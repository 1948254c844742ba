-- name_words('Xi Jinping'): the words of a name, whatever their case and accents.
create or replace macro name_words(name) as
    regexp_extract_all(lower(strip_accents(coalesce(name, ''))), '[\p{L}\p{N}]+');

-- quoted(speaker := 'Xi Jinping', about := ['USA'], since := '2025-04-01'): one row per contiguous piece of the quotations
-- that meet all that is given, newest first, each with its article and context.
-- The words of `speaker` and `outlet` are all in the name, that of a speaker or what is printed of it, whatever their case and
-- accents. Name and `speaker_country` are those of who speaks in the utterance, the same in all its quotations; `speaker` is as
-- printed. `about` are countries that the quotation mentions; `since` and `until` are days of publication, in UTC and both
-- included. `context` are the sentences of the quotation and its attribution, from `context_start_char` on; `is_verified` says
-- whether the article's text has `content` at its offsets.
create or replace macro quoted(
    speaker := null,
    about := [],
    speaker_country := null,
    outlet := null,
    since := null,
    until := null,
    kind := null
) as table
with met as (
    select
        quotes.quote_id,
        quotes.article_id,
        min(least(quotes.start_char, quotes.cue_start_char, quotes.speaker_start_char)) as start_char,
        max(greatest(quotes.end_char, quotes.cue_end_char, quotes.speaker_end_char)) as end_char
    from quotes
    inner join articles using (article_id)
    inner join utterances using (utterance_id)
    where
        (
            speaker is null
            or list_has_all(name_words(utterances.speaker_name), name_words(speaker))
            or list_has_all(name_words(quotes.speaker), name_words(speaker))
        )
        and (speaker_country is null or utterances.speaker_country = speaker_country)
        and (outlet is null or list_has_all(name_words(articles.outlet), name_words(outlet)))
        and (since is null or (articles.published_at at time zone 'UTC')::date >= since::date)
        and (until is null or (articles.published_at at time zone 'UTC')::date <= until::date)
        and (kind is null or quotes.kind = kind)
    group by quotes.quote_id, quotes.article_id
    having list_has_all(flatten(list(quotes.countries)), about::varchar[])
),
surroundings as (
    select
        met.quote_id,
        min(sentences.start_char) as start_char,
        max(sentences.end_char) as end_char
    from met
    inner join sentences
        on
            met.article_id = sentences.article_id
            and sentences.start_char < met.end_char
            and sentences.end_char > met.start_char
    group by met.quote_id
),
-- Made before articles and utterances are looked up, so that of these only the few concerned are.
pieces as materialized (
    select
        quotes.*,
        surroundings.start_char as context_start_char,
        surroundings.end_char as context_end_char
    from quotes
    inner join surroundings using (quote_id)
)
select
    articles.published_at,
    articles.outlet,
    utterances.speaker_name,
    pieces.speaker,
    pieces.resolution,
    pieces.confidence,
    utterances.speaker_country,
    pieces.kind,
    pieces.content,
    pieces.countries,
    substring(
        articles.text,
        pieces.context_start_char + 1,
        pieces.context_end_char - pieces.context_start_char
    ) as context,
    coalesce(articles.canonical_url, articles.url) as url,
    articles.title,
    pieces.quote_id,
    pieces.utterance_id,
    articles.story_id,
    pieces.article_id,
    pieces.start_char,
    pieces.end_char,
    pieces.context_start_char,
    pieces.content = substring(articles.text, pieces.start_char + 1, pieces.end_char - pieces.start_char) as is_verified
from pieces
inner join articles using (article_id)
inner join utterances using (utterance_id)
order by articles.published_at desc nulls last, pieces.article_id, pieces.start_char;
