-- Every article belongs to one story, and a story counts what it holds.
-- Key: story_id
select
    stories.story_id,
    stories.articles,
    count(articles.article_id) as found
from stories
full join articles using (story_id)
group by stories.story_id, stories.articles
having stories.articles is distinct from found
