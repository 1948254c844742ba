-- All quotations that cuts lead to, by whatever steps.
with recursive known as (
    from cuts
    union all
    from changes.cuts
),
steps as (
    select
        quote_id,
        whole_id as other_id
    from known
    union all
    select
        whole_id,
        quote_id
    from known
),
affected as (
    select quote_id from changes.quotations
    union
    select quote_id from changes.cuts
    union
    select steps.other_id
    from affected
    inner join steps using (quote_id)
)
select quote_id
from affected
