-- Which of its stories are not about the subject, for each outlet, the newest first? Each with its first sentence.
with told as (
    select published.*
    from published(since := $since, until := $until) as published
    anti join about($a, $b, since := $since, until := $until) as about
        on published.outlet = about.outlet and published.story_id = about.story_id
    where published.outlet is not null
    qualify
        row_number() over (
            partition by published.outlet, published.story_id
            order by published.published_at nulls last, published.article_id
        ) = 1
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
left join sentences on shown.article_id = sentences.article_id and sentences.sentence = 0
order by shown.outlet, shown.published_at desc nulls last, shown.article_id
