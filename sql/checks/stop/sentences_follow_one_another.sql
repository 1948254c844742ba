-- Sentences of an article are numbered from 0, not empty, inside the text and do not overlap.
-- Key: article_id
select
    article_id,
    sentence,
    start_char,
    end_char
from sentences
inner join articles using (article_id)
where start_char >= end_char or end_char > length(articles.text)
union all
select
    article_id,
    sentence,
    start_char,
    end_char
from sentences
qualify
    sentence <> row_number() over (partition by article_id order by sentence) - 1
    or start_char < lag(end_char, 1, 0) over (partition by article_id order by sentence)
