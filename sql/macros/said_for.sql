-- said_for('RUS', 'CHN', since := '2025-04-01'): one row per contiguous piece of the quotations, in articles about the countries,
-- of whoever speaks for the first, `is_first`, or for the second. It `is_on_other` if it mentions the other one. Of a single
-- country, the other side is whoever speaks for another country and mentions it. Speaker and country are the utterance's.
create or replace macro said_for(a, b := null, since := null, until := null) as table
select
    about.* exclude (sentence, named_in),
    quotes.quote_id,
    quotes.utterance_id,
    quotes.start_char,
    quotes.content,
    quotes.kind,
    utterances.speaker_id,
    coalesce(utterances.speaker_name, 'unnamed') as speaker,
    utterances.speaker_country as country,
    utterances.speaker_country = a as is_first,
    coalesce(
        list_contains(quotes.countries, if(utterances.speaker_country = a, b, a)),
        len(list_filter(quotes.countries, lambda country: country <> a)) > 0
    ) as is_on_other
from about(a, b, since := since, until := until) as about
inner join quotes using (article_id)
inner join utterances using (utterance_id)
where
    utterances.speaker_country in (a, b)
    or (b is null and utterances.speaker_country <> a and list_contains(quotes.countries, a));
