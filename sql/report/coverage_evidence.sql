-- Which stories are that, the newest of each time first? Of a story that is printed several times, the first article.
with told as (
    select
        *,
        date_trunc($unit, day)::date as time
    from about($a, $b, since := $since, until := $until)
    where day is not null
    qualify row_number() over (partition by time, story_id order by published_at, article_id) = 1
)
select
    told.time,
    count(*) over (partition by told.time) as found,
    told.day,
    told.outlet,
    told.title,
    told.url,
    sentences.text as sentence
from told
left join sentences using (article_id, sentence)
qualify row_number() over (partition by told.time order by told.published_at desc, told.article_id) <= $limit
order by told.time desc, told.published_at desc, told.article_id
