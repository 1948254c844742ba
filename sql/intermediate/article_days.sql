-- One row per article with a date that has been annotated: its outlet and story, the day of its publication, in UTC, and the
-- Monday of that week. What one not yet annotated is about nobody knows, so it is in no count and no share.
-- Key: article_id
select
    article_id,
    outlet,
    story_id,
    published_at::date as day,
    date_trunc('week', published_at)::date as week
from articles
where published_at is not null and model is not null
order by day, article_id
