-- said_about('CHN', 'RUS'): one row per contiguous piece of what speakers of the first country said when they mentioned the
-- second, newest first; `context` are the sentences it stands in. Whose country no article says is no speaker of it.
-- What is said once and printed often has one `utterance_id`; articles that are copies have one `story_id`.
create or replace macro said_about(a, b) as table
select
    published_at,
    outlet,
    speaker_name,
    kind,
    content,
    context,
    url,
    confidence,
    quote_id,
    utterance_id,
    story_id,
    article_id
from quoted(speaker_country := country_code(a), about := [country_code(b)])
where is_verified;
