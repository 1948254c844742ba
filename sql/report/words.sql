-- Which words set the articles about the subject apart from the rest of the period ($contrast = 'subject'), or, among them,
-- those of state media from the others ('state media')? In one language, each word counted once a story, see `contrasted`;
-- none where a side has fewer than $min_stories. Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn
-- 2008): the prior is one story more on each side, with each word in the share of all stories that have it. `odds_low` and
-- `odds_high` are the 95 % interval of the odds ratio. Names of the countries themselves, by which articles were chosen, and
-- words in fewer than three stories are left out. As many words are `compared`, `q` is the p-value of z corrected for that
-- number (Benjamini and Hochberg 1995): of the words up to 0.05, at most one in twenty is expected by chance.
with texts as (
    from contrasted($contrast, $language, $a, $b, since := $since, until := $until)
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
        (select count(*) from texts) as texts,
        (select least(count(*) filter (is_chosen), count(*) filter (not is_chosen)) from texts) as fewer_texts
    from counted
),
weighed as (
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
    where stories + other_stories >= 3 and fewer_texts >= $min_stories
),
odds as (
    select
        word,
        stories,
        other_stories,
        ln(weight / (sum_of_weights - weight)) - ln(other_weight / (sum_of_other_weights - other_weight)) as log_odds,
        sqrt(1 / weight + 1 / other_weight) as standard_error,
        log_odds / standard_error as z
    from weighed
),
-- The normal distribution by the formula 26.2.17 of Abramowitz and Stegun (1964).
tested as (
    select
        *,
        1 / (1 + 0.2316419 * abs(z)) as t,
        2 * exp(-z * z / 2) / sqrt(2 * pi())
        * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))) as p
    from odds
),
ranked as (
    select
        *,
        count(*) over () as compared,
        p * count(*) over () / row_number() over (order by p, word) as ratio
    from tested
),
corrected as (
    select
        *,
        min(ratio) over (order by p desc, word desc rows unbounded preceding) as q
    from ranked
)
select
    word,
    stories,
    other_stories,
    round(exp(log_odds), 6) as odds_ratio,
    round(exp(log_odds - 1.959964 * standard_error), 6) as odds_low,
    round(exp(log_odds + 1.959964 * standard_error), 6) as odds_high,
    round(z, 2) as z,
    round(q, 4) as q,
    compared
from corrected
where q <= 0.05
qualify row_number() over (partition by log_odds > 0 order by abs(z) desc, word) <= $words
order by z desc, word
