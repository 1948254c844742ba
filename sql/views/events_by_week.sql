-- One row per week of publication (from Monday, in UTC), directed pair of countries and type of event. `events` counts it
-- once a story, in the first week in which an article of it says so; `printed` once an article, in the week of each. What is
-- denied, planned or demanded is left out, and so is what stands in articles without a date. `relations` tells weeks without
-- events from weeks without data.
select
    date_trunc('week', published_at at time zone 'UTC')::date as week,
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
order by week, source_country, target_country, event_type
