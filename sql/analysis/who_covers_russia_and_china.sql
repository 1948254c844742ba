-- Who covers the pair, how much, and how often are both named in one sentence?
select
    coalesce(outlet, 'unknown') as outlet,
    count(*) as articles,
    count(*) filter (sentences > 0) as in_one_sentence,
    sum(sentences) as sentences,
    min(published_at)::date as first_day,
    max(published_at)::date as last_day
from dyad('RUS', 'CHN')
group by outlet
order by articles desc, outlet
