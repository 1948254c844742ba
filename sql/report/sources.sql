-- What is the corpus, by source, and on which days of the period was it read?
with days as (
    select
        source,
        if(
            ($since is null or run_date >= $since::date) and ($until is null or run_date <= $until::date), state, null
        ) as state
    from collection_days
    where state <> 'loaded'
),
counted as (
    select
        source,
        count(*) filter (state = 'read') as days_read,
        count(*) filter (state = 'silent') as silent_days,
        count(*) filter (state = 'not run') as days_not_run
    from days
    group by source
)
select
    articles.source,
    count(*) as articles,
    count(distinct articles.story_id) as stories,
    min(published.day) as first_day,
    max(published.day) as last_day,
    count(*) filter (published.day is null) as undated,
    any_value(counted.days_read) as days_read,
    any_value(counted.silent_days) as silent_days,
    any_value(counted.days_not_run) as days_not_run
from published(since := $since, until := $until) as published
inner join articles using (article_id)
left join counted using (source)
group by articles.source
order by articles desc, articles.source
