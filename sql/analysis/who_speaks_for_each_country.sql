-- Who speaks for each country? Of speakers whose country no article says it is null.
-- Utterances count what was said, quotations how often it was printed.
with said as (
    select
        utterances.speaker_name as speaker,
        utterances.speaker_country as country,
        quotes.quote_id,
        quotes.utterance_id,
        quotes.article_id,
        articles.story_id,
        articles.outlet
    from quotes
    inner join articles using (article_id)
    inner join utterances using (utterance_id)
    where utterances.speaker_name is not null
),
homes as (
    select
        speaker,
        country
    from said
    where country is not null
    group by speaker, country
    qualify row_number() over (partition by speaker order by count(distinct quote_id) desc, country) = 1
)
select
    homes.country,
    said.speaker,
    count(distinct said.utterance_id) as utterances,
    count(distinct said.quote_id) as quotations,
    count(distinct said.article_id) as articles,
    count(distinct said.story_id) as stories,
    count(distinct said.outlet) as outlets
from said
left join homes using (speaker)
group by homes.country, said.speaker
qualify row_number() over (partition by homes.country order by utterances desc, quotations desc, said.speaker) <= 5
order by homes.country nulls last, utterances desc, quotations desc, said.speaker
