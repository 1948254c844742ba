-- One row per type of event, with its class: cooperation or conflict, by words (verbal) or by deeds (material).
-- Source: PLOVER, Political Language Ontology for Verifiable Event Records, manual of 2021.
select
    event_type,
    is_conflict,
    is_material
from (
    values
    ('AGREE', false, false),
    ('CONSULT', false, false),
    ('SUPPORT', false, false),
    ('CONCEDE', false, false),
    ('COOPERATE', false, true),
    ('AID', false, true),
    ('RETREAT', false, true),
    ('REQUEST', true, false),
    ('ACCUSE', true, false),
    ('REJECT', true, false),
    ('THREATEN', true, false),
    ('PROTEST', true, true),
    ('SANCTION', true, true),
    ('MOBILIZE', true, true),
    ('COERCE', true, true),
    ('ASSAULT', true, true)
) as types (event_type, is_conflict, is_material)
order by event_type
