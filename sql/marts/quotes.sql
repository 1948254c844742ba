-- One row per contiguous piece of a quotation; count distinct quote_id to count quotations.
select
    quotes.quote_id,
    quotes.article_id,
    quotes.sentence,
    quotes.start_char,
    quotes.end_char,
    quotes.content,
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
    quotes.resolution,
    quotes.confidence
from staging.quotes
inner join articles using (article_id, source, run_date, shard)
order by article_id, start_char, end_char
