-- One row per quotation: the longest wording of what it quotes, `whole_id`, which is cut from no other, and the utterance, which
-- is named by the first quotation of it that came in.
-- Key: quote_id
with recursive found as (
    select
        quote_id,
        quote_id as whole_id
    from quotations
    anti join cuts using (quote_id)
    union all
    select
        cuts.quote_id,
        found.whole_id
    from found
    inner join cuts on found.quote_id = cuts.whole_id
)
select
    quote_id,
    quotations.article_id,
    found.whole_id,
    first_value(quote_id) over (
        partition by found.whole_id
        order by quotations.run_date, quotations.published_at nulls last, quote_id
    ) as utterance_id
from found
inner join quotations using (quote_id)
order by quotations.run_date, quote_id
