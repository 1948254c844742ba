-- One row per article, in each version of it: the story it tells, in `similarity` to the first that told it. A story is a set of
-- near-duplicates: each is a copy of the first, see `copies`.
--
-- In the order in which they came in, an article joins the first story that it is a copy of, else begins one. What is a
-- copy of a copy alone begins one too, so that no chain of small changes leads from one text to another.
-- Key: article_id
with recursive numbered as (
    select
        article_id,
        row_number() over (order by run_date, published_at nulls last, article_id) as number
    from arrivals
),
links as (
    select
        one.number,
        other.number as earlier,
        copies.similarity
    from copies
    inner join numbered as one using (article_id)
    inner join numbered as other on copies.earlier_id = other.article_id
),
-- Each round takes out those with no earlier copy among the undecided, which begin a story, and their copies. What a hundred
-- rounds leave, a text changed bit by bit some hundreds of times, begins a story each.
rounds as (
    select
        0 as round,
        number,
        null::bigint as story
    from (
        select number from links
        union
        select earlier from links
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
        undecided_links as (
            select
                links.number,
                links.earlier
            from links
            semi join undecided using (number)
            semi join undecided as others on links.earlier = others.number
        ),
        beginnings as (
            select number
            from undecided
            anti join undecided_links using (number)
            union
            select number
            from undecided
            where round = 100
        ),
        joined as (
            select
                number,
                min(earlier) as story
            from undecided_links
            semi join beginnings on undecided_links.earlier = beginnings.number
            group by number
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
    numbered.article_id,
    coalesce(firsts.article_id, numbered.article_id) as story_id,
    coalesce(links.similarity, 1) as similarity
from numbered
left join decided using (number)
left join numbered as firsts on decided.story = firsts.number
left join links on numbered.number = links.number and decided.story = links.earlier
order by numbered.number
