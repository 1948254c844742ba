-- One row per article, directed pair of countries and type of event that the article says one did to the other, however many
-- sentences say so. What is denied, planned or demanded is left out.
-- `is_first` marks the first article of a story to say so, dated ones first: count those to count an act once a story.
-- Key: story_id
with stated as (
    select distinct
        article_id,
        articles.story_id,
        articles.outlet,
        articles.published_at,
        events.source_country,
        events.target_country,
        events.event_type
    from events
    inner join articles using (article_id)
    where
        events.source_country is not null
        and events.target_country is not null
        and not events.is_negated
        and not events.is_hypothetical
)
select
    stated.article_id,
    stated.story_id,
    stated.outlet,
    stated.published_at,
    stated.source_country,
    stated.target_country,
    stated.event_type,
    event_types.is_conflict,
    event_types.is_material,
    row_number() over (
        partition by stated.story_id, stated.source_country, stated.target_country, stated.event_type
        order by stated.published_at nulls last, stated.article_id
    ) = 1 as is_first
from stated
inner join event_types using (event_type)
order by stated.published_at, stated.article_id, stated.source_country, stated.target_country, stated.event_type
