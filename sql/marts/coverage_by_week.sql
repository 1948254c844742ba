-- One row per outlet, week of publication (from Monday, in UTC) and pair of countries that its articles name, `country_a`
-- before `country_b` in the alphabet; a country with itself is how often it is named at all. Pairs overlap: an article that
-- names three countries is in three pairs, and articles of several pairs do not add up.
-- No row means zero where `outlets_by_week` has the outlet and week, and no data where it has not.
select
    date_trunc('week', articles.published_at)::date as week,
    articles.outlet,
    one.country as country_a,
    other.country as country_b,
    count(*) as articles,
    count(distinct articles.story_id) as stories
from article_countries as one
inner join article_countries as other using (article_id)
inner join articles using (article_id)
where one.country <= other.country and articles.published_at is not null
group by all
order by week, articles.outlet, country_a, country_b
