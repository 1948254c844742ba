-- How many articles and stories are about the subject, over time? Null where the corpus has no article at all: no data.
with counted as (
    select
        date_trunc($unit, day)::date as time,
        count(*) as articles,
        count(distinct story_id) as stories
    from about($a, $b, since := $since, until := $until)
    where day is not null
    group by all
)
select
    calendar.time,
    case when calendar.articles > 0 then coalesce(counted.articles, 0) end as articles,
    case when calendar.articles > 0 then coalesce(counted.stories, 0) end as stories,
    calendar.articles as corpus_articles,
    calendar.stories as corpus_stories,
    calendar.outside_days,
    calendar.missing_days,
    calendar.silent_days,
    calendar.silent_outlets,
    calendar.is_incomplete
from calendar($unit, since := $since, until := $until) as calendar
left join counted using (time)
order by calendar.time
