-- One row per contiguous piece of a quotation; count distinct quote_id to count quotations, utterance_id to count what was
-- said, however often it is quoted. `countries` are those that the piece mentions, sorted; a news agency does not count for its
-- country. What the text says somebody did not say, or declined to say, is no quotation here.
-- Key: article_id
with named as (
    select
        quotes.article_id,
        quotes.start_char,
        quotes.end_char,
        list_sort(list(distinct mentions.country)) as countries
    from staging.quotes
    inner join articles using (article_id, source, run_date, shard)
    inner join mentions
        on
            quotes.article_id = mentions.article_id
            and mentions.start_char >= quotes.start_char
            and mentions.end_char <= quotes.end_char
    where mentions.country is not null and mentions.role is distinct from 'MED'
    group by quotes.article_id, quotes.start_char, quotes.end_char
)
select
    quotes.quote_id,
    wholes.utterance_id,
    quotes.article_id,
    quotes.sentence,
    quotes.start_char,
    quotes.end_char,
    quotes.content,
    coalesce(named.countries, []) as countries,
    quotes.kind,
    quotes.cue,
    quotes.cue_start_char,
    quotes.cue_end_char,
    quotes.speaker,
    quotes.speaker_start_char,
    quotes.speaker_end_char,
    quotes.speaker_id,
    quotes.speaker_name,
    quotes.speaker_country,
    quotes.speaker_role,
    quotes.resolution,
    quotes.confidence
from staging.quotes
inner join articles using (article_id, source, run_date, shard)
left join wholes using (quote_id, article_id)
left join named using (article_id, start_char, end_char)
order by run_date, article_id, start_char, end_char
