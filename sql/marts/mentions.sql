-- One row per mention of an entity in an article; `tone` is that of what its clause says of it, null where that is nothing.
-- Key: article_id
select
    mentions.article_id,
    mentions.sentence,
    mentions.start_char,
    mentions.end_char,
    mentions.text,
    mentions.label,
    mentions.entity_id,
    mentions.entity_name,
    mentions.country,
    mentions.role,
    mentions.tone
from staging.mentions
inner join articles using (article_id, source, run_date, shard)
order by run_date, article_id, start_char, end_char
