-- The pieces of a quotation stand in one article and have one speaker.
-- Key: quote_id
select
    quote_id,
    min(article_id) as article_id
from quotes
group by quote_id
having count(distinct article_id) > 1 or count(distinct coalesce(speaker_name, '')) > 1
