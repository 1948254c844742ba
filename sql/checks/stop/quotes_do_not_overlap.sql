-- No quotation is empty, and no other shares a place with a direct one; what is reported may lie in another report.
-- Key: article_id
with ordered as (
    select
        article_id,
        start_char,
        end_char,
        kind,
        max(end_char) over before as last_end,
        max(end_char) filter (kind = 'direct') over before as last_direct_end
    from quotes
    window before as (
        partition by article_id
        order by start_char, end_char, kind
        rows between unbounded preceding and 1 preceding
    )
)
select
    article_id,
    start_char,
    end_char
from ordered
where
    start_char >= end_char
    or start_char < last_direct_end
    or (kind = 'direct' and start_char < last_end)
