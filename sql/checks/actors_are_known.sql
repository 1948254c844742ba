-- Every country is one of the shipped table, every id of a form that the README describes, of the country it says.
with stated as (
    select
        article_id,
        start_char,
        entity_id as id,
        country
    from mentions
    union all
    select
        article_id,
        start_char,
        speaker_id,
        speaker_country
    from quotes
)
select
    stated.article_id,
    stated.start_char,
    stated.id,
    stated.country
from stated
left join countries using (country)
left join countries as owners
    on regexp_extract(stated.id, '^(?:country|gov|place|org|person):([A-Z]{3})(?:/|$)', 1) = owners.country
where
    (stated.country is not null and countries.country is null)
    or not regexp_full_match(stated.id, 'country:[A-Z]{3}|gov:[A-Z]{3}|place:[^/]*/.+|(org|person):.+')
    or (regexp_matches(stated.id, '^(country|gov):') and owners.country is null)
