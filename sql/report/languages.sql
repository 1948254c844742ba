-- In which languages is the corpus, and what annotated it?
select
    coalesce(published.language, 'unknown') as language,
    coalesce(published.model, 'none') as model,
    count(*) as articles,
    count(about.article_id) as on_subject
from published(since := $since, until := $until) as published
left join about($a, $b, since := $since, until := $until) as about using (article_id)
group by all
order by articles desc, language, model
