-- One row per directed event that a sentence states; what goes both ways is two rows. Events of articles that tell the same
-- story are counted as often as it is told.
-- Key: article_id
select
    events.article_id,
    events.sentence,
    events.trigger,
    events.trigger_start_char,
    events.trigger_end_char,
    events.event_type,
    events.mode,
    events.intensity,
    events.source_text,
    events.source_start_char,
    events.source_end_char,
    events.source_id,
    events.source_country,
    events.target_text,
    events.target_start_char,
    events.target_end_char,
    events.target_id,
    events.target_country,
    events.is_negated,
    events.is_hypothetical,
    events.in_quote,
    events.rule
from staging.events
inner join articles using (article_id, source, run_date, shard)
order by
    run_date,
    article_id,
    trigger_start_char,
    event_type,
    source_start_char,
    target_start_char,
    source_country,
    source_id,
    target_country,
    target_id
