-- What do they say, on the other side first, then the newest? Of what is quoted often, the first quotation; a quotation in
-- pieces is joined.
with said as (
    select
        is_first,
        speaker,
        country,
        utterance_id,
        quote_id,
        bool_or(is_on_other) as is_on_other,
        string_agg(content, ' … ' order by start_char) as sentence,
        min(kind) as kind,
        published_at,
        day,
        outlet,
        title,
        url
    from said_for($a, $b, since := $since, until := $until)
    group by all
),
firsts as (
    select *
    from said
    qualify
        row_number() over (
            partition by is_first, speaker, country, utterance_id
            order by is_on_other desc, published_at nulls last, quote_id
        ) = 1
)
select
    is_first,
    speaker,
    country,
    count(*) over (partition by is_first, speaker, country) as found,
    is_on_other,
    kind,
    day,
    outlet,
    title,
    url,
    sentence
from firsts
qualify
    row_number() over (
        partition by is_first, speaker, country
        order by is_on_other desc, published_at desc nulls last, quote_id
    ) <= $limit
order by is_first desc, speaker, country, is_on_other desc, published_at desc nulls last, quote_id
