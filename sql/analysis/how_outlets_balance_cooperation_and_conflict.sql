-- How much of what each outlet says that Russia and China do to each other is conflict, in per cent?
-- A type of event counts once a story and direction, however many articles of the outlet are copies that say so.
select
    coalesce(outlet, 'unknown') as outlet,
    count(distinct article_id) as articles,
    count(distinct story_id) as stories,
    count(distinct (story_id, source_country, event_type)) filter (not is_conflict) as cooperation,
    count(distinct (story_id, source_country, event_type)) filter (is_conflict) as conflict,
    round(100 * conflict / (cooperation + conflict)) as percent_conflict
from acts
where (source_country, target_country) in (('RUS', 'CHN'), ('CHN', 'RUS'))
group by coalesce(outlet, 'unknown')
order by stories desc, outlet
