-- One row per outlet, by the name that its articles have, and who publishes it: what the catalogue of sources states of the
-- host at which most of its articles stand. Where the catalogue does not know that host, country, ownership and language are
-- null: unknown, not private.
with hosted as (
    select
        outlet,
        host,
        language,
        count(*) as in_language,
        sum(in_language) over (partition by outlet, host) as articles
    from articles
    where outlet is not null
    group by outlet, host, language
),
homes as (
    select
        outlet,
        host,
        language
    from hosted
    qualify
        row_number() over (
            partition by outlet
            order by host is null, articles desc, host, in_language desc, language
        ) = 1
),
counted as (
    select
        outlet,
        count(*) as articles,
        count(distinct story_id) as stories,
        min(published_at)::date as first_day,
        max(published_at)::date as last_day
    from articles
    where outlet is not null
    group by outlet
)
select
    counted.outlet,
    homes.host,
    hosts.source,
    hosts.country,
    hosts.ownership,
    hosts.ownership = 'state' as is_state_media,
    hosts.source_language as language,
    counted.articles,
    counted.stories,
    counted.first_day,
    counted.last_day
from counted
inner join homes using (outlet)
left join hosts on homes.host = hosts.host and homes.language is not distinct from hosts.language
order by counted.outlet
