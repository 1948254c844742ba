-- Which outlets have that, how many of all their stories is it, and who owns them? Articles of no known outlet come last, and are
-- no outlet's share.
with corpus as (
    select
        outlet,
        count(distinct story_id) as all_stories
    from published(since := $since, until := $until)
    group by outlet
),
counted as (
    select
        outlet,
        count(*) as articles,
        count(distinct story_id) as stories
    from about($a, $b, since := $since, until := $until)
    group by outlet
)
select
    counted.outlet,
    outlets.country,
    outlets.ownership,
    outlets.is_state_media,
    counted.articles,
    counted.stories,
    corpus.all_stories,
    round(counted.stories / corpus.all_stories, 4) as share,
    round(wilson(counted.stories, corpus.all_stories).low, 4) as share_low,
    round(wilson(counted.stories, corpus.all_stories).high, 4) as share_high
from counted
left join corpus using (outlet)
left join outlets using (outlet)
order by counted.outlet is null, counted.stories desc, counted.articles desc, counted.outlet
