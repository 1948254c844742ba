-- Which country does what to which, in how many stories and articles? A type of event counts once a
-- story, however many articles are copies of it. `mostly` is the type that most of them tell, null where several are alike.
with types as (
    select
        source_country,
        target_country,
        event_type
    from acts
    where is_first
    group by source_country, target_country, event_type
    qualify rank() over (partition by source_country, target_country order by count(*) desc) = 1
),
foremost as (
    select
        source_country,
        target_country,
        any_value(event_type) as event_type
    from types
    group by source_country, target_country
    having count(*) = 1
)
select
    source_country as actor,
    target_country as target,
    count(*) filter (is_first and not is_conflict) as cooperation,
    count(*) filter (is_first and is_conflict) as conflict,
    any_value(foremost.event_type) as mostly,
    count(distinct story_id) as stories,
    count(distinct article_id) as articles
from acts
left join foremost using (source_country, target_country)
where source_country <> target_country
group by source_country, target_country
order by stories desc, articles desc, actor, target
limit 10
