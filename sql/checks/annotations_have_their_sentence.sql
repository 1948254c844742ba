-- Every mention and quotation belongs to a sentence of its article.
select
    article_id,
    sentence
from (
    select article_id, sentence from mentions
    union all
    select article_id, sentence from quotes
)
anti join sentences using (article_id, sentence)
