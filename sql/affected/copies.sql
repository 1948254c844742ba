-- Beside the articles that came in or went, those that came in after one of them and share a band with it.
with changed as (
    select unnest(bands) as band
    from changes.arrivals
),
later as (
    select
        article_id,
        unnest(bands) as band
    from arrivals
    where run_date >= (select min(run_date) from changes.arrivals)
)
select article_id from changes.arrivals
union
select article_id
from later
semi join changed using (band)
