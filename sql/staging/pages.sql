-- One row per page; its bytes stay in the lake.
select
    page_id,
    url,
    external_id,
    fetched_at,
    http_status,
    content_type,
    locator,
    given,
    robots,
    reservation,
    source,
    run_date,
    shard
from lake.pages
