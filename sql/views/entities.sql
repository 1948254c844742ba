-- One row per entity that is mentioned: an actor or place of the tables, or who is called so in the corpus. Name, label,
-- country and role are those that most mentions have; null where none does. The days are of dated articles alone.
select
    mentions.entity_id,
    mode(mentions.entity_name order by mentions.entity_name) as entity_name,
    mode(mentions.label order by mentions.label) as label,
    mode(mentions.country order by mentions.country) as country,
    mode(mentions.role order by mentions.role) as role,
    count(*) as mentions,
    count(distinct mentions.article_id) as articles,
    count(distinct articles.story_id) as stories,
    min(articles.published_at at time zone 'UTC')::date as first_day,
    max(articles.published_at at time zone 'UTC')::date as last_day
from mentions
inner join articles using (article_id)
where mentions.entity_id is not null
group by mentions.entity_id
order by mentions.entity_id
