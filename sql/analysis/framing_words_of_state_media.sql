-- Which words set state media apart from other outlets where both write of Russia and China?
-- A row is a word and the side that uses it more. `log_odds` is the difference of its log-odds on the two sides,
-- drawn towards 0 by a prior that has the words of both sides together in their proportions and weighs 500 words,
-- about one article; `z` is that in standard deviations (Monroe, Colaresi and Quinn 2008, Fightin' Words: log-odds
-- ratio with informative Dirichlet prior). The twenty highest of each side are shown. `per_10_000` are words in ten
-- thousand. Texts are English alone, and a story counts once a side, by its first article there.
-- Traps: words come in bunches, so a `z` of 2 is no proof: look at how many `stories` of each side have the word, and
-- words of one story are left out; names of places and people tell whom a side reports on, not how it frames; and
-- outlets the catalogue of sources does not know are on neither side.
with chosen as (
    select
        outlets.is_state_media,
        articles.story_id,
        first(articles.text order by articles.published_at nulls last, articles.article_id) as text
    from articles
    semi join dyad('RUS', 'CHN') using (article_id)
    inner join outlets using (outlet)
    where articles.language = 'en' and outlets.is_state_media is not null
    group by outlets.is_state_media, articles.story_id
),
words as (
    select
        is_state_media,
        story_id,
        unnest(regexp_extract_all(lower(text), '\p{L}{2,}')) as word
    from chosen
),
counted as (
    select
        word,
        count(*) filter (is_state_media) as state,
        count(*) filter (not is_state_media) as others,
        count(distinct story_id) filter (is_state_media) as state_stories,
        count(distinct story_id) filter (not is_state_media) as others_stories,
        count(distinct story_id) as stories,
        sum(count(*) filter (is_state_media)) over () as all_state,
        sum(count(*) filter (not is_state_media)) over () as all_others,
        500 * count(*) / sum(count(*)) over () as prior
    from words
    group by word
),
compared as (
    select
        *,
        ln((state + prior) / (all_state + 500 - state - prior))
        - ln((others + prior) / (all_others + 500 - others - prior)) as log_odds,
        log_odds / sqrt(1 / (state + prior) + 1 / (others + prior)) as z
    from counted
    where all_state > 0 and all_others > 0
)
select
    if(z > 0, 'state media', 'others') as side,
    word,
    state,
    others,
    state_stories,
    others_stories,
    round(10000 * state / all_state, 1) as state_per_10_000,
    round(10000 * others / all_others, 1) as others_per_10_000,
    round(log_odds, 3) as log_odds,
    round(z, 2) as z
from compared
where stories > 1 and z <> 0
qualify row_number() over (partition by z > 0 order by abs(z) desc, word) <= 20
order by side desc, abs(z) desc, word
