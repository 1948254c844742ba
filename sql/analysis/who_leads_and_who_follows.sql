-- Which outlet takes up Russia and China first, and which follows, by how many days?
-- A row is a pair of the ten outlets with most articles on both. What is compared is the share of a day's articles
-- that name both; `lag` is the shift, of -7 to +7 days, at which the two series agree most: on day t what the
-- `leader` has on day t - lag. `correlation` is Pearson's at that shift, `same_day` without one, `days` are those on
-- which both outlets have articles, 14 or more: a day without any is no data, not 0. The strongest of fifteen
-- correlations of unrelated series stays below `noise` in 95 of 100 cases (2.71 standard errors of 1/sqrt(days),
-- Bonferroni), and only if neither has a memory of its own.
-- Traps: who is first is not who sets the agenda, for both may follow the same event; and dates are of publication,
-- in UTC.
with subject as (
    select
        outlet,
        day,
        articles
    from coverage_by_day
    where country_a = 'CHN' and country_b = 'RUS'
),
busiest as (
    select outlet
    from subject
    where outlet is not null
    group by outlet
    order by sum(articles) desc, outlet
    limit 10
),
series as (
    select
        outlets_by_day.outlet,
        outlets_by_day.day,
        coalesce(subject.articles, 0) / outlets_by_day.articles as share
    from outlets_by_day
    semi join busiest using (outlet)
    left join subject using (outlet, day)
),
shifted as (
    select
        one.outlet as outlet_a,
        other.outlet as outlet_b,
        (other.day - one.day) as lag,
        count(*) as days,
        corr(one.share, other.share) as correlation
    from series as one
    inner join series as other
        on one.outlet < other.outlet and other.day between one.day - 7 and one.day + 7
    group by outlet_a, outlet_b, lag
    having count(*) >= 14 and isfinite(corr(one.share, other.share))
)
select
    if(lag < 0, outlet_b, outlet_a) as leader,
    if(lag < 0, outlet_a, outlet_b) as follower,
    abs(lag) as lag,
    days,
    round(correlation, 2) as correlation,
    round(max(correlation) filter (lag = 0) over pair, 2) as same_day,
    round(2.71 / sqrt(days), 2) as noise
from shifted
window pair as (partition by outlet_a, outlet_b)
qualify row_number() over (partition by outlet_a, outlet_b order by correlation desc, abs(shifted.lag), shifted.lag) = 1
order by correlation desc, leader, follower
