-- One row per stage and shard: the last run.
select *
from lake.runs
