-- Every mention's text is the article's text at its offsets, inside its sentence.
select
    mentions.article_id,
    mentions.start_char,
    mentions.text
from mentions
inner join articles using (article_id)
inner join sentences using (article_id, sentence)
where
    mentions.text <> substring(articles.text, mentions.start_char + 1, mentions.end_char - mentions.start_char)
    or mentions.start_char < sentences.start_char
    or mentions.end_char > sentences.end_char
