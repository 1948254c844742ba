-- How much of what each outlet says that Russia and China do to each other is conflict, in per cent?
-- A type of event counts once a story and direction, however
-- many articles of the outlet are copies that say so.
with done as (
    select distinct
        coalesce(articles.outlet, 'unknown') as outlet,
        articles.story_id,
        events.source_country,
        event_types.event_type,
        event_types.is_conflict
    from events
    inner join articles using (article_id)
    inner join event_types using (event_type)
    where
        (events.source_country, events.target_country) in (('RUS', 'CHN'), ('CHN', 'RUS'))
        and not events.is_negated
        and not events.is_hypothetical
)
select
    outlet,
    count(distinct story_id) as stories,
    count(*) filter (not is_conflict) as cooperation,
    count(*) filter (is_conflict) as conflict,
    round(100 * count(*) filter (is_conflict) / count(*)) as percent_conflict
from done
group by outlet
order by stories desc, outlet
