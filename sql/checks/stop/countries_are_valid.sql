-- Every country that a mention, a quotation or an event names has a code that the table of countries knows.
-- Key: article_id
with named as (
    select article_id, start_char, country from mentions
    union all
    select article_id, start_char, speaker_country from quotes
    union all
    select article_id, start_char, unnest(countries) from quotes
    union all
    select article_id, trigger_start_char, source_country from events
    union all
    select article_id, trigger_start_char, target_country from events
)
select *
from named
anti join countries using (country)
where country is not null
