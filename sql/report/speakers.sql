-- Who is quoted for each side in articles about the subject, and how often on the other? Of a single country, the other side
-- is whoever speaks for another country and mentions it. What is said once counts once, however often it is quoted: as `direct`
-- where any of its quotations has words of it as they were said, else as `indirect`.
with said as (
    select
        coalesce(utterances.speaker_name, 'unnamed') as speaker,
        utterances.speaker_country as country,
        utterances.speaker_country = $a as is_first,
        coalesce(
            list_contains(quotes.countries, if(utterances.speaker_country = $a, $b, $a)),
            len(list_filter(quotes.countries, lambda country: country <> $a)) > 0
        ) as is_on_other,
        utterances.speaker_id,
        quotes.kind <> 'indirect' as is_direct,
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
    if(is_first, first.name, coalesce(second.name, 'other countries')) as side,
    speaker,
    min(speaker_id) as speaker_id,
    said.country,
    count(distinct utterance_id) as utterances,
    count(distinct utterance_id) filter (is_direct) as direct,
    utterances - direct as indirect,
    count(distinct utterance_id) filter (is_on_other) as on_other,
    count(distinct quote_id) as quotations,
    count(distinct story_id) as stories
from said
left join countries as first on first.country = $a
left join countries as second on second.country = $b
group by is_first, first.name, second.name, speaker, said.country
order by is_first desc, utterances desc, on_other desc, speaker
