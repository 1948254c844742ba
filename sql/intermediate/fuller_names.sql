-- One row per quotation whose speaker the same words name in fuller: who is named by less, or not at all, may be whom another
-- quotation names ("Xi", "Xi Jinping"), of the same country where both state one, and no news agency whose report it may be. One
-- is a cut of the other: one word in ten may differ, numbers may not, and there must be five words at least; for an unnamed
-- speaker they must be ten at least, and all.
-- A quotation is compared with the longest, by how many words name its speaker, that has one of its marks among its runs or one
-- of its runs among its marks: the work grows with the words, whatever phrase all repeat.
-- Key: quote_id
with others as not materialized (
    select
        *,
        len(names) as named_by
    from every.quotations
    anti join quotations using (quote_id)
),
own_runs as (
    select
        quote_id,
        len(names) as named_by,
        unnest(runs) as run
    from quotations
),
own_marks as (
    select
        quote_id,
        len(names) as named_by,
        unnest(marks) as run
    from quotations
),
-- Of the others, who is named in fuller and shares a mark.
other_runs as (
    select others.*
    from (
        select
            quote_id,
            named_by,
            unnest(runs) as run
        from others
    ) as others
    inner join (select run, min(named_by) as named_by from own_marks where exists (from others) group by run) as own using (run)
    where others.named_by > own.named_by
),
other_marks as (
    select others.*
    from (
        select
            quote_id,
            named_by,
            unnest(marks) as run
        from others
    ) as others
    inner join (select run, min(named_by) as named_by from own_runs where exists (from others) group by run) as own using (run)
    where others.named_by > own.named_by
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
        where quote_id in (select quote_id from other_runs union select quote_id from other_marks)
    )
),
with_run as (
    select
        run,
        named_by,
        min(number) as number
    from (
        from own_runs
        semi join own_marks using (run)
        union all
        from other_runs
    )
    inner join numbered using (quote_id)
    group by run, named_by
),
with_mark as (
    select
        run,
        named_by,
        min(number) as number
    from (
        from own_marks
        union all
        from other_marks
    )
    inner join numbered using (quote_id)
    group by run, named_by
),
pairs as (
    select
        own_marks.quote_id,
        with_run.number
    from own_marks
    inner join with_run using (run)
    where with_run.named_by > own_marks.named_by
    union
    select
        own_runs.quote_id,
        with_mark.number
    from own_runs
    inner join with_mark using (run)
    where with_mark.named_by > own_runs.named_by
),
compared as (
    select
        pairs.quote_id,
        pairs.number,
        numbered.quote_id as other_id
    from pairs
    inner join numbered using (number)
),
told as (
    select
        quote_id,
        names,
        speaker_country,
        speaker_role,
        length,
        runs
    from every.quotations
    where quote_id in (select quote_id from compared union select other_id from compared)
),
alike as (
    select
        compared.quote_id,
        compared.other_id,
        compared.number,
        other.names,
        one.length,
        other.length as other_length
    from compared
    inner join told as one using (quote_id)
    inner join told as other on compared.other_id = other.quote_id
    where
        list_has_all(other.names, one.names)
        and coalesce(one.speaker_country = other.speaker_country, true)
        and (other.speaker_role is distinct from 'MED' or one.speaker_role = 'MED')
        and least(one.length, other.length) >= if(one.names = [], 10, 5)
        and len(list_distinct(one.runs || other.runs))
        <= greatest(len(one.runs), len(other.runs)) + if(one.names = [], 0, least(one.length, other.length) // 10 * 3)
),
contents as (
    select
        quote_id,
        content
    from every.quotations
    where quote_id in (select quote_id from alike union select other_id from alike)
)
select
    alike.quote_id,
    first(alike.names order by len(alike.names) desc, alike.number) as names
from alike
inner join contents as one using (quote_id)
inner join contents as other on alike.other_id = other.quote_id
where
    len(list_distinct(quoted_words(one.content) || quoted_words(other.content)))
    <= greatest(len(list_distinct(quoted_words(one.content))), len(list_distinct(quoted_words(other.content))))
    + least(alike.length, alike.other_length) // 10
    and len(list_distinct(numerals(one.content) || numerals(other.content)))
    = greatest(len(numerals(one.content)), len(numerals(other.content)))
group by alike.quote_id
order by alike.quote_id
