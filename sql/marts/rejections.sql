-- One row per page or piece of a file that became no article, with the reason.
-- Key: source, run_date, shard
select
    stage,
    reason,
    detail,
    url,
    external_id,
    page_id,
    source,
    run_date,
    shard
from staging.rejections
order by source, run_date, shard, stage, reason, url, page_id, detail
