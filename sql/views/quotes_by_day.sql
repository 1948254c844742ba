-- One row per day of publication in UTC, speaker, and country that the quotations mention: `quotes_by_week` by day. One that
-- mentions two countries is in two rows, one that mentions none in a row without a country, and what nobody is named for in a
-- row without a speaker, one for each country that is spoken for. Speaker and country are the utterance's; an utterance printed
-- on two days is in both. So rows do not add up.
-- Quotations count what is printed, utterances what was said; articles and stories are those it stands in.
with said as (
    select
        quote_id,
        article_id,
        utterance_id,
        list_distinct(flatten(list(countries))) as countries
    from quotes
    semi join intermediate.article_days using (article_id)
    group by quote_id, article_id, utterance_id
),
topics as (
    select
        * exclude (countries),
        unnest(if(len(countries) > 0, countries, [null::varchar])) as topic
    from said
)
select
    article_days.day,
    utterances.speaker_id,
    mode(utterances.speaker_name order by utterances.speaker_name) as speaker_name,
    mode(utterances.speaker_country order by utterances.speaker_country) as speaker_country,
    topics.topic,
    count(*) as quotations,
    count(distinct topics.utterance_id) as utterances,
    count(distinct topics.article_id) as articles,
    count(distinct article_days.story_id) as stories
from topics
inner join intermediate.article_days using (article_id)
inner join utterances using (utterance_id)
group by
    article_days.day,
    utterances.speaker_id,
    if(utterances.speaker_id is null, utterances.speaker_country, null),
    topics.topic
order by article_days.day, utterances.speaker_id, topics.topic, speaker_country
