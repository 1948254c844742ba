-- Which sentences say something of each country, the newest first?
with judged as (
    select
        mentions.country as target,
        mentions.tone < 0 as is_harsh,
        mentions.text as trigger,
        mentions.tone,
        mentions.sentence,
        mentions.start_char,
        about.* exclude (sentence, named_in)
    from about($a, $b, since := $since, until := $until) as about
    inner join mentions using (article_id)
    where mentions.country in ($a, $b) and mentions.role is distinct from 'MED' and mentions.tone is not null
)
select
    judged.target,
    judged.is_harsh,
    count(*) over (partition by judged.target, judged.is_harsh) as found,
    round(judged.tone, 2) as tone,
    judged.trigger,
    judged.day,
    judged.outlet,
    judged.title,
    judged.url,
    sentences.text as sentence
from judged
inner join sentences using (article_id, sentence)
qualify
    row_number() over (
        partition by judged.target, judged.is_harsh
        order by judged.published_at desc nulls last, judged.article_id, judged.start_char
    ) <= $limit
order by
    judged.target <> $a, judged.is_harsh, judged.published_at desc nulls last, judged.article_id, judged.start_char
