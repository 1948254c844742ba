-- One row per mention, in the partition that holds its article.
select *
from lake.mentions
