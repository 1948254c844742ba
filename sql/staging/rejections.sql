-- One row per input that became no article.
select *
from lake.rejections
