-- Beside the quotations that came in or went, or whose speaker is another now, those of the same speaker with a mark of theirs.
with changed as (
    select quote_id from changes.quotations
    union
    select quote_id from changes.fuller_names
),
known as (
    from quotations
    semi join changed using (quote_id)
    union all
    from changes.quotations
),
-- Under every name that they have or had.
named as (
    select
        quote_id,
        names
    from known
    union
    from fuller_names
    semi join changed using (quote_id)
    union
    from changes.fuller_names
),
changed_runs as (
    select distinct
        hash(named.names) as speaker,
        unnest(known.runs) as run
    from known
    inner join named using (quote_id)
),
sharing as (
    select *
    from (
        select
            quote_id,
            unnest(marks) as run
        from quotations
    )
    semi join changed_runs using (run)
),
spoken as (
    select
        sharing.quote_id,
        sharing.run,
        hash(coalesce(fuller_names.names, quotations.names)) as speaker
    from sharing
    inner join quotations using (quote_id)
    left join fuller_names using (quote_id)
)
select quote_id
from changed
union
select quote_id
from spoken
semi join changed_runs using (speaker, run)
