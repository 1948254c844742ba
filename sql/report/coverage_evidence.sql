-- Which stories are that, the newest of each time first? Of a story that is printed several times, the first article.
with told as (
    select
        *,
        date_trunc($unit, day)::date as time
    from about($a, $b, since := $since, until := $until)
    where day is not null
    qualify row_number() over (partition by time, story_id order by published_at, article_id) = 1
),
shown as (
    select
        *,
        count(*) over (partition by time) as found
    from told
    qualify row_number() over (partition by time order by published_at desc, article_id) <= $limit
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
    shown.time,
    shown.found,
    shown.day,
    shown.outlet,
    shown.title,
    shown.url,
    shown.sentence is null as is_apart,
    read.sentence
from shown
left join read using (article_id)
order by shown.time desc, shown.published_at desc, shown.article_id
