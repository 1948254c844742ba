-- One row per story: the articles that are near-duplicates of the first that told it, see `story_articles`; most stories have
-- one. `story_id` is the id of the first that came in, in whatever version, `first_outlet` had it first by what is known: null
-- where several known ones had it on one day and no clock says who was first, or where none of the first is known.
--
-- `wire` is where the text is likely from. `wire_evidence` says why: a `credit`, which is the name of a news agency or of
-- another outlet in most of the articles that have one, see `credits`; or that the `first outlet` is an agency. A text that
-- neither says is null.
-- Key: story_id
with agencies as (
    select distinct
        agency,
        lower(strip_accents(name)) as name
    from staging.agencies
),
wires as (
    select
        credits.story_id,
        coalesce(agencies.agency, outlet_spellings.outlet) as wire
    from credits
    left join agencies using (name)
    left join outlet_spellings using (name)
    where agencies.agency is not null or outlet_spellings.outlet <> credits.outlet
    group by credits.story_id, wire
    qualify
        row_number() over (
            partition by credits.story_id
            order by count(distinct credits.article_id) desc, wire
        ) = 1
),
-- Midnight is the day of an article that states no time: it may have been as early as the earliest of that day.
dated as (
    select
        *,
        published_at::date as day,
        nullif(published_at, date_trunc('day', published_at)) as moment
    from articles
),
placed as (
    select
        article_id,
        story_id,
        outlet,
        title,
        published_at,
        run_date,
        rank() over (partition by story_id order by day nulls last, coalesce(moment, earliest)) as place
    from (
        select
            *,
            min(moment) over (partition by story_id, day) as earliest
        from dated
    )
),
told as (
    select
        story_id,
        first(title order by place, run_date, article_id) as title,
        min(published_at) as first_published_at,
        if(count(distinct outlet) filter (place = 1) = 1, any_value(outlet) filter (place = 1), null) as first_outlet,
        count(*) as articles,
        count(distinct outlet) as outlets
    from placed
    group by story_id
)
select
    told.story_id,
    told.title,
    told.first_published_at,
    told.first_outlet,
    told.articles,
    told.outlets,
    told.outlets > 1 as is_syndicated,
    coalesce(wires.wire, agencies.agency) as wire,
    case
        when wires.wire is not null then 'credit'
        when agencies.agency is not null then 'first outlet'
    end as wire_evidence
from told
left join wires using (story_id)
left join agencies on lower(strip_accents(told.first_outlet)) = agencies.name
order by told.first_published_at, told.story_id
