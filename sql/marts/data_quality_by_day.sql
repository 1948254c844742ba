-- One row per source and day that pages came for, in every capture: what became of them, and how complete the articles
-- are. A day without a row is one without data; `collection_days` has those on which nobody read a source. Counts are null,
-- not 0, where no list of a source of the web answered and nothing came, and where the stage that makes the rows has not run;
-- shares are null where there are no articles. What was expected is null for sources that are loaded from files.
-- Key: source, run_date
with captured as (
    select
        source,
        run_date,
        count(*) as pages
    from staging.pages
    group by source, run_date
),
cleaned as (
    select
        articles.source,
        articles.run_date,
        count(*) as articles,
        count(*) filter (articles.published_at is null) as undated,
        count(*) filter (articles.is_truncated) as truncated,
        count(*) filter (annotated.model is null) as not_annotated,
        count(*) filter (annotated.model = 'rules') as without_model
    from staging.articles
    left join (from staging.sentences where sentence = 0) as annotated using (article_id, source, run_date, shard)
    group by articles.source, articles.run_date
),
told as (
    select
        captures.source,
        captures.run_date,
        count(distinct story_articles.story_id) as stories
    from captures
    inner join story_articles using (article_id)
    group by captures.source, captures.run_date
),
rejected as (
    select
        source,
        run_date,
        count(*) as rejections,
        histogram(reason) as reasons
    from staging.rejections
    group by source, run_date
),
finished as (
    select distinct
        source,
        run_date
    from staging.runs
    where stage = 'clean' and outcome = 'ok'
),
days as (
    select source, run_date from captured
    union
    select source, run_date from rejected
    union
    select source, run_date from gaps
)
select
    source,
    run_date,
    coalesce(captured.pages, if(gaps.is_silent, null, 0)) as pages,
    coalesce(cleaned.articles, if(finished.source is null, null, 0)) as articles,
    coalesce(told.stories, if(finished.source is null, null, 0)) as stories,
    coalesce(rejected.rejections, if(finished.source is null, null, 0)) as rejections,
    rejected.reasons,
    coalesce(cleaned.undated, if(finished.source is null, null, 0)) as undated,
    coalesce(cleaned.truncated, if(finished.source is null, null, 0)) as truncated,
    coalesce(cleaned.not_annotated, if(finished.source is null, null, 0)) as not_annotated,
    coalesce(cleaned.without_model, if(finished.source is null, null, 0)) as without_model,
    cleaned.undated / cleaned.articles as undated_share,
    cleaned.truncated / cleaned.articles as truncated_share,
    gaps.expected,
    gaps.stored + gaps.unchanged as fetched,
    gaps.refused,
    gaps.failed,
    gaps.is_silent
from days
left join captured using (source, run_date)
left join cleaned using (source, run_date)
left join told using (source, run_date)
left join rejected using (source, run_date)
left join finished using (source, run_date)
left join gaps using (source, run_date)
order by source, run_date
