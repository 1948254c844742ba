-- One row per article, in each version of it: when it first came in, and what copies find one another by: the bands of its
-- text's fingerprint, and of its values the last 16 bits, which two texts share as often, but for chance in one of 65,536
-- (Li and König 2010).
-- Key: article_id
with texts as (
    select
        article_id,
        min(run_date) as run_date,
        min(articles.published_at) as published_at,
        min(articles.fingerprint) as fingerprint
    from captures
    inner join staging.articles using (article_id, page_id, source, run_date, shard)
    group by article_id
)
select
    article_id,
    run_date,
    published_at,
    bands(fingerprint) as bands,
    list_transform(fingerprint, lambda value: (value % 65536)::usmallint) as fingerprint
from texts
order by run_date, article_id
