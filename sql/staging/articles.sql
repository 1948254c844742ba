-- One row per page that became an article; an exact text has one `article_id` on whatever page it stands.
select
    *,
    nullif(regexp_extract(canonical_url, '^https?://(?:www\.)?([^/:]+)', 1), '') as host
from lake.articles
