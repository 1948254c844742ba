-- One row per contiguous piece of a quotation, in the partition that holds its article.
select *
from lake.quotes
