-- Which stories does each outlet have, the newest first?
with told as (
    select *
    from about($a, $b, since := $since, until := $until)
    qualify row_number() over (partition by outlet, story_id order by published_at nulls last, article_id) = 1
),
shown as (
    select
        *,
        count(*) over (partition by outlet) as found
    from told
    qualify row_number() over (partition by outlet order by published_at desc nulls last, article_id) <= $limit
)
select
    shown.outlet,
    shown.found,
    shown.day,
    shown.title,
    shown.url,
    sentences.text as sentence
from shown
left join sentences using (article_id, sentence)
order by shown.outlet, shown.published_at desc nulls last, shown.article_id
