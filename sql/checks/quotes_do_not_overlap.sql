-- Pieces of quotations are not empty, none overlap in an article, and each belongs to an utterance.
select
    article_id,
    start_char,
    end_char,
    utterance_id
from quotes
qualify
    utterance_id is null
    or start_char >= end_char
    or start_char < lag(end_char, 1, 0) over (partition by article_id order by start_char, end_char)
