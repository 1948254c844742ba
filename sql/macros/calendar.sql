-- calendar('week', since := '2025-04-01'): one row per day, week (from Monday), month or year of a period, without holes, from
-- its first article to its last, or from `since` and until `until`. `articles` and `stories` are all of the corpus: where they
-- are 0 nothing is known of the time, which has **no data**. Another one `is_incomplete` if it has `outside_days`, which lie
-- outside the period; `missing_days`, which have no article although ten are usual on that weekday; `silent_days` of its
-- `source_days`, the days of each source of the web from its first to its last, on which it was silent or not run (those for
-- which pages were loaded from files are not among them, see `collection_days`); or
-- `silent_outlets`, which have no article in that week, month or year, although ten are usual between their first and their
-- last. If ten were the mean and each came by chance, there would be none once in 22,000 times. Days are in UTC.
create or replace macro calendar(unit, since := null, until := null) as table
with counted as (
    select
        date_trunc(unit, day)::date as time,
        count(*) as articles,
        count(distinct story_id) as stories
    from published(since := since, until := until)
    where day is not null
    group by all
),
times as (
    select
        unnest(
            generate_series(
                coalesce(date_trunc(unit, since::date), min(time)),
                coalesce(date_trunc(unit, until::date), max(time)),
                case
                    when unit in ('day', 'week', 'month', 'year') then ('1 ' || unit)::interval
                    else error('no calendar by ' || unit || ': choose day, week, month or year')
                end
            )
        )::date as time
    from counted
),
days as (
    select
        date_trunc(unit, day)::date as time,
        day,
        coalesce(day < since::date, false) or coalesce(day > until::date, false) as is_outside
    from (
        select
            unnest(
                generate_series(min(time), max(time) + ('1 ' || unit)::interval - interval 1 day, interval 1 day)
            )::date as day
        from times
    )
),
usual_weekdays as (
    select isodow(day) as weekday
    from outlets_by_day
    group by weekday
    having sum(articles) >= 10 * (date_diff('week', min(day), max(day)) + 1)
),
missing as (
    select
        time,
        count(*) filter (is_outside) as outside_days,
        count(*) filter (
            not is_outside
            and isodow(day) in (from usual_weekdays)
            and day not in (select day from outlets_by_day)
        ) as missing_days
    from days
    group by time
),
read as (
    select
        days.time,
        count(*) as days,
        count(*) filter (collection_days.state <> 'read') as silent
    from days
    inner join collection_days on days.day = collection_days.run_date
    where not days.is_outside and collection_days.state <> 'loaded'
    group by days.time
),
usual_outlets as (
    select
        outlet,
        min(day) as first_day,
        max(day) as last_day
    from outlets_by_day
    where outlet is not null
    group by outlet
    having sum(articles) >= 10 * (date_diff(if(unit = 'day', 'week', unit), min(day), max(day)) + 1)
),
written as (
    select distinct
        outlet,
        date_trunc(if(unit = 'day', 'week', unit), day) as span
    from outlets_by_day
),
unwritten as (
    select
        times.time,
        count(*) as outlets
    from times
    inner join usual_outlets on times.time between usual_outlets.first_day and usual_outlets.last_day
    anti join written
        on
            usual_outlets.outlet = written.outlet
            and date_trunc(if(unit = 'day', 'week', unit), times.time) = written.span
    group by times.time
)
select
    times.time,
    coalesce(counted.articles, 0) as articles,
    coalesce(counted.stories, 0) as stories,
    missing.outside_days,
    missing.missing_days,
    coalesce(read.days, 0) as source_days,
    coalesce(read.silent, 0) as silent_days,
    coalesce(unwritten.outlets, 0) as silent_outlets,
    counted.time is not null and outside_days + missing_days + silent_days + silent_outlets > 0 as is_incomplete
from times
left join counted using (time)
inner join missing using (time)
left join read using (time)
left join unwritten using (time)
order by times.time;
