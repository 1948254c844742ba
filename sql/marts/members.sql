-- One row per membership of a country in an organisation or bloc: its first day, and the first day out (null: a member
-- as far as the table knows). Of a day known to the month or year alone it is the first of that.
select
    entity_id,
    country,
    left(since || '-01-01', 10)::date as since,
    left(nullif(until, '') || '-01-01', 10)::date as until
from staging.members
order by entity_id, country, since
