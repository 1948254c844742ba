-- One row per article, directed pair of countries and type of event that the article says one did to the other, however many
-- sentences say so. What is denied, planned or demanded is left out.
-- `is_first` marks the first article of a story to say so, dated ones first: count those to count an act once a story.
-- Key: story_id
with stated as (
    select distinct
        article_id,
        source_country,
        target_country,
        event_type
    from events
    where
        source_country is not null
        and target_country is not null
        and not is_negated
        and not is_hypothetical
)
select
    stated.article_id,
    articles.story_id,
    articles.outlet,
    articles.published_at,
    stated.source_country,
    stated.target_country,
    stated.event_type,
    event_types.is_conflict,
    event_types.is_material,
    row_number() over (
        partition by articles.story_id, stated.source_country, stated.target_country, stated.event_type
        order by articles.published_at nulls last, stated.article_id
    ) = 1 as is_first
from stated
inner join articles using (article_id)
inner join event_types using (event_type)
order by stated.article_id, stated.source_country, stated.target_country, stated.event_type
