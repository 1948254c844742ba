-- dyad('RUS', 'CHN'): one row per article naming both countries, or who acts for them, with the first sentence that names
-- both. A news agency does not count for its country.
-- Three signals side by side, which are never added up: `sentences` counts the sentences that name both (where it is 0 the
-- two are named apart and `sentence` is null), `events` those that one of them does to the other (what is denied, planned or
-- demanded is left out), `quotes` the quotations in which a speaker of one mentions the other.
-- Copies of a text are rows of one `story_id`: count(*) counts articles, count(distinct story_id) stories.
create or replace macro dyad(a, b) as table
select
    articles.article_id,
    articles.story_id,
    articles.outlet,
    articles.published_at,
    articles.title,
    articles.canonical_url as url,
    dyads.sentences,
    dyads.events,
    dyads.quotes,
    dyads.sentence,
    dyads.sentence_text
from dyads
inner join articles using (article_id)
where dyads.country_a = country_code(least(a, b)) and dyads.country_b = country_code(greatest(a, b))
order by articles.published_at, articles.article_id;
