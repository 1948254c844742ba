-- One row per country or territory of ISO 3166-1, and Kosovo: its alpha-3 code and English name.
select
    country,
    name
from staging.countries
order by country
