-- One row per name of an outlet, in small letters without accents, and the outlet that has it.
-- Key: name
select
    lower(strip_accents(outlet)) as name,
    min(outlet) as outlet
from articles
where outlet is not null
group by all
order by name
