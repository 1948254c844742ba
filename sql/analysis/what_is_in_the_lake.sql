-- How many articles has each outlet, of how many stories, of which days, and how many are dated and complete?
select
    outlet,
    language,
    count(*) as articles,
    count(distinct story_id) as stories,
    count(published_at) as dated,
    count(*) filter (is_truncated) as truncated,
    (min(published_at) at time zone 'UTC')::date as first_day,
    (max(published_at) at time zone 'UTC')::date as last_day
from articles
group by outlet, language
order by articles desc, outlet, language
