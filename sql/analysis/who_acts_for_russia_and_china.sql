-- Who acts for Russia and for China in the news, by role, and in how many stories and articles is each named, and
-- how often quoted? Roles are PLOVER's sectors.
with named as (
    select
        country,
        role,
        entity_name as actor,
        count(distinct articles.story_id) as stories,
        count(distinct mentions.article_id) as articles,
        count(*) as mentions
    from mentions
    inner join articles using (article_id)
    where country in ('RUS', 'CHN') and role is not null
    group by country, role, actor
),
quoted as (
    select
        speaker_name as actor,
        count(distinct quote_id) as quotations
    from quotes
    where speaker_country in ('RUS', 'CHN')
    group by actor
)
select
    named.country,
    named.role,
    named.actor,
    named.stories,
    named.articles,
    named.mentions,
    coalesce(quoted.quotations, 0) as quotations
from named
left join quoted using (actor)
qualify row_number() over (partition by country, role order by stories desc, articles desc, mentions desc, actor) <= 5
order by country, role, stories desc, articles desc, mentions desc, actor
