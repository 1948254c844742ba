-- One row per source and day of the web: pages expected and what became of them. `stored` + `unchanged` + `refused` +
-- `failed` = `expected`; a page in a feed and in a sitemap is in `in_feed` and in `in_sitemap`. `reasons` counts what was
-- refused or failed, lists of pages included; `is_silent` if no list answered. A source that is loaded from files has no
-- row, nor has a day on which nobody read the source: `collection_days` has.
-- Key: source, run_date
select
    source,
    run_date,
    count(*) filter (where kind = 'page') as expected,
    count(*) filter (where kind = 'page' and list_contains(found_in, 'feed')) as in_feed,
    count(*) filter (where kind = 'page' and list_contains(found_in, 'sitemap')) as in_sitemap,
    count(*) filter (where outcome = 'stored') as stored,
    count(*) filter (where outcome = 'unchanged') as unchanged,
    count(*) filter (where kind = 'page' and outcome = 'refused') as refused,
    count(*) filter (where kind = 'page' and outcome = 'failed') as failed,
    count(*) filter (where kind <> 'page') as lists,
    count(*) filter (where kind <> 'page' and outcome <> 'read') as lists_missed,
    histogram(reason) as reasons,
    count(*) filter (where kind <> 'page') > 0 and count(*) filter (where outcome = 'read') = 0 as is_silent
from visits
group by source, run_date
order by source, run_date
