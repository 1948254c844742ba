-- One row per article and country that it names, or whose people, places or actors it names. A news agency does not count
-- for its country.
-- Key: article_id
select
    article_id,
    country,
    count(*) as mentions
from mentions
where country is not null and role is distinct from 'MED'
group by article_id, country
order by article_id, country
