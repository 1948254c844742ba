-- One row per source of the web and day, from its first to its last and without holes, and per day for which pages of another
-- source were loaded: whether it was read, and what came. `state` is `read`, `silent` (no list of the source answered and nothing
-- came), `not run` (nobody asked) or, where nobody asked and pages came from files, `loaded`. Counts of silent days and of those not
-- run are null: of these there is no data.
with spans as (
    select
        source,
        unnest(generate_series(min(run_date), max(run_date), interval 1 day))::date as run_date
    from gaps
    group by source
),
days as (
    select source, run_date from spans
    union
    select source, run_date from data_quality_by_day
),
came as (
    from data_quality_by_day
    where pages is not null
)
select
    source,
    run_date,
    case
        when quality.source is null then 'not run'
        when came.source is null then 'silent'
        when quality.is_silent is null then 'loaded'
        else 'read'
    end as state,
    came.expected,
    came.fetched,
    came.refused,
    came.failed,
    came.pages,
    came.articles,
    came.stories
from days
left join data_quality_by_day as quality using (source, run_date)
left join came using (source, run_date)
order by source, run_date
