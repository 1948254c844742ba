-- How much of the corpus is about the subject, and how much of that have state media? The intervals are of the stories among
-- those of the corpus, and of those of state media among those of outlets of known ownership. Of `parsed_articles` on the subject
-- a model read who does what; `waiting_articles` of the period have not been annotated, and are in no other number.
with corpus as (
    select
        count(*) as corpus_articles,
        count(distinct story_id) as corpus_stories,
        min(day) as first_day,
        max(day) as last_day
    from published(since := $since, until := $until)
),
subject as (
    select
        count(*) as articles,
        count(*) filter (about.model <> 'rules') as parsed_articles,
        count(distinct story_id) as stories,
        count(distinct story_id) filter (outlets.is_state_media) as state_stories,
        count(distinct story_id) filter (outlets.is_state_media is not null) as owned_stories
    from about($a, $b, since := $since, until := $until) as about
    left join outlets using (outlet)
),
waiting as (
    select count(*) as waiting_articles
    from articles
    where
        model is null
        and ($since is null or (published_at at time zone 'UTC')::date >= $since::date)
        and ($until is null or (published_at at time zone 'UTC')::date <= $until::date)
)
select
    *,
    wilson(stories, corpus_stories) as interval_of_stories,
    wilson(state_stories, owned_stories) as interval_of_state_stories
from subject
cross join corpus
cross join waiting
