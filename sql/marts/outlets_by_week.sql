-- One row per outlet and week of publication (from Monday, in UTC): its articles, whatever they are about, and the stories
-- they tell. A week without a row is one without data, not one of zero articles. Articles without a date are in no week, nor
-- are those that have not been annotated.
-- Key: week
select
    week,
    outlet,
    count(*) as articles,
    count(distinct story_id) as stories
from article_days
group by week, outlet
order by week, outlet
