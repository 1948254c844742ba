-- Tone lies between -1 and 1.
-- Key: article_id
select
    article_id,
    start_char,
    tone
from (
    select article_id, start_char, tone from sentences
    union all
    select article_id, start_char, tone from mentions
)
where tone not between -1 and 1
