-- How much of what is published each week names both Russia and China, in per cent of articles and of stories?
-- A row is a week from Monday, in UTC. A week without any article has no data and is null; one with articles of which
-- none names both is 0. Articles not yet annotated do not count.
-- Trap: outlets come and go, and their shares differ; the question of what change is due to that is answered in
-- `what_outlets_that_come_and_go_change`. A story that goes on for two weeks is in both.
with published as (
    select
        date_trunc('week', published_at at time zone 'UTC')::date as week,
        count(*) as of_articles,
        count(distinct story_id) as of_stories
    from articles
    where published_at is not null and model is not null
    group by week
),
naming as (
    select
        date_trunc('week', published_at at time zone 'UTC')::date as week,
        count(*) as articles,
        count(distinct story_id) as stories
    from dyad('RUS', 'CHN')
    where published_at is not null
    group by week
),
weeks as (
    select unnest(generate_series(min(week), max(week), interval 7 day))::date as week
    from published
)
select
    weeks.week,
    if(published.of_articles > 0, coalesce(naming.articles, 0), null) as articles,
    if(published.of_articles > 0, coalesce(naming.stories, 0), null) as stories,
    published.of_articles,
    published.of_stories,
    round(100 * coalesce(naming.articles, 0) / published.of_articles, 1) as percent_of_articles,
    round(100 * coalesce(naming.stories, 0) / published.of_stories, 1) as percent_of_stories
from weeks
left join published using (week)
left join naming using (week)
order by weeks.week
