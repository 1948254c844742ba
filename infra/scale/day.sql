-- The rows of the articles numbered from `first` to before `past`, by table. One in four is a copy of one of the last 3,000,
-- one in a hundred a new version of such a page.
create or replace temp table numbered as
with chosen as (
    select
        number,
        number - 1 - chance((number, 'earlier'), 3000) as earlier,
        chance((number, 'kind'), 100) as kind
    from range(getvariable('first')::bigint, getvariable('past')::bigint) as numbers (number)
)
select
    number,
    if(kind < 25 and earlier >= 0 and chance((earlier, 'kind'), 100) >= 26, earlier, number) as told,
    if(kind = 25 and earlier >= 0 and chance((earlier, 'kind'), 100) >= 26, earlier, number) as page,
    md5('article ' || number)[:24] as article_id,
    md5('page ' || number)[:16] as page_id,
    ranked((page, 'outlet'), 60) as outlet,
    getvariable('run_date')::date + to_seconds(chance((number, 'second'), 86400)) as published_at
from chosen;
-- Three clauses with two of the article's few countries between them, or a quotation, or clauses alone.
create or replace temp table parts as
with listed as (
    select
        numbered.article_id,
        numbered.number,
        numbered.told,
        numbered.published_at,
        unnest(range(9 + chance((numbered.told, 'length'), 12) - (numbered.told <> numbered.number)::bigint)) as sentence
    from numbered
),
chosen as (
    select
        *,
        chance((told, sentence, 'kind'), 20) as kind,
        ranked((told, 'country', chance((told, sentence, 'one'), 3)), 200) as one,
        ranked((told, 'country', chance((told, sentence, 'other'), 3)), 200) as other,
        if(
            chance((told, sentence, 'repeated'), 4) = 0,
            hash((published_at::date, ranked((told, sentence, 'utterance'), 400))),
            hash((told, sentence, 'utterance'))
        ) as utterance
    from listed
),
spoken as (
    select
        article_id,
        sentence,
        words.words as words,
        utterance,
        6 + utterance % 20 as length,
        (chance((article_id, sentence, 'cut'), 3) = 0)::integer * ((utterance % 20) // 2) as cut
    from chosen
    cross join words
    where kind < 3
),
quoted as (
    select
        article_id,
        sentence,
        array_to_string(
            list_transform(range((length - cut)::bigint), lambda place: words[1 + ranked((utterance, place), 30000)]), ' '
        ) as said
    from spoken
)
select
    chosen.*,
    one.country as one_country,
    one.name as one_name,
    other.country as other_country,
    other.name as other_name,
    speakers.speaker,
    homes.country as speaker_country,
    quoted.said,
    chance((chosen.utterance, 'named'), 5) > 0 as is_named,
    a.clause as first_clause,
    b.clause as second_clause,
    case
        when chosen.kind < 3
            then '“' || other.name || ' ' || quoted.said || '”, said ' || if(is_named, speakers.speaker, 'an envoy') || '.'
        when chosen.kind < 11 then one.name || ' ' || a.clause || ' ' || other.name || ' ' || b.clause || '.'
        else a.clause || ', ' || b.clause || ', ' || c.clause || '.'
    end as text
from chosen
inner join countries as one on chosen.one = one.number
inner join countries as other on chosen.other = other.number
inner join clauses as a on chance((chosen.told, chosen.sentence, 'a'), 200000) = a.number
inner join clauses as b on chance((chosen.told, chosen.sentence, 'b'), 200000) = b.number
inner join clauses as c on chance((chosen.told, chosen.sentence, 'c'), 200000) = c.number
inner join speakers on ranked((chosen.utterance, 'speaker'), 20000) = speakers.number
inner join countries as homes on speakers.country = homes.number
left join quoted using (article_id, sentence);
create or replace temp table placed as
select
    *,
    start_char + length(one_name) + length(first_clause) + 2 as other_start
from (
    select
        *,
        (sum(length(text) + 1) over (partition by article_id order by sentence) - length(text) - 1)::bigint as start_char
    from parts
);
create or replace temp view made_pages as
select
    page_id,
    'https://outlet' || outlet || '.example/news/' || page as url,
    null::varchar as external_id,
    published_at as fetched_at,
    200::bigint as http_status,
    'text/html; charset=utf-8' as content_type,
    null::blob as body,
    'archive.warc.gz#' || number as locator,
    '{}' as given,
    'allowed' as robots,
    null::varchar as reservation
from numbered
order by number;
create or replace temp view made_articles as
with texts as (
    select
        article_id,
        string_agg(text, ' ' order by sentence) as text
    from placed
    group by article_id
)
select
    article_id,
    page_id,
    null::varchar as external_id,
    'https://outlet' || outlet || '.example/news/' || page as url,
    'https://outlet' || outlet || '.example/news/' || page as canonical_url,
    if(number % 10 = 0, 'outlet' || outlet || '.example', 'Outlet ' || outlet) as outlet,
    texts.text[:60] as title,
    []::varchar[] as authors,
    published_at at time zone 'UTC' as published_at,
    'json-ld' as date_evidence,
    null::timestamptz as modified_at,
    'en' as language,
    null::varchar as section,
    texts.text,
    length(texts.text) // 6 as word_count,
    list_transform(
        range(64),
        lambda place: (hash((told, if(told <> number and chance((number, place), 100) < 25, number, 0), place)) % 4294967296)::uint32
    ) as fingerprint,
    false as is_truncated,
    'scale' as extractor
from numbered
inner join texts using (article_id)
order by number;
create or replace temp view made_sentences as
select
    article_id,
    sentence,
    start_char,
    start_char + length(text) as end_char,
    'en_scale-1' as model,
    ((hash(text) % 2001)::bigint - 1000) / 1000 as tone
from placed
order by number, sentence;
create or replace temp view made_mentions as
with named as (
    select
        number,
        article_id,
        sentence,
        start_char,
        one_name as text,
        one_country as country,
        'GPE' as label,
        'country:' || one_country as entity_id,
        null::varchar as role
    from placed
    where kind between 3 and 10
    union all
    select number, article_id, sentence, other_start, other_name, other_country, 'GPE', 'country:' || other_country, null
    from placed
    where kind between 3 and 10
    union all
    select number, article_id, sentence, start_char + 1, other_name, other_country, 'GPE', 'country:' || other_country, null
    from placed
    where kind < 3
    union all
    select
        number,
        article_id,
        sentence,
        start_char + length(other_name) + length(said) + 10,
        speaker,
        speaker_country,
        'PERSON',
        'person:' || speaker_country || '/' || speaker,
        'GOV'
    from placed
    where kind < 3 and is_named
)
select
    article_id,
    sentence,
    start_char,
    start_char + length(text) as end_char,
    text,
    label,
    entity_id,
    text as entity_name,
    country,
    role,
    if(chance((article_id, start_char), 3) = 0, 0.5, null) as tone
from named
order by number, start_char;
create or replace temp view made_quotes as
select
    md5('quote ' || article_id || sentence)[:16] as quote_id,
    article_id,
    sentence,
    start_char + 1 as start_char,
    start_char + 2 + length(other_name) + length(said) as end_char,
    other_name || ' ' || said as content,
    'direct' as kind,
    'said' as cue,
    start_char + length(other_name) + length(said) + 5 as cue_start_char,
    start_char + length(other_name) + length(said) + 9 as cue_end_char,
    if(is_named, speaker, null) as speaker,
    if(is_named, start_char + length(other_name) + length(said) + 10, null) as speaker_start_char,
    if(is_named, start_char + length(other_name) + length(said) + 10 + length(speaker), null) as speaker_end_char,
    if(is_named, 'person:' || speaker_country || '/' || speaker, null) as speaker_id,
    if(is_named, speaker, null) as speaker_name,
    if(is_named, speaker_country, null) as speaker_country,
    if(is_named, 'GOV', null) as speaker_role,
    if(is_named, 'name', null) as resolution,
    0.9 as confidence,
    false as is_negated
from placed
where kind < 3
order by number, start_char;
create or replace temp view made_events as
select
    article_id,
    sentence,
    first_clause[:4] as trigger,
    start_char + length(one_name) + 1 as trigger_start_char,
    start_char + length(one_name) + 5 as trigger_end_char,
    ['AGREE', 'CONSULT', 'AID', 'ACCUSE', 'ASSAULT', 'SANCTION'][1 + chance((told, sentence, 'type'), 6)] as event_type,
    null::varchar as mode,
    1.0 as intensity,
    one_name as source_text,
    start_char as source_start_char,
    start_char + length(one_name) as source_end_char,
    'country:' || one_country as source_id,
    one_country as source_country,
    other_name as target_text,
    other_start as target_start_char,
    other_start + length(other_name) as target_end_char,
    'country:' || other_country as target_id,
    other_country as target_country,
    false as is_negated,
    chance((told, sentence, 'if'), 10) = 0 as is_hypothetical,
    false as in_quote,
    'verb active' as rule
from placed
where kind between 3 and 5 and one_country <> other_country
order by number, trigger_start_char;
create or replace temp view made_runs as
select
    stage,
    '000' as shard,
    '1' as code_version,
    null::varchar as model_version,
    null::varchar as lexicon_version,
    getvariable('past')::bigint - getvariable('first')::bigint as count_in,
    getvariable('past')::bigint - getvariable('first')::bigint as count_out,
    0::bigint as count_rejected,
    1.0 as seconds,
    'ok' as outcome
from unnest(['ingest', 'clean', 'annotate']) as stages (stage);
