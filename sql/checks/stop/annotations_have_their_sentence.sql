-- Every mention, quotation and event belongs to a sentence of its article.
-- Key: article_id
select
    article_id,
    sentence
from (
    select article_id, sentence from mentions
    union all
    select article_id, sentence from quotes
    union all
    select article_id, sentence from events
)
anti join sentences using (article_id, sentence)
