-- One row per day of publication in UTC, directed pair of countries and type of event. `events` counts it once a story, on the
-- first day on which an article of it says so; `printed` once an article, on the day of each. What is denied, planned or demanded
-- is left out, and so is what stands in articles without a date. A day without a row has no events, or no data: see `calendar`.
select
    (published_at at time zone 'UTC')::date as day,
    source_country,
    target_country,
    event_type,
    any_value(is_conflict) as is_conflict,
    any_value(is_material) as is_material,
    count(*) filter (is_first) as events,
    count(*) as printed
from acts
where published_at is not null
group by all
order by day, source_country, target_country, event_type
