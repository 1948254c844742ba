-- The articles of a language are annotated by one model in one version: counts of several do not compare. What most of its
-- articles have is taken for the one that is meant.
with counted as (
    select
        language,
        model,
        count(*) as articles
    from articles
    where model is not null
    group by language, model
)
select
    language,
    model as other_model,
    articles,
    first_value(model) over (partition by language order by articles desc, model) as model
from counted
qualify row_number() over (partition by language order by articles desc, model) > 1
order by articles desc, language, other_model
