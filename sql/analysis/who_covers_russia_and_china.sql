-- Who covers the pair, how much, and in how many sentences are both named together?
select
    coalesce(outlet, 'unknown') as outlet,
    count(*) as articles,
    sum(sentences) as sentences,
    min(published_at)::date as first_day,
    max(published_at)::date as last_day
from dyad('RUS', 'CHN')
group by outlet
order by articles desc, outlet
