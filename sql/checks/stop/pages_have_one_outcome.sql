-- Every page of a cleaned partition is exactly one article or one rejection.
-- Key: source, run_date, shard
with outcomes as (
    select page_id, source, run_date, shard from captures
    union all
    select page_id, source, run_date, shard from rejections where stage = 'clean'
),
cleaned as (
    select distinct source, run_date, shard from runs where stage = 'clean' and outcome = 'ok'
)
select
    page_id,
    source,
    run_date,
    shard,
    count(outcomes.page_id) as outcomes
from pages
semi join cleaned using (source, run_date, shard)
left join outcomes using (page_id, source, run_date, shard)
group by page_id, source, run_date, shard
having count(outcomes.page_id) <> 1
