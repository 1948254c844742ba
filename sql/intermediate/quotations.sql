-- One row per quotation, its pieces joined, and what it is compared by. `names` are the words of the speaker's name, `length`
-- the number of words; `runs` are hashes of its runs of three words, and of fewer than five words one of them all; of fewer than ten of
-- a speaker who is not named one of them all and the story, for whoever it is, says the same in copies of one text alone.
-- `marks` are the runs with the most letters, which are seldom anybody else's: one, and for every ten words three more, for
-- so many may be missing in another wording of the same.
-- Key: article_id
with joined as (
    select
        quotes.quote_id,
        article_id,
        any_value(articles.story_id) as story_id,
        any_value(articles.outlet) as outlet,
        any_value(articles.published_at) as published_at,
        any_value(run_date) as run_date,
        min(quotes.speaker_id) as speaker_id,
        min(quotes.speaker_name) as speaker_name,
        min(quotes.speaker_country) as speaker_country,
        min(quotes.speaker_role) as speaker_role,
        string_agg(quotes.content, ' … ' order by quotes.start_char) as content
    from staging.quotes
    inner join articles using (article_id, source, run_date, shard)
    group by quotes.quote_id, article_id
),
worded as (
    select
        *,
        list_sort(
            list_distinct(regexp_extract_all(lower(strip_accents(coalesce(speaker_name, ''))), '[\p{L}\p{N}]+'))
        ) as names,
        quoted_words(content) as words
    from joined
),
runs as (
    select
        *,
        case
            when names = [] and len(words) < 10 then [list_prepend(story_id, words)]
            when len(words) < 5 then [words]
            else list_distinct(list_transform(list_zip(words, words[2:], words[3:], true), lambda run: [run[1], run[2], run[3]]))
        end as runs
    from worded
)
select
    quote_id,
    article_id,
    story_id,
    outlet,
    published_at,
    run_date,
    speaker_id,
    speaker_name,
    speaker_country,
    speaker_role,
    content,
    names,
    len(words) as length,
    list_distinct(list_transform(runs, lambda run: run_hash(run))) as runs,
    list_distinct(
        list_transform(
            list_sort(
                list_transform(runs, lambda run: {'letters': -length(array_to_string(run, '')), 'run': run_hash(run)})
            )[:if(names = [], 1, 1 + len(words) // 10 * 3)],
            lambda mark: mark.run
        )
    ) as marks
from runs
order by run_date, article_id, quote_id
