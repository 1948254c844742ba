-- Who covers the pair, in how many articles, of how many stories, and in how many sentences are both named together?
select
    coalesce(outlet, 'unknown') as outlet,
    count(*) as articles,
    count(distinct story_id) as stories,
    sum(sentences) as sentences,
    (min(published_at) at time zone 'UTC')::date as first_day,
    (max(published_at) at time zone 'UTC')::date as last_day
from dyad('RUS', 'CHN')
group by outlet
order by articles desc, outlet
