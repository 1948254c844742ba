-- One row per address that a source was expected to have on a day.
select *
from lake.visits
