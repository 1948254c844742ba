-- One row per page that became an article, without its text: the articles that an address has had, and when.
-- Key: source, run_date, shard
select
    articles.article_id,
    articles.address,
    articles.host,
    articles.language,
    articles.outlet,
    articles.title,
    articles.published_at,
    articles.modified_at,
    pages.fetched_at,
    articles.word_count,
    runs.stage is not null as is_annotated,
    hash(articles.text) as text_hash,
    articles.page_id,
    articles.source,
    articles.run_date,
    articles.shard
from staging.articles
inner join staging.pages using (page_id, source, run_date, shard)
left join (from staging.runs where stage = 'annotate' and outcome = 'ok') as runs using (source, run_date, shard)
order by source, run_date, shard, page_id
