-- One row per outlet, week of publication (from Monday, in UTC) and pair of countries that its articles name, `country_a`
-- before `country_b` in the alphabet; a country with itself is how often it is named at all. Pairs overlap: an article that
-- names three countries is in three pairs, and articles of several pairs do not add up.
-- No row means zero where `outlets_by_week` has the outlet and week, and no data where it has not.
-- Key: week
with named as (
    select
        article_days.week,
        article_days.outlet,
        article_days.story_id,
        article_countries.article_id,
        article_countries.country
    from article_days
    inner join article_countries using (article_id)
),
-- By story first: to count distinct ones of so many small groups takes twice as long.
told as (
    select
        one.week,
        one.outlet,
        one.country as country_a,
        other.country as country_b,
        one.story_id,
        count(*) as articles
    from named as one
    inner join named as other using (article_id)
    where one.country <= other.country
    group by all
)
select
    week,
    outlet,
    country_a,
    country_b,
    sum(articles)::bigint as articles,
    count(*) as stories
from told
group by week, outlet, country_a, country_b
order by week, outlet, country_a, country_b
