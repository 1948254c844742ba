-- One row per utterance: what a speaker said once, in however many articles it is quoted and however it is cut there.
-- `content` is the longest wording, that of the quotation `whole_id`; `quote_ids` are its quotations as they came in, and the
-- first names the utterance. Each wording goes to the longest it is cut from, see `cuts`, so two long ones never meet over a
-- short one that they share. An utterance has one speaker, by the fullest name, of the country and the role that most of the
-- quotations with that name state, or else most of all; null where none does.
-- Key: whole_id
with told as (
    select
        wholes.utterance_id,
        wholes.whole_id,
        quotations.*,
        len(names) = max(len(names)) over (partition by wholes.whole_id) as is_fullest
    from wholes
    inner join quotations using (quote_id, article_id)
)
select
    utterance_id,
    first(
        speaker_id
        order by speaker_id is null, len(names) desc, length desc, run_date, published_at nulls last, quote_id
    ) as speaker_id,
    first(speaker_name order by len(names) desc, length desc, run_date, published_at nulls last, quote_id) as speaker_name,
    coalesce(
        mode(speaker_country order by speaker_country) filter (is_fullest),
        mode(speaker_country order by speaker_country)
    ) as speaker_country,
    coalesce(
        mode(speaker_role order by speaker_role) filter (is_fullest),
        mode(speaker_role order by speaker_role)
    ) as speaker_role,
    any_value(content) filter (where quote_id = whole_id) as content,
    min(published_at) as first_published_at,
    count(*) as quotations,
    count(distinct article_id) as articles,
    count(distinct story_id) as stories,
    count(distinct outlet) as outlets,
    array_agg(quote_id order by run_date, published_at nulls last, quote_id) as quote_ids,
    whole_id
from told
group by utterance_id, whole_id
order by first_published_at, utterance_id
