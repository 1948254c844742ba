-- An address is visited once a day.
select
    kind,
    url,
    source,
    run_date,
    shard,
    count(*) as visits
from staging.visits
group by kind, url, source, run_date, shard
having count(*) > 1
