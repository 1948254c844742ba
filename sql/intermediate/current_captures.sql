-- One row per article that is the latest version of its address: the capture it is read from. Of several captures of the same
-- text and title that is one in a partition that is annotated, and of these the first.
-- Key: article_id
select
    article_id,
    article_versions.revision,
    captures.host,
    captures.language,
    captures.outlet,
    captures.fetched_at,
    captures.page_id,
    captures.source,
    captures.run_date,
    captures.shard
from captures
inner join (from article_versions where is_latest) as article_versions using (address, article_id)
where captures.title is not distinct from article_versions.title
qualify
    row_number() over (
        partition by article_id
        order by captures.is_annotated desc, captures.run_date, captures.source, captures.shard, captures.page_id
    ) = 1
order by captures.run_date, article_id
