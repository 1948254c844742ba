-- One row per sentence, in the partition that holds its article.
select *
from lake.sentences
