-- One row per exact text: of several pages that carry it, the one that arrived first.
select *
from lake.articles
qualify row_number() over (partition by article_id order by run_date, source, shard, page_id) = 1
