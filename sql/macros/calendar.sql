-- calendar('week', since := '2025-04-01'): one row per day, week (from Monday) or month of a period, without holes, from its
-- first article to its last, or from `since` and until `until`. `articles` and `stories` are all of the corpus: where they are 0
-- nothing is known of the time, which has **no data**. Of `source_days`, the days of sources of the web, `silent_days` answered
-- nothing: where there are some, the data are incomplete. Days are in UTC.
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
days as (
    select
        date_trunc(unit, run_date)::date as time,
        count(*) as source_days,
        count(*) filter (is_silent) as silent_days
    from gaps
    where (since is null or run_date >= since::date) and (until is null or run_date <= until::date)
    group by all
),
times as (
    select
        unnest(
            generate_series(
                coalesce(date_trunc(unit, since::date), min(time)),
                coalesce(date_trunc(unit, until::date), max(time)),
                case unit when 'day' then interval 1 day when 'week' then interval 7 day else interval 1 month end
            )
        )::date as time
    from counted
)
select
    times.time,
    coalesce(counted.articles, 0) as articles,
    coalesce(counted.stories, 0) as stories,
    coalesce(days.source_days, 0) as source_days,
    coalesce(days.silent_days, 0) as silent_days
from times
left join counted using (time)
left join days using (time)
order by times.time;
