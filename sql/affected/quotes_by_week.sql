-- The weeks of quotations that came in or went, and of those whose utterance has another speaker now.
with spoken as (
    select utterance_id
    from changes.utterances
    group by utterance_id
    having
        count(distinct {'id': speaker_id, 'name': speaker_name, 'country': speaker_country}) > 1
),
touched as (
    select article_id from changes.quotes
    union
    select quotes.article_id
    from quotes
    semi join spoken using (utterance_id)
)
select week
from changes.article_days
union
select week
from article_days
semi join touched using (article_id)
