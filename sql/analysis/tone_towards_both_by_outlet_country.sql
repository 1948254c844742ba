-- What tone do the outlets of each country strike towards Russia and towards China?
-- A row is a target and a country of outlets; null are outlets that the catalogue of sources does not know. `tone` is
-- the mean over stories of the mean tone of what their clauses say of the target, so that neither copies nor long
-- articles weigh more; `standard_error` is that mean's, from how stories differ, null for a single one. `mentions`
-- counts all, `judged` those of which something kind or harsh is said: most of what is said is neither.
-- Traps: tone counts words and knows no irony, see Tone in etl/annotate/README.md; English alone has one; and differences of less
-- than two standard errors of their difference are none.
with told as (
    select
        mentions.country as target,
        outlets.country as outlet_country,
        articles.story_id,
        count(distinct articles.article_id) as articles,
        count(*) as mentions,
        count(mentions.tone) as judged,
        avg(mentions.tone) as tone
    from mentions
    inner join articles using (article_id)
    left join outlets using (outlet)
    where mentions.country in ('RUS', 'CHN') and mentions.role is distinct from 'MED'
    group by target, outlet_country, articles.story_id
)
select
    target,
    outlet_country,
    sum(articles)::bigint as articles,
    count(*) as stories,
    sum(mentions)::bigint as mentions,
    sum(judged)::bigint as judged,
    count(tone) as judged_stories,
    -- Adding 0 takes the sign from -0.
    round(avg(tone), 3) + 0 as tone,
    round(stddev_samp(tone) / sqrt(count(tone)), 3) as standard_error
from told
group by target, outlet_country
order by target, judged_stories desc, stories desc, outlet_country nulls last
