-- contrasted('subject', 'en', 'RUS', 'CHN', since := '2025-04-01'): one row per text of a language whose words are compared,
-- one a story on each side, its first. `is_chosen` are, by 'subject', articles that name the countries, the others of the period
-- being the other side; by 'state media', among articles that name them, those of state media, the other side being those of
-- other outlets of known ownership. Of each side at most 2,000 stories, by the order of their ids, which are hashes.
create or replace macro contrasted(contrast, in_language, a, b := null, since := null, until := null) as table
select
    published.*,
    if(contrast = 'subject', about.article_id is not null, coalesce(outlets.is_state_media, false)) as is_chosen
from published(since := since, until := until) as published
left join about(a, b, since := since, until := until) as about using (article_id)
left join outlets on published.outlet = outlets.outlet
where
    published.language = in_language
    and (contrast = 'subject' or (about.article_id is not null and outlets.ownership is not null))
qualify
    row_number() over (
        partition by is_chosen, published.story_id
        order by published.published_at nulls last, published.article_id
    ) = 1
    and dense_rank() over (partition by is_chosen order by published.story_id) <= 2000;

-- words_of('The port''s cranes'): the words that a report compares, in lower case: two letters or more, with hyphens and
-- apostrophes between them.
create or replace macro words_of(words) as
    regexp_extract_all(lower(words), '\p{L}[\p{L}\p{M}’''-]*\p{L}');
