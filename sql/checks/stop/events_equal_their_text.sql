-- Every trigger, source and target of an event is the article's text at its offsets, and the intensity fits the scale.
-- The events of an article are held against its text together: a join would copy the text for each.
-- Key: article_id
with spans as (
    select article_id, trigger_start_char as start_char, trigger_end_char as end_char, trigger as words from events
    union all
    select article_id, source_start_char, source_end_char, source_text from events
    union all
    select article_id, target_start_char, target_end_char, target_text from events
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
            lambda span: span.start_char >= span.end_char or span.words
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
select article_id, trigger_start_char, trigger_end_char, trigger
from events
where (intensity between -10 and 10) is not true
