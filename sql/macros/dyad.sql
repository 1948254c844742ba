-- dyad('RUS', 'CHN'): one row per article naming both countries, or who acts for them, with the first sentence that names
-- both. A news agency does not count for its country.
-- Three signals side by side, which are never added up: `sentences` counts the sentences that name both (where it is 0 the
-- two are named apart and `sentence` is null), `events` those that one of them does to the other, `quotes` the quotations
-- in which a speaker of one mentions the other.
-- Copies of a text are rows of one `story_id`: count(*) counts articles, count(distinct story_id) stories.
create or replace macro dyad(a, b) as table
with named as (
    select
        article_id,
        sentence,
        count(distinct country) = 2 as names_both,
        bool_or(country = a) as names_a
    from mentions
    where country in (a, b) and role is distinct from 'MED'
    group by article_id, sentence
),
pairs as (
    select
        article_id,
        count(*) filter (names_both) as sentences,
        min(sentence) filter (names_both) as sentence
    from named
    group by article_id
    having bool_or(names_both) or (bool_or(names_a) and not bool_and(names_a))
),
done as (
    select
        article_id,
        count(*) as events
    from events
    where (source_country, target_country) in ((a, b), (b, a))
    group by article_id
),
said as (
    select
        article_id,
        count(distinct quote_id) as quotes
    from quotes
    where
        (speaker_country = a and list_contains(countries, b))
        or (speaker_country = b and list_contains(countries, a))
    group by article_id
)
select
    articles.article_id,
    articles.story_id,
    articles.outlet,
    articles.published_at,
    articles.title,
    articles.canonical_url as url,
    pairs.sentences,
    coalesce(done.events, 0) as events,
    coalesce(said.quotes, 0) as quotes,
    pairs.sentence,
    sentences.text as sentence_text
from pairs
inner join articles using (article_id)
left join done using (article_id)
left join said using (article_id)
left join sentences using (article_id, sentence)
order by articles.published_at, articles.article_id;
