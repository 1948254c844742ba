-- An address is visited once a day.
-- Key: source, run_date, shard
select
    kind,
    url,
    source,
    run_date,
    shard,
    count(*) as visits
from visits
group by kind, url, source, run_date, shard
having count(*) > 1
