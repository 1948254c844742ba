-- Which country does what to which, in how many articles and outlets? A type of event counts once an article.
with done as (
    select distinct
        events.source_country,
        events.target_country,
        events.article_id,
        coalesce(articles.outlet, 'unknown') as outlet,
        event_types.event_type,
        event_types.is_conflict
    from events
    inner join articles using (article_id)
    inner join event_types using (event_type)
    where
        events.source_country <> events.target_country
        and not events.is_negated
        and not events.is_hypothetical
)
select
    source_country as actor,
    target_country as target,
    count(*) filter (not is_conflict) as cooperation,
    count(*) filter (is_conflict) as conflict,
    mode(event_type order by event_type) as mostly,
    count(distinct article_id) as articles,
    count(distinct outlet) as outlets
from done
group by source_country, target_country
order by articles desc, outlets desc, actor, target
limit 10
