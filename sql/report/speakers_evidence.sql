-- What do they say, on the other side first, then the newest? Of what is quoted often, the first quotation, with the sentences in
-- which it and its attribution stand; `trigger` has its pieces.
with said as (
    select
        is_first,
        speaker,
        country,
        utterance_id,
        quote_id,
        bool_or(is_on_other) as is_on_other,
        list(content order by start_char) as pieces,
        min(kind) as kind,
        published_at,
        day,
        outlet,
        article_id,
        title,
        url
    from said_for($a, $b, since := $since, until := $until)
    group by all
),
firsts as (
    select *
    from said
    qualify
        row_number() over (
            partition by is_first, speaker, country, utterance_id
            order by is_on_other desc, published_at nulls last, quote_id
        ) = 1
),
shown as (
    select
        *,
        count(*) over (partition by is_first, speaker, country) as found
    from firsts
    qualify
        row_number() over (
            partition by is_first, speaker, country
            order by is_on_other desc, published_at desc nulls last, quote_id
        ) <= $limit
),
places as (
    select
        quote_id,
        article_id,
        min(least(start_char, cue_start_char, speaker_start_char)) as start_char,
        max(greatest(end_char, cue_end_char, speaker_end_char)) as end_char
    from quotes
    semi join shown using (quote_id, article_id)
    group by quote_id, article_id
),
contexts as (
    select
        places.quote_id,
        string_agg(sentences.text, ' ' order by sentences.sentence) as context
    from places
    inner join sentences
        on
            places.article_id = sentences.article_id
            and sentences.start_char < places.end_char
            and sentences.end_char > places.start_char
    group by places.quote_id
)
select
    shown.is_first,
    shown.speaker,
    shown.country,
    shown.found,
    shown.is_on_other,
    shown.kind,
    shown.day,
    shown.outlet,
    shown.title,
    shown.url,
    shown.pieces as trigger,
    contexts.context as sentence
from shown
left join contexts using (quote_id)
order by
    shown.is_first desc,
    shown.speaker,
    shown.country,
    shown.is_on_other desc,
    shown.published_at desc nulls last,
    shown.quote_id
