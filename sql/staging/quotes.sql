-- One row per contiguous piece of a quotation, in the partition that holds its article. What somebody did not say, or declined to
-- say, is in the lake alone.
select * exclude (is_negated)
from lake.quotes
where not is_negated
