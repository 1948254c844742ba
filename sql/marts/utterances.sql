-- One row per utterance: what a speaker said once, in however many articles it is quoted and however it is cut there.
-- `content` is the longest wording, the pieces of a quotation joined; `quote_ids` are its quotations as they came in, and
-- the first names the utterance.
--
-- A cut is a quotation whose runs of three words stand in a longer one of the same speaker: one word in ten may differ,
-- numbers may not, and fewer than five words must be all the same. Each wording goes to the longest it is cut from, so two
-- long ones never meet over a short one they share. Who is named by less, or not at all, may be whom the same words name
-- in full ("Xi", "Xi Jinping"); for an unnamed one they must be ten at least, and all.
-- A wording is compared with the longest that have its rarest runs: the work grows with the words, whatever phrase all
-- repeat.
with recursive quotations as (
    select
        quotes.quote_id,
        any_value(articles.article_id) as article_id,
        any_value(articles.outlet) as outlet,
        any_value(articles.published_at) as published_at,
        any_value(articles.run_date) as run_date,
        min(quotes.speaker_name) as speaker_name,
        string_agg(quotes.content, ' … ' order by quotes.start_char) as content
    from staging.quotes
    inner join articles using (article_id, source, run_date, shard)
    group by quotes.quote_id
),
worded as (
    select
        *,
        list_sort(
            list_distinct(regexp_extract_all(lower(strip_accents(coalesce(speaker_name, ''))), '[\p{L}\p{N}]+'))
        ) as speaker,
        regexp_extract_all(
            lower(strip_accents(content)),
            '[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}]+'
        ) as words
    from quotations
),
-- Numbered from the longest on, so that of several wordings the one to follow has the least number.
numbered as (
    select
        *,
        speaker = [] and len(words) < 10 as is_alone,
        row_number() over (order by len(words) desc, run_date, published_at nulls last, quote_id) as number
    from worded
),
wordings as (
    select
        min(number) as number,
        speaker,
        words,
        array_agg(number) as numbers
    from numbered
    group by speaker, words, if(is_alone, quote_id, null)
),
compared as (
    select
        number,
        speaker,
        len(words) as length,
        list_distinct(list_filter(words, lambda word: regexp_matches(word, '\d'))) as numerals,
        list_distinct(list_transform(list_zip(words, words[2:], words[3:], true), lambda run: hash(run))) as runs,
        list_distinct(list_transform(words, lambda word: hash(word))) as vocabulary
    from wordings
    where len(words) >= if(speaker = [], 10, 5)
),
runs as (
    select
        number,
        len(speaker) as names,
        unnest(runs) as run
    from compared
),
-- The longest wording with each run, by how many words name its speaker.
named as (
    select
        run,
        names,
        min(number) as number,
        count(*) as size
    from runs
    group by run, names
),
fuller as (
    select
        runs.number,
        named.number as other
    from runs
    inner join named using (run)
    where named.names > runs.names
    group by runs.number, named.number
    qualify row_number() over (partition by runs.number order by min(named.size), named.number) <= 3
),
-- Who is named by less, or not at all, is whoever the same words name in full.
speakers as (
    select
        one.number,
        arg_min(other.speaker, other.number) as speaker
    from fuller
    inner join compared as one using (number)
    inner join compared as other on fuller.other = other.number
    where
        len(list_distinct(other.speaker || one.speaker)) = len(other.speaker)
        and len(list_distinct(other.numerals || one.numerals)) = greatest(len(other.numerals), len(one.numerals))
        and least(one.length, other.length) >= if(one.speaker = [], 10, 5)
        and len(list_distinct(one.vocabulary || other.vocabulary))
        <= greatest(len(one.vocabulary), len(other.vocabulary)) + least(one.length, other.length) // 10
        and len(list_distinct(one.runs || other.runs))
        <= greatest(len(one.runs), len(other.runs))
        + if(one.speaker = [], 0, least(one.length, other.length) // 10 * 3)
    group by one.number
),
told as (
    select
        compared.* exclude (speaker),
        coalesce(speakers.speaker, compared.speaker) as speaker
    from compared
    left join speakers using (number)
),
told_runs as (
    select
        number,
        hash(speaker) as speaker,
        unnest(runs) as run
    from told
),
-- The longest wording of each speaker with each run.
longest as (
    select
        speaker,
        run,
        min(number) as number,
        count(*) as size
    from told_runs
    group by speaker, run
    having size > 1
),
longer as (
    select
        told_runs.number,
        longest.number as whole
    from told_runs
    inner join longest using (speaker, run)
    where longest.number < told_runs.number
    group by told_runs.number, longest.number
    qualify row_number() over (partition by told_runs.number order by min(longest.size), longest.number) <= 3
),
cuts as (
    select
        cut.number,
        min(whole.number) as whole
    from longer
    inner join told as cut using (number)
    inner join told as whole on longer.whole = whole.number
    where
        len(list_distinct(whole.numerals || cut.numerals)) = len(whole.numerals)
        and len(list_distinct(cut.vocabulary || whole.vocabulary)) <= len(whole.vocabulary) + cut.length // 10
        and len(list_distinct(cut.runs || whole.runs))
        <= len(whole.runs) + if(cut.speaker = [], 0, cut.length // 10 * 3)
    group by cut.number
),
members as (
    select
        number as utterance,
        number
    from wordings
    anti join cuts using (number)
    union all
    select
        members.utterance,
        cuts.number
    from members
    inner join cuts on members.number = cuts.whole
),
grouped as (
    select
        members.utterance,
        unnest(wordings.numbers) as number
    from members
    inner join wordings using (number)
)
select
    first(numbered.quote_id order by run_date, published_at nulls last, quote_id) as utterance_id,
    arg_max(numbered.speaker_name, {'names': len(numbered.speaker), 'number': -number}) as speaker_name,
    arg_min(numbered.content, number) as content,
    min(numbered.published_at) as first_published_at,
    count(*) as quotations,
    count(distinct numbered.article_id) as articles,
    count(distinct numbered.outlet) as outlets,
    array_agg(numbered.quote_id order by run_date, published_at nulls last, quote_id) as quote_ids
from grouped
inner join numbered using (number)
group by grouped.utterance
order by first_published_at, utterance_id
