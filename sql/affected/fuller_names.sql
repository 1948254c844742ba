-- Beside the quotations that came in or went, those whose speaker is named by less and that share a mark with one of them.
with changed_runs as (
    select
        unnest(runs) as run,
        len(names) as names
    from changes.quotations
),
changed_marks as (
    select
        unnest(marks) as run,
        len(names) as names
    from changes.quotations
),
fullest_runs as (
    select
        run,
        max(names) as names
    from changed_runs
    group by run
),
fullest_marks as (
    select
        run,
        max(names) as names
    from changed_marks
    group by run
)
select quote_id
from changes.quotations
union
select quote_id
from (
    select
        quote_id,
        len(names) as names,
        unnest(marks) as run
    from quotations
    where len(names) < (select max(len(names)) from changes.quotations)
) as marks
inner join fullest_runs using (run)
where marks.names < fullest_runs.names
union
select quote_id
from (
    select
        quote_id,
        len(names) as names,
        unnest(runs) as run
    from quotations
    where len(names) < (select max(len(names)) from changes.quotations)
) as runs
inner join fullest_marks using (run)
where runs.names < fullest_marks.names
