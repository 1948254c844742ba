-- One row per version of an article: what stood at an address (or, without one, under the id its corpus gave), from the
-- first time text or title were seen so until they were seen otherwise. A text that comes back is a version again. What
-- changed is counted from the version before, and null for the first: words as often as they stand there, wherever they
-- moved, case and marks aside, in Chinese and Japanese characters for words. The text of superseded versions stays in the
-- lake.
-- Key: address
with numbered as (
    select
        *,
        row_number() over (
            partition by address
            order by
                run_date,
                fetched_at nulls first,
                modified_at nulls first,
                published_at nulls first,
                article_id desc,
                source,
                shard,
                page_id
        ) as capture
    from captures
),
versions as (
    select
        *,
        row_number() over history as revision,
        lag(title) over history as last_title
    from (
        select *
        from numbered
        qualify
            lag(article_id) over (partition by address order by capture) is distinct from article_id
            or lag(title) over (partition by address order by capture) is distinct from title
    )
    window history as (partition by address order by capture)
),
changed as (
    select address
    from versions
    where revision = 2
),
texts as (
    select
        versions.address,
        versions.revision,
        articles.text,
        articles.fingerprint
    from versions
    semi join changed using (address)
    inner join staging.articles using (article_id, page_id, source, run_date, shard)
),
words as (
    select
        address,
        revision,
        unnest(regexp_extract_all(lower(text), '[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}]+')) as word
    from texts
),
-- Each word of a version counts for it and against the next.
balances as (
    select
        address,
        revision,
        sum(balance) as balance
    from (
        select address, revision, word, 1 as balance from words
        union all
        select address, revision + 1, word, -1 from words
    )
    group by address, revision, word
),
similarities as (
    select
        later.address,
        later.revision,
        similarity(later.fingerprint, earlier.fingerprint) as similarity
    from texts as later
    inner join texts as earlier on later.address = earlier.address and later.revision = earlier.revision + 1
),
edits as (
    select
        address,
        revision,
        coalesce(sum(balance) filter (balance > 0), 0)::bigint as words_added,
        coalesce(-sum(balance) filter (balance < 0), 0)::bigint as words_removed
    from balances
    where revision > 1
    group by address, revision
)
select
    versions.address,
    versions.revision,
    versions.article_id,
    versions.revision = max(versions.revision) over (partition by versions.address) as is_latest,
    versions.title,
    versions.published_at,
    versions.modified_at,
    versions.fetched_at,
    versions.word_count,
    if(versions.revision > 1, versions.title is distinct from versions.last_title, null) as is_title_changed,
    edits.words_added,
    edits.words_removed,
    similarities.similarity,
    versions.page_id,
    versions.source,
    versions.run_date,
    versions.shard
from versions
left join edits using (address, revision)
left join similarities using (address, revision)
order by versions.address, versions.revision
