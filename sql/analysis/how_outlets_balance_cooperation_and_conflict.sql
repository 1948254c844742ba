-- How much of what each outlet says that Russia and China do to each other is conflict, in per cent?
-- A type of event counts once a story and direction, however
-- many articles of the outlet are copies that say so.
with done as (
    select distinct
        coalesce(outlet, 'unknown') as outlet,
        story_id,
        source_country,
        event_type,
        is_conflict
    from acts
    where (source_country, target_country) in (('RUS', 'CHN'), ('CHN', 'RUS'))
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
