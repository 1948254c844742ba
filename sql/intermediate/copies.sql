-- One row per article, in each version of it, and earlier one that it is a copy of, in `similarity` to it: the part of their runs
-- of three words that both have, a Jaccard index estimated from 64 values (Broder 1997; standard error 0.06). From 0.375 on
-- they are copies: of two reports written apart, few reach 0.2.
--
-- Copies share, in some places of their fingerprints, the same three values (a band). An article is compared with the first
-- that has each of its bands, and of these with the three that are the first in most: the work grows with the articles,
-- whatever text all repeat.
-- Key: article_id
with others as not materialized (
    from every.arrivals
    anti join arrivals using (article_id)
),
related as (
    select distinct article_id
    from (
        select
            article_id,
            unnest(bands) as band
        from others
    )
    semi join (select unnest(bands) as band from arrivals where exists (from others)) using (band)
),
-- Numbered as they came in.
texts as (
    select
        *,
        row_number() over (order by run_date, published_at nulls last, article_id) as number
    from (
        select
            *,
            true as is_own
        from arrivals
        union all
        select
            *,
            false
        from others
        semi join related using (article_id)
    )
),
told as (
    select
        number,
        is_own,
        unnest(bands) as band
    from texts
),
firsts as (
    select
        band,
        min(number) as number
    from told
    group by band
    having count(*) > 1
),
nearest as (
    select
        told.number,
        firsts.number as earlier
    from told
    inner join firsts using (band)
    where told.is_own and firsts.number < told.number
    group by told.number, firsts.number
    qualify row_number() over (partition by told.number order by count(*) desc, firsts.number) <= 3
),
compared as (
    select
        one.article_id,
        other.article_id as earlier_id
    from nearest
    inner join texts as one using (number)
    inner join texts as other on nearest.earlier = other.number
),
alike as (
    select
        compared.article_id,
        compared.earlier_id,
        similarity(one.fingerprint, other.fingerprint) as similarity
    from compared
    inner join every.arrivals as one using (article_id)
    inner join every.arrivals as other on compared.earlier_id = other.article_id
)
select *
from alike
where similarity >= 0.375
order by article_id, earlier_id
