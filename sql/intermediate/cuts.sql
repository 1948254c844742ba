-- One row per quotation that is cut from another of the same speaker, and the longest that it is cut from, `whole_id`: its runs of
-- three words stand there; one word in ten may differ, numbers may not, and fewer than five words must be all the same. What
-- an unnamed speaker says must be ten words at least, and all the same.
-- A quotation is compared with the longest that has each of its marks among its runs: the work grows with the words, whatever
-- phrase all repeat.
-- Key: quote_id
with others as not materialized (
    from every.quotations
    anti join quotations using (quote_id)
),
-- Whoever has a mark of theirs, and then who of these is the same speaker.
sharing as (
    select *
    from (
        select
            quote_id,
            unnest(runs) as run
        from others
    )
    semi join (select unnest(marks) as run from quotations where exists (from others)) using (run)
),
speakers as (
    select
        quote_id,
        hash(coalesce(fuller_names.names, told.names)) as speaker
    from (
        select
            quote_id,
            names
        from quotations
        union all
        select
            quote_id,
            names
        from every.quotations
        semi join sharing using (quote_id)
    ) as told
    left join every.fuller_names using (quote_id)
),
own_marks as (
    select
        quote_id,
        speakers.speaker,
        unnest(quotations.marks) as run
    from quotations
    inner join speakers using (quote_id)
),
other_runs as (
    select
        quote_id,
        speakers.speaker,
        sharing.run
    from sharing
    inner join speakers using (quote_id)
    semi join own_marks using (speaker, run)
),
-- Numbered from the longest on, so that of several the one to follow has the least number.
numbered as (
    select
        quote_id,
        row_number() over (order by length desc, run_date, published_at nulls last, quote_id) as number
    from (
        select
            quote_id,
            length,
            run_date,
            published_at
        from quotations
        union all
        select
            quote_id,
            length,
            run_date,
            published_at
        from every.quotations
        semi join other_runs using (quote_id)
    )
),
own_runs as (
    select *
    from (
        select
            quote_id,
            speakers.speaker,
            unnest(quotations.runs) as run
        from quotations
        inner join speakers using (quote_id)
    )
    semi join own_marks using (speaker, run)
),
longest as (
    select
        speaker,
        run,
        min(number) as number
    from (
        from own_runs
        union all
        from other_runs
    )
    inner join numbered using (quote_id)
    group by speaker, run
),
pairs as (
    select distinct
        own_marks.quote_id,
        whole.quote_id as whole_id,
        whole.number
    from own_marks
    inner join longest using (speaker, run)
    inner join numbered as cut using (quote_id)
    inner join numbered as whole on longest.number = whole.number
    where whole.number < cut.number
),
told as (
    select
        quotations.* exclude (names),
        coalesce(fuller_names.names, quotations.names) as names
    from every.quotations as quotations
    left join every.fuller_names using (quote_id)
    where quote_id in (select quote_id from pairs union select whole_id from pairs)
),
alike as (
    select
        pairs.quote_id,
        pairs.whole_id,
        pairs.number,
        cut.content,
        cut.length,
        whole.content as whole_content
    from pairs
    inner join told as cut using (quote_id)
    inner join told as whole on pairs.whole_id = whole.quote_id
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
