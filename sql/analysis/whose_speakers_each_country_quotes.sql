-- Whom do the outlets of each country let speak on Russia or China: speakers of which countries, how often?
-- A row is a country of outlets and a country of speakers; null is unknown, for outlets the catalogue of sources does
-- not know and speakers of whom no article says it. `percent` is of the utterances that outlets of the country have
-- from named speakers. Utterances count what was said, quotations how often it was printed.
-- Trap: copies of an agency's text bring the agency's speakers; `own_utterances` are those that stand in a story of
-- the outlets of this country alone.
with homes as (
    select
        articles.story_id,
        count(distinct outlets.country) = 1 and bool_and(outlets.country is not null) as is_own
    from articles
    left join outlets using (outlet)
    group by articles.story_id
),
said as (
    select
        outlets.country as outlet_country,
        speakers.speaker_country,
        utterances.speaker_id,
        quotes.quote_id,
        quotes.utterance_id,
        quotes.article_id,
        articles.story_id,
        homes.is_own
    from quotes
    inner join articles using (article_id)
    inner join utterances using (utterance_id)
    inner join speakers on utterances.speaker_id = speakers.speaker_id
    inner join homes using (story_id)
    left join outlets using (outlet)
    where list_has_any(quotes.countries, ['RUS', 'CHN'])
)
select
    outlet_country,
    speaker_country,
    count(distinct speaker_id) as speakers,
    count(distinct utterance_id) as utterances,
    count(distinct utterance_id) filter (is_own) as own_utterances,
    count(distinct quote_id) as quotations,
    count(distinct article_id) as articles,
    count(distinct story_id) as stories,
    round(
        100 * count(distinct utterance_id) / sum(count(distinct utterance_id)) over (partition by outlet_country)
    ) as percent
from said
group by outlet_country, speaker_country
order by outlet_country nulls last, utterances desc, quotations desc, speaker_country nulls last
