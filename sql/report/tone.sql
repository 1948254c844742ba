-- What tone towards each country do articles about the subject strike, in all and by whose outlet it is? `mentions` counts all
-- mentions, `judged` those of which the clause says something kind (up to 1) or harsh (down to -1), and `mean_tone` is theirs.
-- `standard_error` takes the stories as units, for what one story says of a country is of one piece.
with told as (
    select
        mentions.country as target,
        about.story_id,
        outlets.country as outlet_country,
        case
            when outlets.outlet is null or outlets.ownership is null then 'ownership unknown'
            when outlets.is_state_media then 'state media'
            else 'other outlets'
        end as media,
        count(*) as mentions,
        count(mentions.tone) as judged,
        sum(mentions.tone::decimal(12, 6))::double as total
    from about($a, $b, since := $since, until := $until) as about
    inner join mentions using (article_id)
    left join outlets using (outlet)
    where mentions.country in ($a, $b) and mentions.role is distinct from 'MED'
    group by all
),
grouped as (
    select
        target,
        media,
        outlet_country,
        case grouping(media, outlet_country) when 3 then 'all' when 1 then 'media' else 'country' end as level,
        count(distinct story_id) as stories,
        count(distinct story_id) filter (judged > 0) as judged_stories,
        sum(mentions) as mentions,
        sum(judged) as judged,
        sum(total::decimal(12, 6))::double as total,
        sum((total * total)::decimal(18, 6))::double as squares,
        sum((total * judged)::decimal(18, 6))::double as products,
        sum(judged * judged) as weights
    from told
    group by grouping sets ((target), (target, media), (target, outlet_country))
)
select
    target,
    level,
    case level when 'all' then 'all outlets' when 'media' then media else outlet_country end as label,
    stories,
    mentions::bigint as mentions,
    judged::bigint as judged,
    judged_stories,
    round(total / nullif(judged, 0), 3) as mean_tone,
    case
        when judged_stories > 1
            then
                round(
                    sqrt(
                        judged_stories / (judged_stories - 1)
                        * greatest(
                            squares - 2 * total / judged * products + total / judged * total / judged * weights, 0
                        )
                    ) / judged,
                    3
                )
    end as standard_error
from grouped
where label is not null
order by target <> $a, level <> 'all', level <> 'media', stories desc, label
