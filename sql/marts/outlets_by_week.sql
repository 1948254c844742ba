-- One row per outlet and week of publication (from Monday, in UTC): its articles, whatever they are about, and the stories
-- they tell. A week without a row is one without data, not one of zero articles. Articles without a date are in no week.
select
    date_trunc('week', published_at)::date as week,
    outlet,
    count(*) as articles,
    count(distinct story_id) as stories
from articles
where published_at is not null
group by all
order by week, outlet
