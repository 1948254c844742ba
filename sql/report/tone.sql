-- What tone towards each country do articles about the subject strike, in all and by whose outlet it is? `mentions` counts all
-- mentions, `judged` those of which the clause says something kind (up to 1) or harsh (down to -1). Stories are the units: of
-- the mentions that a story judges, in whatever many copies, the mean is one value, `mean_tone` is that of these values, and
-- `standard_error` is its own, from how stories differ, with the interval of 95 % by Student's distribution; of fewer than
-- $min_stories there is none, nor where all are alike, which says nothing of how others would differ.
with told as (
    select
        mentions.country as target,
        about.story_id,
        outlets.country as outlet_country,
        case
            when outlets.ownership is null then 'ownership unknown'
            when outlets.is_state_media then 'state media'
            else 'other outlets'
        end as media,
        mentions.tone::decimal(12, 6) as tone
    from about($a, $b, since := $since, until := $until) as about
    inner join mentions using (article_id)
    left join outlets using (outlet)
    where mentions.country in ($a, $b) and mentions.role is distinct from 'MED'
),
stories as (
    select
        target,
        media,
        outlet_country,
        case grouping(media, outlet_country) when 3 then 'all' when 1 then 'media' else 'country' end as level,
        count(*) as mentions,
        count(tone) as judged,
        (sum(tone) / count(tone))::decimal(12, 6) as tone
    from told
    group by grouping sets ((target, story_id), (target, story_id, media), (target, story_id, outlet_country))
),
grouped as (
    select
        target,
        level,
        case level when 'all' then 'all outlets' when 'media' then media else outlet_country end as label,
        count(*) as stories,
        sum(mentions)::bigint as mentions,
        sum(judged)::bigint as judged,
        count(tone) as judged_stories,
        sum(tone) / count(tone) as mean,
        sum(tone * tone) / count(tone) as mean_square
    from stories
    group by target, level, media, outlet_country
),
judging as (
    select
        *,
        case
            when judged_stories >= $min_stories and mean_square - mean * mean > 1e-9
                then sqrt((mean_square - mean * mean) / (judged_stories - 1))
        end as error
    from grouped
)
select
    target,
    level,
    label,
    stories,
    mentions,
    judged,
    judged_stories,
    round(mean, 3) as mean_tone,
    round(error, 3) as standard_error,
    if(error is not null, round(greatest(mean - student(judged_stories) * error, -1), 3), null) as tone_low,
    if(error is not null, round(least(mean + student(judged_stories) * error, 1), 3), null) as tone_high
from judging
where label is not null
order by target <> $a, level <> 'all', level <> 'media', stories desc, label
