-- What a visit stored is among the pages of its partition.
select
    url,
    page_id,
    source,
    run_date,
    shard
from staging.visits
anti join staging.pages using (page_id, source, run_date, shard)
where outcome = 'stored'
