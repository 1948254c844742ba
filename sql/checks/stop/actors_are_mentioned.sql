-- Every source and target of an event is an entity that its article mentions, or a sector of a country, such as mil:IND.
-- Key: article_id
with actors as (
    select article_id, trigger_start_char, source_id as entity_id from events
    union all
    select article_id, trigger_start_char, target_id from events
)
select *
from actors
anti join mentions using (article_id, entity_id)
anti join countries on
    regexp_matches(actors.entity_id, '^[a-z]{3}:[A-Z]{3}$')
    and split_part(actors.entity_id, ':', 2) = countries.country
where entity_id is not null
