-- One row per speaker who is quoted by name: an actor of the tables, or who is called so in the corpus. Name, country and
-- role are those that most of the speaker's quotations state; null where none does.
with said as (
    select
        quotes.quote_id,
        quotes.article_id,
        articles.story_id,
        articles.outlet,
        quotes.speaker_id,
        any_value(quotes.utterance_id) as utterance_id,
        min(quotes.speaker_name) as speaker_name,
        min(quotes.speaker_country) as speaker_country,
        min(quotes.speaker_role) as speaker_role
    from quotes
    inner join articles using (article_id)
    where quotes.speaker_id is not null
    group by all
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
