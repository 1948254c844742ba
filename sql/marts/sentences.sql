-- One row per sentence of an article, with its words; `tone` is null in other languages than English.
-- Key: article_id
select
    sentences.article_id,
    sentences.sentence,
    sentences.start_char,
    sentences.end_char,
    substring(articles.text, sentences.start_char + 1, sentences.end_char - sentences.start_char) as text,
    sentences.tone,
    sentences.model
from staging.sentences
inner join articles using (article_id, source, run_date, shard)
order by run_date, article_id, sentence
