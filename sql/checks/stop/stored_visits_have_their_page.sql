-- What a visit stored is among the pages of its partition.
-- Key: source, run_date, shard
select
    url,
    page_id,
    source,
    run_date,
    shard
from visits
anti join pages using (page_id, source, run_date, shard)
where outcome = 'stored'
