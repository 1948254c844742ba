-- Every article has been annotated, by a model or by rules.
select
    source,
    count(*) as articles,
    min(run_date) as first_run_date,
    max(run_date) as last_run_date
from articles
where model is null
group by source
order by articles desc, source
