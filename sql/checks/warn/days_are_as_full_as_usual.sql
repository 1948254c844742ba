-- A day of a source has at least a quarter as many articles as the median of the four weeks before, if these had seven days
-- or more with data, and eight articles on the median one.
with usual as (
    select
        source,
        run_date,
        articles,
        median(articles) over before as median,
        count(articles) over before as days
    from data_quality_by_day
    window before as (
        partition by source
        order by run_date
        range between interval 28 days preceding and interval 1 day preceding
    )
)
select
    source,
    run_date,
    articles,
    median
from usual
where days >= 7 and median >= 8 and articles < median / 4
order by run_date desc, source
