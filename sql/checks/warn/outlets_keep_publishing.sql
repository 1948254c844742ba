-- An outlet that had articles on three days or more of four weeks has some in the seven days after, up to the corpus's last
-- day, if others have. Days after that of the crawl are no days of the corpus.
with days as (
    select distinct
        outlet,
        published_at::date as day
    from articles
    where outlet is not null and published_at::date <= run_date + 1
),
ends as (
    select max(day) as last_day
    from days
)
select
    days.outlet,
    max(days.day) as last_day,
    any_value(ends.last_day) as corpus_last_day
from days
cross join ends
where days.day > ends.last_day - 35
group by days.outlet
having count(*) >= 3 and max(days.day) <= any_value(ends.last_day) - 7
order by last_day, days.outlet
