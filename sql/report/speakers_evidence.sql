-- What do they say, on the other side first, then the newest? Of what is quoted often, the first quotation; a quotation in
-- pieces is joined.
with said as (
    select
        quotes.utterance_id,
        quotes.quote_id,
        coalesce(any_value(utterances.speaker_name), 'unnamed') as speaker,
        any_value(utterances.speaker_country) as country,
        bool_or(
            coalesce(
                list_contains(quotes.countries, if(utterances.speaker_country = $a, $b, $a)),
                len(list_filter(quotes.countries, lambda country: country <> $a)) > 0
            )
        ) as is_on_other,
        string_agg(quotes.content, ' … ' order by quotes.start_char) as sentence,
        min(quotes.kind) as kind,
        about.published_at,
        about.day,
        about.outlet,
        about.title,
        about.url
    from about($a, $b, since := $since, until := $until) as about
    inner join quotes using (article_id)
    inner join utterances using (utterance_id)
    where
        utterances.speaker_country in ($a, $b)
        or ($b is null and utterances.speaker_country <> $a and list_contains(quotes.countries, $a))
    group by all
),
firsts as (
    select
        country = $a as is_first,
        *
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
