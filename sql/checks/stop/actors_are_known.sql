-- Every id of a mention or a speaker is of a form that the README describes, and the country in it has a code of the table.
-- Key: article_id
with stated as (
    select article_id, start_char, entity_id as id from mentions
    union all
    select article_id, start_char, speaker_id from quotes
)
select
    stated.article_id,
    stated.start_char,
    stated.id
from stated
left join countries as owners
    on regexp_extract(stated.id, '^(?:country|gov|place|org|person):([A-Z]{3})(?:/|$)', 1) = owners.country
where
    not regexp_full_match(stated.id, 'country:[A-Z]{3}|gov:[A-Z]{3}|place:[^/]*/.+|(org|person):.+')
    or (regexp_matches(stated.id, '^(country|gov):') and owners.country is null)
