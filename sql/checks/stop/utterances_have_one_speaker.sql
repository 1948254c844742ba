-- Whoever a quotation of an utterance names is its speaker: the words of the name are all in the speaker's.
-- Key: utterance_id
with quotations as (
    select
        utterance_id,
        quote_id,
        min(speaker_name) as quoted
    from quotes
    group by utterance_id, quote_id
),
names as (
    select distinct
        utterance_id,
        utterances.speaker_name as speaker,
        quotations.quoted
    from utterances
    inner join quotations using (utterance_id)
    where quotations.quoted is distinct from utterances.speaker_name and quotations.quoted is not null
)
select *
from names
where
    list_has_all(
        regexp_extract_all(lower(strip_accents(speaker)), '[\p{L}\p{N}]+'),
        regexp_extract_all(lower(strip_accents(quoted)), '[\p{L}\p{N}]+')
    ) is not true
