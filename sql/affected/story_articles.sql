-- Whoever is a copy of another may depend on it, by whatever steps.
with recursive known as (
    from copies
    union all
    from changes.copies
),
steps as (
    select
        article_id,
        earlier_id as other_id
    from known
    union all
    select
        earlier_id,
        article_id
    from known
),
affected as (
    select article_id from changes.arrivals
    union
    select article_id from changes.copies
    union
    select steps.other_id
    from affected
    inner join steps using (article_id)
)
select article_id
from affected
