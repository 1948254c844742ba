-- One row per directed event, in the partition that holds its article.
select *
from lake.events
