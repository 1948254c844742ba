-- From its first day to its last, a source of the web is read every day, answers, and gives nine of ten pages it announces.
select
    source,
    count(*) filter (state = 'not run') as days_not_run,
    count(*) filter (state = 'silent') as days_silent,
    sum(expected)::bigint as expected,
    sum(failed)::bigint as failed
from collection_days
where state <> 'loaded'
group by source
having days_not_run > 0 or days_silent > 0 or sum(failed) > 0.1 * sum(expected)
order by days_not_run + days_silent desc, failed desc, source
