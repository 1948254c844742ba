-- Which versions of code, model and lexicons made the articles and annotations?
select
    stage,
    code_version,
    model_version,
    lexicon_version,
    count(*) as runs
from runs
where outcome = 'ok' and stage in ('clean', 'annotate')
group by all
order by stage, runs desc, code_version, model_version, lexicon_version
