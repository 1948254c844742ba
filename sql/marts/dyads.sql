-- One row per article and pair of countries that it names, or who acts for them: `country_a` before `country_b` in the alphabet.
-- A news agency does not count for its country.
-- `sentences` counts the sentences that name both and `sentence` is the first of them, with its words: 0 and null where they are
-- named apart.
-- `events` counts those that one of them does to the other (what is denied, planned or demanded is left out), `quotes` the
-- quotations in which a speaker of one mentions the other.
-- Key: article_id
with named as (
    select distinct
        article_id,
        sentence,
        country
    from mentions
    where country is not null and role is distinct from 'MED'
),
present as (
    select distinct
        article_id,
        country
    from named
),
pairs as (
    select
        article_id,
        one.country as country_a,
        other.country as country_b
    from present as one
    inner join present as other using (article_id)
    where one.country < other.country
),
together as (
    select
        one.article_id,
        one.country as country_a,
        other.country as country_b,
        count(*) as sentences,
        min(one.sentence) as sentence
    from named as one
    inner join named as other using (article_id, sentence)
    where one.country < other.country
    group by one.article_id, one.country, other.country
),
done as (
    select
        article_id,
        least(source_country, target_country) as country_a,
        greatest(source_country, target_country) as country_b,
        count(*) as events
    from events
    where
        source_country <> target_country
        and not is_negated
        and not is_hypothetical
    group by all
),
spoken as (
    select
        article_id,
        quote_id,
        speaker_country,
        unnest(countries) as country
    from quotes
    where speaker_country is not null
),
said as (
    select
        article_id,
        least(speaker_country, country) as country_a,
        greatest(speaker_country, country) as country_b,
        count(distinct quote_id) as quotes
    from spoken
    where speaker_country <> country
    group by all
)
select
    pairs.country_a,
    pairs.country_b,
    pairs.article_id,
    coalesce(together.sentences, 0) as sentences,
    together.sentence,
    sentences.text as sentence_text,
    coalesce(done.events, 0) as events,
    coalesce(said.quotes, 0) as quotes
from pairs
left join together using (article_id, country_a, country_b)
left join sentences on pairs.article_id = sentences.article_id and together.sentence = sentences.sentence
left join done using (article_id, country_a, country_b)
left join said using (article_id, country_a, country_b)
order by pairs.country_a, pairs.country_b, pairs.article_id
