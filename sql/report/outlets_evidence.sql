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
),
read as (
    select
        places.article_id,
        string_agg(sentences.text, ' … ' order by sentences.sentence) as sentence
    from (select distinct article_id, unnest(named_in) as sentence from shown) as places
    inner join sentences using (article_id, sentence)
    group by places.article_id
)
select
    shown.outlet,
    shown.found,
    shown.day,
    shown.title,
    shown.url,
    shown.sentence is null as is_apart,
    read.sentence
from shown
left join read using (article_id)
order by shown.outlet, shown.published_at desc nulls last, shown.article_id
