-- One row per host and language of articles: the source of the catalogue that publishes there. A host below one that the
-- catalogue knows belongs to the same source; of several at one host it is the first in that language, else the first of
-- all. A host that the catalogue does not know has no row.
-- Key: host, language
with known as (
    select distinct
        host,
        language
    from captures
),
parents as (
    select
        host,
        language,
        unnest(range(1, len(string_split(host, '.')) + 1)) as distance,
        array_to_string(string_split(host, '.')[distance:], '.') as parent
    from known
)
select
    parents.host,
    parents.language,
    publishers.source,
    publishers.title as outlet,
    publishers.country,
    publishers.ownership,
    publishers.language as source_language
from parents
inner join staging.publishers on parents.parent = publishers.host
qualify
    row_number() over (
        partition by parents.host, parents.language
        order by parents.distance, publishers.language is distinct from parents.language, publishers.number::integer
    ) = 1
order by parents.host, parents.language
