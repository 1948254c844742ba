-- One row per article, in each version of it: when it first came in, and the bands of its text's fingerprint, by which copies find
-- one another.
-- Key: article_id
select
    article_id,
    min(run_date) as run_date,
    min(published_at) as published_at,
    bands(min(fingerprint)) as bands
from captures
group by article_id
order by article_id
