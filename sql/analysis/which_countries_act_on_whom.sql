-- Which country does what to which, in how many stories and articles? A type of event counts once a
-- story, however many articles are copies of it.
select
    source_country as actor,
    target_country as target,
    count(*) filter (is_first and not is_conflict) as cooperation,
    count(*) filter (is_first and is_conflict) as conflict,
    mode(event_type order by event_type) filter (is_first) as mostly,
    count(distinct story_id) as stories,
    count(distinct article_id) as articles
from acts
where source_country <> target_country
group by source_country, target_country
order by stories desc, articles desc, actor, target
limit 10
