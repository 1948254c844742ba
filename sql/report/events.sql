-- What does one do to the other, over time, in each direction? A type of event counts once a story, at the first time of the
-- period in which an article of it says so; what is denied, planned or demanded does not count, nor what an article without a
-- date says. Null where no model read an article: no data.
with read as (
    select date_trunc($unit, day)::date as time
    from published(since := $since, until := $until)
    where model <> 'rules' and day is not null
    group by time
),
done as (
    select
        min(date_trunc($unit, day)::date) as time,
        is_first,
        is_conflict,
        is_material,
        story_id,
        event_type
    from done_by($a, $b, since := $since, until := $until)
    group by all
),
counted as (
    select
        time,
        is_first,
        count(*) filter (not is_conflict) as cooperation,
        count(*) filter (is_conflict) as conflict,
        count(*) filter (not is_conflict and is_material) as material_cooperation,
        count(*) filter (is_conflict and is_material) as material_conflict
    from done
    group by time, is_first
)
select
    calendar.time,
    directions.is_first,
    if(directions.is_first, first.name, coalesce(second.name, 'other countries')) as actor,
    if(directions.is_first, coalesce(second.name, 'other countries'), first.name) as target,
    case when read.time is not null then coalesce(counted.cooperation, 0) end as cooperation,
    case when read.time is not null then coalesce(counted.conflict, 0) end as conflict,
    case when read.time is not null then coalesce(counted.material_cooperation, 0) end as material_cooperation,
    case when read.time is not null then coalesce(counted.material_conflict, 0) end as material_conflict,
    read.time is not null and calendar.is_incomplete as is_incomplete
from calendar($unit, since := $since, until := $until) as calendar
cross join (values (true), (false)) as directions (is_first)
left join countries as first on first.country = $a
left join countries as second on second.country = $b
left join read using (time)
left join counted using (time, is_first)
order by calendar.time, directions.is_first desc
