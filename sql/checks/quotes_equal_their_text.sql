-- Every content, cue and speaker of a quotation is the article's text at its offsets.
select
    quotes.quote_id,
    quotes.article_id,
    quotes.content
from quotes
inner join articles using (article_id)
where
    quotes.content <> substring(text, quotes.start_char + 1, quotes.end_char - quotes.start_char)
    or quotes.cue is distinct from substring(text, quotes.cue_start_char + 1, quotes.cue_end_char - quotes.cue_start_char)
    or quotes.speaker
    is distinct from substring(text, quotes.speaker_start_char + 1, quotes.speaker_end_char - quotes.speaker_start_char)
