-- relations('RUS', 'CHN'): what each does to the other by week of publication, one row per week and direction, from the
-- first week with an article to the last. `articles` counts those a model read, whatever they are about, and `stories` those
-- they tell; a week without any has no data, and its counts are null; with articles and without events they are 0.
-- A type of event counts once a story, in the first week in which an article of it says so, however often that is printed.
-- `printed_cooperation` and `printed_conflict` count it once an article instead, in the week of each. What is denied, planned
-- or demanded is left out of both.
create or replace macro relations(a, b) as table
with coverage as (
    select
        date_trunc('week', published_at at time zone 'UTC')::date as week,
        count(*) as articles,
        count(distinct story_id) as stories
    from articles
    where model <> 'rules' and published_at is not null
    group by week
),
weeks as (
    select unnest(generate_series(min(week), max(week), interval 7 day))::date as week
    from coverage
),
directions as (
    select
        unnest([country_code(a), country_code(b)]) as source_country,
        unnest([country_code(b), country_code(a)]) as target_country
    where a <> b
),
counted as (
    select
        week,
        source_country,
        target_country,
        (sum(events) filter (not is_conflict))::bigint as cooperation,
        (sum(events) filter (is_conflict))::bigint as conflict,
        (sum(events) filter (not is_conflict and is_material))::bigint as material_cooperation,
        (sum(events) filter (is_conflict and is_material))::bigint as material_conflict,
        (sum(printed) filter (not is_conflict))::bigint as printed_cooperation,
        (sum(printed) filter (is_conflict))::bigint as printed_conflict
    from events_by_week
    where (source_country, target_country) in ((a, b), (b, a))
    group by week, source_country, target_country
)
select
    weeks.week,
    directions.source_country,
    directions.target_country,
    coalesce(coverage.articles, 0) as articles,
    coalesce(coverage.stories, 0) as stories,
    case when coverage.articles > 0 then coalesce(counted.cooperation, 0) end as cooperation,
    case when coverage.articles > 0 then coalesce(counted.conflict, 0) end as conflict,
    case when coverage.articles > 0 then coalesce(counted.material_cooperation, 0) end as material_cooperation,
    case when coverage.articles > 0 then coalesce(counted.material_conflict, 0) end as material_conflict,
    case when coverage.articles > 0 then coalesce(counted.printed_cooperation, 0) end as printed_cooperation,
    case when coverage.articles > 0 then coalesce(counted.printed_conflict, 0) end as printed_conflict
from weeks
cross join directions
left join coverage using (week)
left join counted using (week, source_country, target_country)
order by weeks.week, directions.source_country = b;
