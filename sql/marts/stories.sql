-- One row per story: the articles that are near-duplicates of the first that told it, see `story_articles`; most stories have
-- one. `story_id` is the id of the first that came in, in whatever version, `first_outlet` has the first by date of publication.
--
-- `wire` is where the text is likely from. `wire_evidence` says why: a `credit`, which is the name of a news agency or of
-- another outlet in brackets or slashes near the beginning or the end ("GENEVA (Reuters)", "/TASS/"), as the last line or in
-- the byline, in most of the articles that have one; or that the `first outlet` is an agency. A text that neither says is null.
with agencies as (
    select distinct
        agency,
        lower(strip_accents(name)) as name
    from staging.agencies
),
signed as (
    select
        article_id,
        story_id,
        outlet,
        unnest(
            list_distinct(
                list_transform(
                    regexp_extract_all(left(text, 160), '[(（/]\s*([^()（）/\n]{2,40}?)\s*[)）/]', 1)
                    || regexp_extract_all(right(text, 80), '[(（/]\s*([^()（）/\n]{2,40}?)\s*[)）/]', 1)
                    || regexp_extract_all(
                        right(text, 80), '(?i)\n\W*(?:(?:source|from|with|via|by)\b:?\s*)?([^\n]{2,40}?)[\s.)]*$', 1
                    )
                    || authors,
                    lambda name: lower(strip_accents(name))
                )
            )
        ) as name
    from articles
),
outlets as (
    select
        lower(strip_accents(outlet)) as name,
        min(outlet) as outlet
    from articles
    where outlet is not null
    group by all
),
credits as (
    select
        signed.story_id,
        coalesce(agencies.agency, outlets.outlet) as wire
    from signed
    left join agencies using (name)
    left join outlets using (name)
    where agencies.agency is not null or outlets.outlet <> signed.outlet
    group by signed.story_id, wire
    qualify
        row_number() over (
            partition by signed.story_id
            order by count(distinct signed.article_id) desc, wire
        ) = 1
),
told as (
    select
        story_id,
        first(title order by published_at nulls last, run_date, article_id) as title,
        min(published_at) as first_published_at,
        first(outlet order by published_at nulls last, outlet is null, run_date, article_id) as first_outlet,
        count(*) as articles,
        count(distinct outlet) as outlets
    from articles
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
    coalesce(credits.wire, agencies.agency) as wire,
    case
        when credits.wire is not null then 'credit'
        when agencies.agency is not null then 'first outlet'
    end as wire_evidence
from told
left join credits using (story_id)
left join agencies on lower(strip_accents(told.first_outlet)) = agencies.name
order by told.first_published_at, told.story_id
