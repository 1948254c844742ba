-- relations('RUS', 'CHN'): what each does to the other by week of publication, one row per week and direction, from the
-- first week with an article to the last. `articles` counts those a model read, whatever they are about; a week without any
-- has no data, and its counts are null; with articles and without events they are 0.
-- A type of event counts once an article, however often that says it; what is denied, planned or demanded is left out.
create or replace macro relations(a, b) as table
with coverage as (
    select
        date_trunc('week', published_at at time zone 'UTC')::date as week,
        count(*) as articles
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
        unnest([a, b]) as source_country,
        unnest([b, a]) as target_country
),
done as (
    select distinct
        date_trunc('week', articles.published_at at time zone 'UTC')::date as week,
        events.source_country,
        events.target_country,
        events.article_id,
        event_types.*
    from events
    inner join articles using (article_id)
    inner join event_types using (event_type)
    where
        (events.source_country, events.target_country) in ((a, b), (b, a))
        and not events.is_negated
        and not events.is_hypothetical
),
counted as (
    select
        week,
        source_country,
        target_country,
        count(*) filter (not is_conflict) as cooperation,
        count(*) filter (is_conflict) as conflict,
        count(*) filter (not is_conflict and is_material) as material_cooperation,
        count(*) filter (is_conflict and is_material) as material_conflict
    from done
    group by week, source_country, target_country
)
select
    weeks.week,
    directions.source_country,
    directions.target_country,
    coalesce(coverage.articles, 0) as articles,
    case when coverage.articles > 0 then coalesce(counted.cooperation, 0) end as cooperation,
    case when coverage.articles > 0 then coalesce(counted.conflict, 0) end as conflict,
    case when coverage.articles > 0 then coalesce(counted.material_cooperation, 0) end as material_cooperation,
    case when coverage.articles > 0 then coalesce(counted.material_conflict, 0) end as material_conflict
from weeks
cross join directions
left join coverage using (week)
left join counted using (week, source_country, target_country)
order by weeks.week, directions.source_country = b;
