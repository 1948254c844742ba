-- Speakers of which country mention which other, how much did they say, and how often was it printed?
with said as (
    select
        speaker_country,
        unnest(countries) as country,
        speaker_name,
        quote_id,
        utterance_id,
        article_id
    from quotes
    where speaker_country is not null
)
select
    said.speaker_country,
    said.country as mentions,
    count(distinct said.speaker_name) as speakers,
    count(distinct said.utterance_id) as utterances,
    count(distinct said.quote_id) as quotations,
    count(distinct said.article_id) as articles,
    count(distinct articles.story_id) as stories,
    count(distinct articles.outlet) as outlets
from said
inner join articles using (article_id)
where said.country <> said.speaker_country
group by said.speaker_country, said.country
order by utterances desc, quotations desc, said.speaker_country, mentions
limit 10
