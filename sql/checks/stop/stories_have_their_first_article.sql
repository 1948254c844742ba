-- A story is named by an article of its own, which is near all others and in no other story.
-- Key: story_id
select story_articles.*
from story_articles
left join story_articles as first_articles on story_articles.story_id = first_articles.article_id
where
    first_articles.story_id is distinct from story_articles.story_id
    or story_articles.similarity is null
    or story_articles.similarity not between 0.375 and 1
