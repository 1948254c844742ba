-- One row per quotation that is cut from another of the same speaker, and the longest that it is cut from, `whole_id`: its runs of
-- three words stand there; one word in ten may differ, numbers may not, and fewer than five words must be all the same. What
-- an unnamed speaker says must be ten words at least, and all the same.
-- A quotation is compared with the longest that has each of its marks among its runs: the work grows with the words, whatever
-- phrase all repeat.
-- Key: quote_id
with others as (
    from every.quotations
    anti join quotations using (quote_id)
),
other_runs as (
    select *
    from (
        select
            quote_id,
            unnest(runs) as run
        from others
    )
    semi join (select unnest(marks) as run from quotations where exists (from others)) using (run)
),
-- Numbered from the longest on, so that of several the one to follow has the least number.
numbered as (
    select
        told.* exclude (names),
        coalesce(fuller_names.names, told.names) as names,
        row_number() over (order by length desc, run_date, published_at nulls last, quote_id) as number
    from (
        select
            *,
            true as is_own
        from quotations
        union all
        select
            *,
            false
        from others
        semi join other_runs using (quote_id)
    ) as told
    left join every.fuller_names using (quote_id)
),
own_marks as (
    select
        number,
        hash(names) as speaker,
        unnest(marks) as run
    from numbered
    where is_own
),
longest as (
    select
        speaker,
        run,
        min(number) as number
    from (
        select *
        from (
            select
                number,
                hash(names) as speaker,
                unnest(runs) as run
            from numbered
            where is_own
        )
        semi join own_marks using (speaker, run)
        union all
        select
            number,
            hash(names),
            run
        from other_runs
        inner join numbered using (quote_id)
    )
    group by speaker, run
),
pairs as (
    select distinct
        own_marks.number,
        longest.number as whole
    from own_marks
    inner join longest using (speaker, run)
    where longest.number < own_marks.number
),
alike as (
    select
        cut.quote_id,
        cut.content,
        cut.length,
        whole.number,
        whole.quote_id as whole_id,
        whole.content as whole_content
    from pairs
    inner join numbered as cut using (number)
    inner join numbered as whole on pairs.whole = whole.number
    where
        cut.names = whole.names
        and len(list_distinct(cut.runs || whole.runs))
        <= len(whole.runs) + if(cut.names = [], 0, cut.length // 10 * 3)
)
select
    quote_id,
    arg_min(whole_id, number) as whole_id
from alike
where
    len(list_distinct(quoted_words(whole_content) || quoted_words(content)))
    <= len(list_distinct(quoted_words(whole_content))) + length // 10
    and list_has_all(numerals(whole_content), numerals(content))
group by quote_id
order by quote_id
