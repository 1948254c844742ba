-- One row per page that became an article; an exact text has one `article_id` on whatever page it stands. `address` is what
-- versions of an article share: its address or, without one, the id its corpus gave.
select
    *,
    coalesce(canonical_url, source || ' ' || external_id, article_id) as address,
    nullif(regexp_extract(canonical_url, '^https?://(?:www\.)?([^/:]+)', 1), '') as host
from lake.articles
