-- published(since := '2025-04-01', until := '2025-06-30'): one row per article of the period, whatever it is about. `since` and
-- `until` are days of publication, in UTC and both included; where neither is given, articles without a date are there too.
-- Those not yet annotated are not, for what they are about nobody knows.
create or replace macro published(since := null, until := null) as table
select
    article_id,
    story_id,
    outlet,
    title,
    coalesce(canonical_url, url) as url,
    language,
    model,
    published_at,
    (published_at at time zone 'UTC')::date as day
from articles
where
    model is not null
    and (since is null or (published_at at time zone 'UTC')::date >= since::date)
    and (until is null or (published_at at time zone 'UTC')::date <= until::date);
-- about('RUS', 'CHN', since := '2025-04-01'): one row per article of the period that names both countries, or who acts for
-- them; about('RUS'): that names the one. `sentence` is the first sentence that names all of them, null where they are named
-- apart; `named_in` has that one, or else the first that names each. A news agency does not count for its country.
create or replace macro about(a, b := null, since := null, until := null) as table
with named as (
    select
        article_id,
        sentence,
        bool_or(country = a) as names_a,
        bool_or(country = b) as names_b
    from mentions
    where country in (country_code(a), country_code(b)) and role is distinct from 'MED'
    group by article_id, sentence
),
chosen as (
    select
        article_id,
        min(sentence) filter (names_a and (b is null or names_b)) as together,
        if(
            together is null,
            list_sort([min(sentence) filter (names_a), min(sentence) filter (names_b)]),
            [together]
        ) as named_in
    from named
    group by article_id
    having bool_or(names_a) and (b is null or bool_or(names_b))
)
select
    published.*,
    chosen.together as sentence,
    chosen.named_in
from published(since := since, until := until) as published
inner join chosen using (article_id);
