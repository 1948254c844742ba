-- Which stories stand in most outlets, who had them first, and where is the text likely from?
-- `first_outlet` is null where several may have been first: of many articles only the day is known.
select
    (first_published_at at time zone 'UTC')::date as day,
    first_outlet,
    wire,
    outlets,
    articles,
    title
from stories
where is_syndicated
order by outlets desc, articles desc, first_published_at, story_id
limit 10
