-- One row per stage, day and shard of a source: versions, counts, seconds and outcome of its last run.
-- Key: source, run_date, shard
select *
from staging.runs
order by source, run_date, shard, stage
