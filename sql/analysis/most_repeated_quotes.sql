-- Which utterances stand in most outlets, and how did each cut them? `percent` is of the words of the longest wording, in Chinese
-- and Japanese of its characters.
with repeated as (
    select *
    from utterances
    order by outlets desc, articles desc, quotations desc, utterance_id
    limit 10
),
prints as (
    select
        quotes.utterance_id,
        quotes.article_id,
        min(quotes.kind) as kind,
        string_agg(quotes.content, ' … ' order by quotes.start_char) as content
    from quotes
    semi join repeated using (utterance_id)
    group by quotes.utterance_id, quotes.quote_id, quotes.article_id
)
select
    repeated.speaker_name as speaker,
    repeated.outlets,
    repeated.articles,
    repeated.stories,
    coalesce(articles.outlet, 'unknown') as outlet,
    (articles.published_at at time zone 'UTC')::date as day,
    prints.kind,
    round(
        100 * len(regexp_extract_all(prints.content, '[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}]+'))
        / len(regexp_extract_all(repeated.content, '[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}]+'))
    ) as percent,
    prints.content
from repeated
inner join prints using (utterance_id)
inner join articles using (article_id)
order by
    repeated.outlets desc,
    repeated.articles desc,
    repeated.quotations desc,
    repeated.utterance_id,
    percent desc,
    articles.published_at,
    articles.article_id
