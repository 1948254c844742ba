-- One row per page that became an article; an exact text has one `article_id` on whatever page it stands.
select *
from lake.articles
