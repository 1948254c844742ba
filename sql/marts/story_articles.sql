-- One row per article, in each version of it: the story it tells, in `similarity` to the first that told it. A story is a set of
-- near-duplicates: each shares with the first at least the part of its runs of three words that `similarity` says, a Jaccard
-- index estimated from 64 values (Broder 1997; standard error 0.06). From 0.375 on they are copies: of two reports written apart,
-- few reach 0.2.
--
-- Copies share, in some places of their fingerprints, the same three values (a band). An article is compared with the first
-- that has each of its bands, and of these with the three that are the first in most: the work grows with the articles,
-- whatever text all repeat.
-- In the order in which they came in, an article joins the first story that it is a copy of, else begins one. What is a
-- copy of a copy alone begins one too, so that no chain of small changes leads from one text to another.
with recursive texts as (
    select
        article_id,
        any_value(fingerprint) as fingerprint,
        row_number() over (order by min(run_date), min(published_at) nulls last, article_id) as number
    from staging.articles
    group by article_id
),
bands as (
    select
        number,
        unnest(
            list_transform(
                range(48),
                lambda place: hash(
                    place,
                    fingerprint[place % 64 + 1],
                    fingerprint[(place * 5 + 17) % 64 + 1],
                    fingerprint[(place * 11 + 43) % 64 + 1]
                )
            )
        ) as band
    from texts
    where len(fingerprint) = 64
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
    where firsts.number < bands.number
    group by bands.number, firsts.number
    qualify row_number() over (partition by bands.number order by count(*) desc, firsts.number) <= 3
),
compared as (
    select
        nearest.number,
        nearest.earlier,
        len(list_filter(list_zip(one.fingerprint, other.fingerprint), lambda pair: pair[1] = pair[2])) / 64 as similarity
    from nearest
    inner join texts as one using (number)
    inner join texts as other on nearest.earlier = other.number
),
copies as (
    select *
    from compared
    where similarity >= 0.375
),
-- Each round takes out those with no earlier copy among the undecided, which begin a story, and their copies. What a hundred
-- rounds leave, a text changed bit by bit some hundreds of times, begins a story each.
rounds as (
    select
        0 as round,
        number,
        null::bigint as story
    from (
        select number from copies
        union
        select earlier from copies
    ) as copied
    union all
    (
        with undecided as (
            select
                round + 1 as round,
                number
            from rounds
            where story is null
        ),
        links as (
            select
                copies.number,
                copies.earlier
            from copies
            semi join undecided using (number)
            semi join undecided as others on copies.earlier = others.number
        ),
        beginnings as (
            select number
            from undecided
            anti join links using (number)
            union
            select number
            from undecided
            where round = 100
        ),
        joined as (
            select
                links.number,
                min(links.earlier) as story
            from links
            semi join beginnings on links.earlier = beginnings.number
            group by links.number
        )
        select
            undecided.round,
            undecided.number,
            coalesce(beginnings.number, joined.story) as story
        from undecided
        left join joined using (number)
        left join beginnings using (number)
    )
),
decided as (
    select *
    from rounds
    where story is not null
)
select
    texts.article_id,
    coalesce(first_texts.article_id, texts.article_id) as story_id,
    coalesce(copies.similarity, 1) as similarity
from texts
left join decided using (number)
left join texts as first_texts on decided.story = first_texts.number
left join copies on texts.number = copies.number and decided.story = copies.earlier
order by texts.article_id
