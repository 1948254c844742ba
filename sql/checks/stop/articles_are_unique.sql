-- An article_id identifies one exact text, wherever in the lake it stands.
-- Key: article_id
select
    article_id,
    count(distinct text_hash) as texts
from captures
group by article_id
having texts > 1
