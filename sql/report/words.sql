-- Which words set the articles about the subject apart from the rest of the period ($contrast = 'subject'), or, among them,
-- those of state media from the others ('state media')? In one language, each word counted once a story; of each side at
-- most 2,000 stories, by the order of their ids, which are hashes. Log-odds with an informative Dirichlet prior (Monroe,
-- Colaresi and Quinn 2008): the prior is one story more on each side, with each word in the share of all stories that have
-- it. Names of the countries themselves, by which articles were chosen, and words in fewer than three stories are left out.
with texts as (
    select
        published.article_id,
        if($contrast = 'subject', about.article_id is not null, coalesce(outlets.is_state_media, false)) as is_chosen
    from published(since := $since, until := $until) as published
    left join about($a, $b, since := $since, until := $until) as about using (article_id)
    left join outlets on published.outlet = outlets.outlet
    where
        published.language = $language
        and ($contrast = 'subject' or (about.article_id is not null and outlets.ownership is not null))
    qualify
        row_number() over (
            partition by is_chosen, published.story_id
            order by published.published_at nulls last, published.article_id
        ) = 1
        and dense_rank() over (partition by is_chosen order by published.story_id) <= 2000
),
named as (
    select distinct unnest(regexp_extract_all(lower(text), '\p{L}+')) as word
    from mentions
    semi join texts using (article_id)
    where country in ($a, $b) and label in ('GPE', 'NORP', 'LOC')
),
worded as (
    select
        texts.is_chosen,
        unnest(list_distinct(regexp_extract_all(lower(articles.text), '\p{L}[\p{L}\p{M}’''-]*\p{L}'))) as word
    from texts
    inner join articles using (article_id)
),
counted as (
    select
        word,
        count(*) filter (is_chosen) as stories,
        count(*) filter (not is_chosen) as other_stories
    from worded
    anti join named using (word)
    group by word
),
totals as (
    select
        sum(stories) as words,
        sum(other_stories) as other_words,
        (select count(*) from texts) as texts
    from counted
),
odds as (
    select
        word,
        stories,
        other_stories,
        stories + (stories + other_stories) / texts as weight,
        other_stories + (stories + other_stories) / texts as other_weight,
        words + (words + other_words) / texts as sum_of_weights,
        other_words + (words + other_words) / texts as sum_of_other_weights
    from counted
    cross join totals
    where stories + other_stories >= 3 and words > 0 and other_words > 0
)
select
    word,
    stories,
    other_stories,
    round(
        ln(weight / (sum_of_weights - weight)) - ln(other_weight / (sum_of_other_weights - other_weight)), 3
    ) as log_odds,
    round(
        (ln(weight / (sum_of_weights - weight)) - ln(other_weight / (sum_of_other_weights - other_weight)))
        / sqrt(1 / weight + 1 / other_weight),
        2
    ) as z
from odds
where abs(z) >= 1.96
qualify row_number() over (partition by z > 0 order by abs(z) desc, word) <= $words
order by z desc, word
