-- One row per article: the latest version of each address (or, without one, of each id its corpus gave); `article_versions`
-- has all.
-- `outlet` is what the page calls itself; where it does not, what other pages of its host do; else what the catalogue of
-- sources calls who publishes there; else the host.
-- `model` is what annotated it, `rules` where its language has no model, null where nothing has yet.
-- Key: article_id
select
    article_id,
    story_articles.story_id,
    if(
        current_captures.outlet = current_captures.host,
        coalesce(outlet_names.name, hosts.outlet, current_captures.host),
        current_captures.outlet
    ) as outlet,
    current_captures.revision,
    articles.title,
    articles.authors,
    articles.published_at,
    articles.date_evidence,
    articles.modified_at,
    articles.language,
    articles.section,
    articles.word_count,
    articles.is_truncated,
    articles.canonical_url,
    current_captures.host,
    articles.url,
    articles.external_id,
    articles.text,
    articles.extractor,
    annotated.model,
    page_id,
    current_captures.fetched_at,
    source,
    run_date,
    shard
from current_captures
inner join staging.articles using (article_id, page_id, source, run_date, shard)
inner join story_articles using (article_id)
left join outlet_names on current_captures.host = outlet_names.host
left join hosts
    on
        current_captures.host = hosts.host
        and current_captures.language is not distinct from hosts.language
left join (from staging.sentences where sentence = 0) as annotated using (article_id, source, run_date, shard)
order by articles.published_at, article_id
