-- Which stories does each outlet have, the newest first?
with told as (
    select *
    from about($a, $b, since := $since, until := $until)
    qualify row_number() over (partition by outlet, story_id order by published_at nulls last, article_id) = 1
)
select
    told.outlet,
    count(*) over (partition by told.outlet) as found,
    told.day,
    told.title,
    told.url,
    sentences.text as sentence
from told
left join sentences using (article_id, sentence)
qualify row_number() over (partition by told.outlet order by told.published_at desc nulls last, told.article_id) <= $limit
order by told.outlet, told.published_at desc nulls last, told.article_id
