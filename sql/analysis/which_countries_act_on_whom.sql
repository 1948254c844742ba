-- Which country does what to which, in how many stories and articles? A type of event counts once a
-- story, however many articles are copies of it.
with printed as (
    select distinct
        events.source_country,
        events.target_country,
        events.article_id,
        articles.story_id,
        event_types.event_type,
        event_types.is_conflict
    from events
    inner join articles using (article_id)
    inner join event_types using (event_type)
    where
        events.source_country <> events.target_country
        and not events.is_negated
        and not events.is_hypothetical
),
prints as (
    select
        source_country,
        target_country,
        count(distinct article_id) as articles
    from printed
    group by source_country, target_country
),
done as (
    select distinct
        source_country,
        target_country,
        story_id,
        event_type,
        is_conflict
    from printed
)
select
    done.source_country as actor,
    done.target_country as target,
    count(*) filter (not is_conflict) as cooperation,
    count(*) filter (is_conflict) as conflict,
    mode(event_type order by event_type) as mostly,
    count(distinct done.story_id) as stories,
    any_value(prints.articles) as articles
from done
inner join prints using (source_country, target_country)
group by done.source_country, done.target_country
order by stories desc, articles desc, actor, target
limit 10
