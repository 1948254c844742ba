-- One row per article, in each version of it, and earlier one that it is a copy of, in `similarity` to it: the part of their runs
-- of three words that both have, a Jaccard index estimated from 64 values (Broder 1997; standard error 0.06). From 0.375 on
-- they are copies: of two reports written apart, few reach 0.2.
--
-- Copies share, in some places of their fingerprints, the same three values (a band). An article is compared with the first
-- that has each of its bands, and of these with the three that are the first in most: the work grows with the articles,
-- whatever text all repeat.
-- Key: article_id
with others as (
    select *
    from every.arrivals
    anti join arrivals using (article_id)
),
related as (
    select distinct article_id
    from (
        select
            article_id,
            unnest(bands(fingerprint)) as band
        from others
    )
    semi join (select unnest(bands(fingerprint)) as band from arrivals where exists (from others)) using (band)
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
bands as (
    select
        number,
        is_own,
        unnest(bands(fingerprint)) as band
    from texts
),
firsts as (
    select
        band,
        min(number) as number
    from bands
    group by band
    having count(*) > 1
),
nearest as (
    select
        bands.number,
        firsts.number as earlier
    from bands
    inner join firsts using (band)
    where bands.is_own and firsts.number < bands.number
    group by bands.number, firsts.number
    qualify row_number() over (partition by bands.number order by count(*) desc, firsts.number) <= 3
),
compared as (
    select
        one.article_id,
        other.article_id as earlier_id,
        len(list_filter(list_zip(one.fingerprint, other.fingerprint), lambda pair: pair[1] = pair[2])) / 64 as similarity
    from nearest
    inner join texts as one using (number)
    inner join texts as other on nearest.earlier = other.number
)
select *
from compared
where similarity >= 0.375
order by article_id, earlier_id
