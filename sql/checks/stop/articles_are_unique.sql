-- An article_id identifies one exact text, wherever in the lake it stands.
select
    article_id,
    count(distinct text) as texts
from lake.articles
group by article_id
having texts > 1
