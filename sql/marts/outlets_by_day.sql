-- One row per outlet and day of publication in UTC: its articles, whatever they are about, and the stories they tell. A day
-- without a row is one without data, not one of zero articles. Articles without a date are in no day, nor are those that have
-- not been annotated.
-- Key: day
select
    day,
    outlet,
    count(*) as articles,
    count(distinct story_id) as stories
from article_days
group by day, outlet
order by day, outlet
