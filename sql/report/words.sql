-- Which words set the articles about the subject apart from the rest of the period ($contrast = 'subject'), or, among them,
-- those of state media from the others ('state media')? In one language, each word counted once a story, see `contrasted`;
-- none where a side has fewer than $min_stories. Log-odds of a story's having the word, with an informative prior (as Monroe,
-- Colaresi and Quinn 2008 have it): one story more on each side, which has each word in the share of all stories that have it.
-- `odds_low` and `odds_high` are the 95 % interval of the odds ratio. Names of the countries and of places in them, by which
-- articles were chosen, and words in fewer than three stories are left out. As many words are `compared`, `q` is the p-value of
-- z corrected for that number (Benjamini and Hochberg 1995): of the words up to 0.05, at most one in twenty is expected by
-- chance.
with texts as (
    from contrasted($contrast, $language, $a, $b, since := $since, until := $until)
),
named as (
    select distinct lower(text) as word
    from mentions
    semi join texts using (article_id)
    where country in ($a, $b) and label in ('GPE', 'NORP', 'LOC')
),
worded as (
    select
        texts.is_chosen,
        unnest(list_distinct(words_of(articles.text))) as word
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
        count(*) filter (is_chosen) as texts,
        count(*) filter (not is_chosen) as other_texts
    from texts
),
-- Half a story more, so that a word which all stories have is in no share of 1.
weighed as (
    select
        word,
        stories,
        other_stories,
        (stories + other_stories + 0.5) / (texts + other_texts + 1) as share,
        stories + share as with_it,
        texts - stories + 1 - share as lacking,
        other_stories + share as others_with_it,
        other_texts - other_stories + 1 - share as others_lacking
    from counted
    cross join totals
    where stories + other_stories >= 3 and least(texts, other_texts) >= $min_stories
),
odds as (
    select
        word,
        stories,
        other_stories,
        ln(with_it / lacking) - ln(others_with_it / others_lacking) as log_odds,
        sqrt(1 / with_it + 1 / lacking + 1 / others_with_it + 1 / others_lacking) as standard_error,
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
