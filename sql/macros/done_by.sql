-- done_by('RUS', 'CHN', since := '2025-04-01'): one row per article with a date and type of event that it says the first country
-- did to the second, `is_first`, or the second to the first, see `acts`. Of a single country, the second is any other.
create or replace macro done_by(a, b := null, since := null, until := null) as table
select
    acts.* exclude (is_first),
    acts.source_country = a as is_first,
    published.day
from acts
inner join published(since := since, until := until) as published using (article_id)
where
    country_code(a) in (acts.source_country, acts.target_country)
    and (b is null or country_code(b) in (acts.source_country, acts.target_country))
    and acts.source_country <> acts.target_country
    and published.day is not null;
