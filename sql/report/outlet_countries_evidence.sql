-- Which stories have the outlets of each country, state media apart, the newest first?
with told as (
    select
        about.*,
        outlets.country,
        coalesce(outlets.is_state_media, false) as is_state_media
    from about($a, $b, since := $since, until := $until) as about
    left join outlets using (outlet)
    qualify
        row_number() over (
            partition by outlets.country, is_state_media, about.story_id
            order by about.published_at nulls last, about.article_id
        ) = 1
),
shown as (
    select
        *,
        count(*) over (partition by country, is_state_media) as found
    from told
    qualify
        row_number() over (
            partition by country, is_state_media
            order by published_at desc nulls last, article_id
        ) <= $limit
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
    shown.country,
    shown.is_state_media,
    shown.found,
    shown.day,
    shown.outlet,
    shown.title,
    shown.url,
    shown.sentence is null as is_apart,
    read.sentence
from shown
left join read using (article_id)
order by shown.country nulls last, shown.is_state_media, shown.published_at desc nulls last, shown.article_id
