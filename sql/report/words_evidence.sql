-- In which sentences of articles about the subject do these words stand, the newest first?
with told as (
    select *
    from about($a, $b, since := $since, until := $until)
    where language = $language
    qualify row_number() over (partition by story_id order by published_at nulls last, article_id) = 1
    order by story_id
    limit 2000
),
standing as (
    select
        told.* exclude (sentence),
        sentences.sentence,
        sentences.text,
        unnest(
            list_intersect(
                list_distinct(regexp_extract_all(lower(sentences.text), '\p{L}[\p{L}\p{M}’''-]*\p{L}')), $chosen
            )
        ) as word
    from told
    inner join sentences using (article_id)
)
select
    word,
    count(*) over (partition by word) as found,
    day,
    outlet,
    title,
    url,
    text as sentence
from standing
qualify row_number() over (partition by word order by published_at desc nulls last, article_id, sentence) <= $limit
order by word, published_at desc nulls last, article_id, sentence
