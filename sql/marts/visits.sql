-- One row per address that a source was expected to have on a day: pages and the lists that announce them, and what
-- became of them. `page_id` is the page with its bytes, which another day may have stored.
-- Key: source, run_date, shard
select *
from staging.visits
order by source, run_date, shard, kind, url
