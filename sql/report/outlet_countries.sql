-- In which countries are the outlets edited, and how much of it do state media have? Without a country are articles of outlets
-- that the catalogue does not know, and of none.
with corpus as (
    select
        outlets.country,
        coalesce(outlets.is_state_media, false) as is_state_media,
        count(distinct published.story_id) as all_stories
    from published(since := $since, until := $until) as published
    left join outlets using (outlet)
    group by all
),
counted as (
    select
        outlets.country,
        coalesce(outlets.is_state_media, false) as is_state_media,
        count(distinct about.outlet) as outlets,
        count(*) as articles,
        count(distinct about.story_id) as stories
    from about($a, $b, since := $since, until := $until) as about
    left join outlets using (outlet)
    group by all
)
select
    counted.country,
    counted.is_state_media,
    counted.outlets,
    counted.articles,
    counted.stories,
    corpus.all_stories,
    round(counted.stories / corpus.all_stories, 4) as share,
    round(wilson(counted.stories, corpus.all_stories).low, 4) as share_low,
    round(wilson(counted.stories, corpus.all_stories).high, 4) as share_high
from counted
inner join corpus
    on counted.country is not distinct from corpus.country and counted.is_state_media = corpus.is_state_media
order by counted.stories desc, counted.country nulls last, counted.is_state_media
