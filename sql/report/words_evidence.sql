-- In which stories of each side do these words stand, the newest first? Each with the first sentence that has the word.
with told as (
    select
        texts.* exclude (story_id),
        unnest(list_intersect(list_distinct(words_of(articles.text)), $chosen)) as word
    from contrasted($contrast, $language, $a, $b, since := $since, until := $until) as texts
    inner join articles using (article_id)
),
shown as (
    select
        *,
        count(*) over (partition by word, is_chosen) as found
    from told
    qualify
        row_number() over (partition by word, is_chosen order by published_at desc nulls last, article_id) <= $limit
)
select
    shown.word,
    shown.is_chosen,
    shown.found,
    shown.day,
    shown.outlet,
    shown.title,
    shown.url,
    sentences.text as sentence
from shown
left join sentences
    on
        shown.article_id = sentences.article_id
        and list_contains(words_of(sentences.text), shown.word)
qualify row_number() over (partition by shown.word, shown.article_id order by sentences.sentence) = 1
order by shown.word, not shown.is_chosen, shown.published_at desc nulls last, shown.article_id
