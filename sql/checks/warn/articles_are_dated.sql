-- Of the articles of a source, if it has twenty or more, at least four of five say when they were published.
select
    source,
    sum(articles)::bigint as articles,
    sum(undated)::bigint as undated
from data_quality_by_day
group by source
having sum(articles) >= 20 and sum(undated) > 0.2 * sum(articles)
order by undated desc, source
