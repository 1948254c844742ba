-- Who is quoted for each side in articles about the subject, and how often on the other? What is said once counts once, however
-- often it is quoted: as `direct` where any of its quotations, wherever it stands, has words of it as they were said, else as
-- `indirect`.
with said as (
    from said_for($a, $b, since := $since, until := $until)
),
worded as (
    select distinct utterance_id
    from quotes
    semi join said using (utterance_id)
    where kind <> 'indirect'
)
select
    is_first,
    if(is_first, first.name, coalesce(second.name, 'other countries')) as side,
    speaker,
    min(speaker_id) as speaker_id,
    said.country,
    count(distinct utterance_id) as utterances,
    count(distinct worded.utterance_id) as direct,
    utterances - direct as indirect,
    count(distinct utterance_id) filter (is_on_other) as on_other,
    count(distinct quote_id) as quotations,
    count(distinct story_id) as stories
from said
left join worded using (utterance_id)
left join countries as first on first.country = $a
left join countries as second on second.country = $b
group by is_first, first.name, second.name, speaker, said.country
order by is_first desc, utterances desc, on_other desc, speaker
