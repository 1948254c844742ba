-- One row per source and week (from Monday) of the days in `collection_days`, in every capture: the sums of `data_quality_by_day` over the
-- `days` of which there are data, null where there is none. On `silent_days` nothing came, for no list of the source answered, on
-- `days_not_run` nobody asked: the more there are, the more is missing. A story counts once a week.
with told as (
    select
        captures.source,
        date_trunc('week', captures.run_date)::date as week,
        count(distinct story_articles.story_id) as stories
    from intermediate.captures
    inner join story_articles using (article_id)
    group by all
),
days as (
    select
        source,
        run_date,
        date_trunc('week', run_date)::date as week,
        state
    from collection_days
),
came as (
    from data_quality_by_day
    where pages is not null
)
select
    source,
    week,
    count(came.source) as days,
    count(*) filter (days.state = 'silent') as silent_days,
    count(*) filter (days.state = 'not run') as days_not_run,
    sum(came.pages)::bigint as pages,
    sum(came.articles)::bigint as articles,
    if(sum(came.articles) is null, null, coalesce(any_value(told.stories), 0)) as stories,
    sum(came.rejections)::bigint as rejections,
    sum(came.undated)::bigint as undated,
    sum(came.truncated)::bigint as truncated,
    sum(came.not_annotated)::bigint as not_annotated,
    sum(came.without_model)::bigint as without_model,
    sum(came.undated) / sum(came.articles) as undated_share,
    sum(came.truncated) / sum(came.articles) as truncated_share,
    sum(came.expected)::bigint as expected,
    sum(came.fetched)::bigint as fetched,
    sum(came.refused)::bigint as refused,
    sum(came.failed)::bigint as failed
from days
left join came using (source, run_date)
left join told using (source, week)
group by source, week
order by source, week
