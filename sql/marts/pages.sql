-- One row per capture of a page; `locator` says where its bytes lie when the lake does not hold them.
-- Key: source, run_date, shard
select *
from staging.pages
order by source, run_date, shard, page_id
