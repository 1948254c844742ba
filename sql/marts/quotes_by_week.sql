-- One row per week of publication (from Monday, in UTC), speaker, and country that the quotations mention. One that mentions
-- two countries is in two rows, one that mentions none in a row without a country, and what nobody is named for in a row
-- without a speaker; an utterance printed in two weeks is in both. So rows do not add up.
-- Quotations count what is printed, utterances what was said; articles and stories are those it stands in.
with said as (
    select
        quote_id,
        article_id,
        min(speaker_id) as speaker_id,
        any_value(utterance_id) as utterance_id,
        list_distinct(flatten(list(countries))) as countries
    from quotes
    group by quote_id, article_id
),
topics as (
    select
        * exclude (countries),
        unnest(if(len(countries) > 0, countries, [null::varchar])) as topic
    from said
)
select
    date_trunc('week', articles.published_at)::date as week,
    topics.speaker_id,
    any_value(speakers.speaker_name) as speaker_name,
    any_value(speakers.speaker_country) as speaker_country,
    topics.topic,
    count(*) as quotations,
    count(distinct topics.utterance_id) as utterances,
    count(distinct topics.article_id) as articles,
    count(distinct articles.story_id) as stories
from topics
inner join articles using (article_id)
left join speakers using (speaker_id)
where articles.published_at is not null
group by week, topics.speaker_id, topics.topic
order by week, topics.speaker_id, topics.topic
