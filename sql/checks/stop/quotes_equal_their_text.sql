-- Every content, cue and speaker of a quotation is the article's text at its offsets, and both offsets are there.
-- The quotations of an article are held against its text together: a join would copy the text for each.
-- Key: article_id
with spans as (
    select article_id, start_char, end_char, content as words from quotes
    union all
    select article_id, cue_start_char, cue_end_char, cue from quotes where cue is not null
    union all
    select article_id, speaker_start_char, speaker_end_char, speaker from quotes where speaker is not null
),
listed as (
    select
        article_id,
        list({'start_char': start_char, 'end_char': end_char, 'words': words}) as spans
    from spans
    group by article_id
),
wrong as (
    select
        article_id,
        list_filter(
            listed.spans,
            lambda span: span.words
            is distinct from substring(articles.text, span.start_char + 1, span.end_char - span.start_char)
        ) as spans
    from listed
    inner join articles using (article_id)
)
select
    article_id,
    unnest(spans, max_depth := 2)
from wrong
where len(spans) > 0
union all
select article_id, start_char, end_char, content
from quotes
where
    (cue is null) <> (cue_start_char is null)
    or (speaker is null) <> (speaker_start_char is null)
    or (cue is not null and (cue_start_char < cue_end_char) is not true)
    or (speaker is not null and (speaker_start_char < speaker_end_char) is not true)
