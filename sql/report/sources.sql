-- What is the corpus, by source, and on which days was it read, from the first to the last, whatever the period?
with days as (
    select
        source,
        count(*) filter (state = 'read') as days_read,
        count(*) filter (state = 'silent') as days_silent,
        count(*) filter (state = 'not run') as days_not_run
    from collection_days
    where state <> 'loaded'
    group by source
)
select
    articles.source,
    count(*) as articles,
    count(distinct articles.story_id) as stories,
    min(published.day) as first_day,
    max(published.day) as last_day,
    count(*) filter (published.day is null) as undated,
    any_value(days.days_read) as days_read,
    any_value(days.days_silent) as days_silent,
    any_value(days.days_not_run) as days_not_run
from published(since := $since, until := $until) as published
inner join articles using (article_id)
left join days using (source)
group by articles.source
order by articles desc, articles.source
