-- An article_id identifies one exact text, and no two rows are the same.
select
    article_id,
    count(*) as copies
from articles
group by article_id
having copies > 1
