-- What is the corpus, by source?
with days as (
    select
        source,
        count(*) as source_days,
        count(*) filter (is_silent) as silent_days
    from gaps
    group by source
)
select
    articles.source,
    count(*) as articles,
    count(distinct articles.story_id) as stories,
    min(published.day) as first_day,
    max(published.day) as last_day,
    count(*) filter (published.day is null) as undated,
    any_value(days.source_days) as source_days,
    any_value(days.silent_days) as silent_days
from published(since := $since, until := $until) as published
inner join articles using (article_id)
left join days using (source)
group by articles.source
order by articles desc, articles.source
