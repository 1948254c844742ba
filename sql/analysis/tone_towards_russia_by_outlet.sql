-- What tone does each outlet strike where it says something of Russia, and how often does it?
-- `mentions` counts all, `judged` those of which the clause says something kind or harsh; `harsh` is their share in per cent.
-- Of `stories` that also stand in other outlets the words may be an agency's: `own_tone` is of the others alone.
select
    coalesce(articles.outlet, 'unknown') as outlet,
    count(distinct mentions.article_id) as articles,
    count(distinct articles.story_id) as stories,
    count(*) as mentions,
    count(mentions.tone) as judged,
    -- Adding 0 takes the sign from -0.
    round(avg(mentions.tone), 2) + 0 as mean_tone,
    round(avg(mentions.tone) filter (not stories.is_syndicated), 2) + 0 as own_tone,
    round(100 * count(*) filter (mentions.tone < 0) / nullif(count(mentions.tone), 0)) as harsh
from mentions
inner join articles using (article_id)
inner join stories using (story_id)
where mentions.country = 'RUS' and mentions.role is distinct from 'MED'
group by coalesce(articles.outlet, 'unknown')
order by judged desc, mentions desc, outlet
