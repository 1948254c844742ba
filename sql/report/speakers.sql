-- Who is quoted for each side in articles about the subject, and how often on the other? Of a single country, the other side
-- is whoever speaks for another country and mentions it. What is said once counts once, however often it is quoted.
with said as (
    select
        coalesce(utterances.speaker_name, 'unnamed') as speaker,
        utterances.speaker_country as country,
        utterances.speaker_country = $a as is_first,
        coalesce(
            list_contains(quotes.countries, if(utterances.speaker_country = $a, $b, $a)),
            len(list_filter(quotes.countries, lambda country: country <> $a)) > 0
        ) as is_on_other,
        quotes.utterance_id,
        quotes.quote_id,
        about.story_id
    from about($a, $b, since := $since, until := $until) as about
    inner join quotes using (article_id)
    inner join utterances using (utterance_id)
    where
        utterances.speaker_country in ($a, $b)
        or ($b is null and utterances.speaker_country <> $a and list_contains(quotes.countries, $a))
)
select
    is_first,
    speaker,
    country,
    count(distinct utterance_id) as utterances,
    count(distinct utterance_id) filter (is_on_other) as on_other,
    count(distinct quote_id) as quotations,
    count(distinct story_id) as stories
from said
group by is_first, speaker, country
order by is_first desc, utterances desc, on_other desc, speaker
