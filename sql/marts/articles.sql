-- One row per article: the latest version of each address (or, without one, of each id its corpus gave); `article_versions`
-- has all.
-- `outlet` is what the page calls itself; where it does not, what other pages of its host do; else what the catalogue of
-- sources calls who publishes there; else the host.
-- `model` is what annotated it, `rules` where its language has no model, null where nothing has yet.
with captures as (
    select
        articles.*,
        pages.fetched_at,
        runs.stage is not null as is_annotated
    from staging.articles
    inner join staging.pages using (page_id, source, run_date, shard)
    left join (from staging.runs where stage = 'annotate' and outcome = 'ok') as runs using (source, run_date, shard)
),
latest as (
    select
        article_id,
        title,
        address,
        revision
    from article_versions
    where is_latest
),
-- Of several captures of the same text and title, one in a partition that is annotated, and of these the first.
versions as (
    select
        captures.*,
        latest.revision
    from captures
    inner join latest using (address, article_id)
    where captures.title is not distinct from latest.title
    qualify
        row_number() over (
            partition by captures.article_id
            order by captures.is_annotated desc, captures.run_date, captures.source, captures.shard, captures.page_id
        ) = 1
),
names as (
    select
        host,
        outlet as name
    from versions
    where outlet <> host
    group by host, outlet
    qualify row_number() over (partition by host order by count(*) desc, outlet) = 1
)
select
    versions.article_id,
    story_articles.story_id,
    if(versions.outlet = versions.host, coalesce(names.name, hosts.outlet, versions.host), versions.outlet) as outlet,
    versions.revision,
    versions.title,
    versions.authors,
    versions.published_at,
    versions.date_evidence,
    versions.modified_at,
    versions.language,
    versions.section,
    versions.word_count,
    versions.is_truncated,
    versions.canonical_url,
    versions.host,
    versions.url,
    versions.external_id,
    versions.text,
    versions.fingerprint,
    versions.extractor,
    annotated.model,
    versions.page_id,
    versions.fetched_at,
    versions.source,
    versions.run_date,
    versions.shard
from versions
inner join story_articles using (article_id)
left join names using (host)
left join (from staging.sentences where sentence = 0) as annotated using (article_id, source, run_date, shard)
left join hosts on versions.host = hosts.host and versions.language is not distinct from hosts.language
order by versions.published_at, versions.article_id
