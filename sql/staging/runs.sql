-- One row per stage and shard: the last run.
select
    stage,
    code_version,
    model_version,
    lexicon_version,
    count_in,
    count_out,
    count_rejected,
    seconds,
    outcome,
    source,
    run_date,
    shard
from lake.runs
