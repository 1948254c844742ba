-- One row per speaker who is quoted by name: an actor of the tables, or who is called so in the corpus. Whose an utterance is,
-- `utterances` says. Name, country and role are those that most of the speaker's quotations state; null where none does.
with said as (
    select distinct
        quotes.quote_id,
        quotes.article_id,
        articles.story_id,
        articles.outlet,
        utterances.utterance_id,
        utterances.speaker_id,
        utterances.speaker_name,
        utterances.speaker_country,
        utterances.speaker_role
    from quotes
    inner join articles using (article_id)
    inner join utterances using (utterance_id)
    where utterances.speaker_id is not null
)
select
    speaker_id,
    mode(speaker_name order by speaker_name) as speaker_name,
    mode(speaker_country order by speaker_country) as speaker_country,
    mode(speaker_role order by speaker_role) as speaker_role,
    count(*) as quotations,
    count(distinct utterance_id) as utterances,
    count(distinct article_id) as articles,
    count(distinct story_id) as stories,
    count(distinct outlet) as outlets
from said
group by speaker_id
order by speaker_id
