-- Every mention's text is its sentence's text at its offsets.
-- Key: article_id
select
    mentions.article_id,
    mentions.start_char,
    mentions.text
from mentions
inner join sentences using (article_id, sentence)
where
    mentions.text
    <> substring(
        sentences.text,
        mentions.start_char - sentences.start_char + 1,
        mentions.end_char - mentions.start_char
    )
    or mentions.start_char < sentences.start_char
    or mentions.end_char > sentences.end_char
