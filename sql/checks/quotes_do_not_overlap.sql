-- Pieces of quotations are not empty and none overlap in an article.
select
    article_id,
    start_char,
    end_char
from quotes
qualify
    start_char >= end_char
    or start_char < lag(end_char, 1, 0) over (partition by article_id order by start_char, end_char)
