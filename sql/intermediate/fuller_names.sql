-- One row per quotation whose speaker the same words name in fuller: who is named by less, or not at all, may be whom another
-- quotation names ("Xi", "Xi Jinping"). One is a cut of the other: one word in ten may differ, numbers may not, and there
-- must be five words at least; for an unnamed speaker they must be ten at least, and all.
-- A quotation is compared with the longest, by how many words name its speaker, that has one of its marks among its runs or one
-- of its runs among its marks: the work grows with the words, whatever phrase all repeat.
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
other_marks as (
    select *
    from (
        select
            quote_id,
            unnest(marks) as run
        from others
    )
    semi join (select unnest(runs) as run from quotations where exists (from others)) using (run)
),
-- Numbered from the longest on, so that of several the one to follow has the least number.
numbered as (
    select
        *,
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
        where quote_id in (select quote_id from other_runs union select quote_id from other_marks)
    )
),
own_runs as (
    select
        number,
        len(names) as names,
        unnest(runs) as run
    from numbered
    where is_own
),
own_marks as (
    select
        number,
        len(names) as names,
        unnest(marks) as run
    from numbered
    where is_own
),
with_run as (
    select
        run,
        names,
        min(number) as number
    from (
        from own_runs
        semi join own_marks using (run)
        union all
        select
            number,
            len(names),
            run
        from other_runs
        inner join numbered using (quote_id)
    )
    group by run, names
),
with_mark as (
    select
        run,
        names,
        min(number) as number
    from (
        from own_marks
        union all
        select
            number,
            len(names),
            run
        from other_marks
        inner join numbered using (quote_id)
    )
    group by run, names
),
pairs as (
    select
        own_marks.number,
        with_run.number as other
    from own_marks
    inner join with_run using (run)
    where with_run.names > own_marks.names
    union
    select
        own_runs.number,
        with_mark.number
    from own_runs
    inner join with_mark using (run)
    where with_mark.names > own_runs.names
),
alike as (
    select
        one.quote_id,
        one.content,
        one.length,
        other.number,
        other.names,
        other.content as other_content,
        other.length as other_length
    from pairs
    inner join numbered as one using (number)
    inner join numbered as other on pairs.other = other.number
    where
        list_has_all(other.names, one.names)
        and least(one.length, other.length) >= if(one.names = [], 10, 5)
        and len(list_distinct(one.runs || other.runs))
        <= greatest(len(one.runs), len(other.runs)) + if(one.names = [], 0, least(one.length, other.length) // 10 * 3)
)
select
    quote_id,
    arg_min(names, number) as names
from alike
where
    len(list_distinct(quoted_words(content) || quoted_words(other_content)))
    <= greatest(len(list_distinct(quoted_words(content))), len(list_distinct(quoted_words(other_content))))
    + least(length, other_length) // 10
    and len(list_distinct(numerals(content) || numerals(other_content)))
    = greatest(len(numerals(content)), len(numerals(other_content)))
group by quote_id
order by quote_id
