-- From its first day to its last, a source of the web is read every day, answers, and gives nine of ten pages it announces.
select
    source,
    max(run_date) - min(run_date) + 1 - count(*) as days_missing,
    count(*) filter (is_silent) as days_silent,
    sum(expected)::bigint as expected,
    sum(failed)::bigint as failed
from gaps
group by source
having days_missing > 0 or days_silent > 0 or sum(failed) > 0.1 * sum(expected)
order by days_missing + days_silent desc, failed desc, source
