-- One row per outlet and day of publication in UTC: its articles, whatever they are about, and the stories they tell. A day
-- without a row is one without data, not one of zero articles. Articles without a date are in no day.
select
    published_at::date as day,
    outlet,
    count(*) as articles,
    count(distinct story_id) as stories
from articles
where published_at is not null
group by all
order by day, outlet
