-- One row per article, in each version of it: when it first came in, and the MinHash of its text.
-- Key: article_id
select
    article_id,
    min(run_date) as run_date,
    min(published_at) as published_at,
    min(fingerprint) as fingerprint
from captures
group by article_id
order by article_id
