-- A publication date says what it was read from; without a date there is nothing to say.
-- Key: article_id
select
    article_id,
    published_at,
    date_evidence
from articles
where (published_at is null) <> (date_evidence is null)
