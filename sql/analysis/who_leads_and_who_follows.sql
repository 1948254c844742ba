-- Which outlet takes up Russia and China first, and which follows, by how many days?
-- A row is a pair of the ten outlets with most stories on both. What is compared is the share of a day's stories that name
-- both, less what is usual for the outlet on that day of the week and in the four weeks around. `lag` is the shift, of -7 to
-- +7 days, at which the two agree most: above 0 `outlet_b` has so many days later what `outlet_a` has, below 0 the reverse.
-- `correlation` is Pearson's at that shift, `of_articles` the same for shares of articles, `same_day` that without a shift;
-- `days` are those on which both outlets have articles, 28 or more: a day without any is no data, not 0.
-- What two outlets have in common three weeks to half a year apart is chance. `noise` is the strongest correlation at these
-- shifts, of all pairs, nineteen times as many as are looked at for a lead: so of 20 answers on outlets that have nothing to
-- do with each other one has a pair that exceeds it, however long their memory is and however rare the subject.
-- `leader` is null where the correlation does not exceed it, where the two agree most on the same day, and where the corpus
-- is shorter than some 200 days, too short to say what chance does.
-- Traps: who is first is not who sets the agenda, for both may follow the same event; where `same_day` is nearly as high as
-- `correlation` there is little to tell who is first; and dates are of publication, in UTC.
with subject as (
    select
        outlet,
        day,
        articles,
        stories
    from coverage_by_day
    where country_a = 'CHN' and country_b = 'RUS'
),
busiest as (
    select outlet
    from subject
    where outlet is not null
    group by outlet
    order by sum(stories) desc, outlet
    limit 10
),
shares as (
    select
        outlets_by_day.outlet,
        outlets_by_day.day,
        coalesce(subject.stories, 0) / outlets_by_day.stories as of_stories,
        coalesce(subject.articles, 0) / outlets_by_day.articles as of_articles
    from outlets_by_day
    semi join busiest using (outlet)
    left join subject using (outlet, day)
),
without_rhythm as (
    select
        outlet,
        day,
        of_stories - avg(of_stories) over weekday as of_stories,
        of_articles - avg(of_articles) over weekday as of_articles
    from shares
    window weekday as (partition by outlet, isodow(day))
),
-- Rounded, so that what never differs from the usual does so by no error of arithmetic.
series as (
    select
        outlet,
        day,
        round(of_stories - avg(of_stories) over around, 9) as of_stories,
        round(of_articles - avg(of_articles) over around, 9) as of_articles
    from without_rhythm
    window around as (
        partition by outlet
        order by day
        range between interval 14 days preceding and interval 14 days following
    )
),
shifted as (
    select
        one.outlet as outlet_a,
        other.outlet as outlet_b,
        (other.day - one.day) as lag,
        count(*) as days,
        corr(one.of_stories, other.of_stories) as correlation,
        corr(one.of_articles, other.of_articles) as of_articles
    from series as one
    inner join series as other
        on
            one.outlet < other.outlet
            and other.day between one.day - 170 and one.day + 170
            and abs(other.day - one.day) not between 8 and 20
    group by outlet_a, outlet_b, lag
    having count(*) >= 28 and isfinite(corr(one.of_stories, other.of_stories))
),
chance as (
    select max(atanh(least(correlation, 0.999999)) * sqrt(days - 3)) as strongest
    from shifted
    where abs(lag) > 7
    having count(distinct lag) >= 285
),
near as (
    select
        shifted.*,
        max(correlation) filter (lag = 0) over pair as same_day,
        tanh(chance.strongest / sqrt(days - 3)) as noise
    from shifted
    left join chance on true
    where abs(lag) <= 7
    window pair as (partition by outlet_a, outlet_b)
    qualify row_number() over (partition by outlet_a, outlet_b order by correlation desc, abs(shifted.lag), shifted.lag) = 1
)
select
    outlet_a,
    outlet_b,
    case when lag <> 0 and correlation > noise then if(lag > 0, outlet_a, outlet_b) end as leader,
    lag,
    days,
    -- Adding 0 takes the sign from -0.
    round(correlation, 2) + 0 as correlation,
    round(of_articles, 2) + 0 as of_articles,
    round(same_day, 2) + 0 as same_day,
    round(noise, 2) as noise
from near
order by leader is null, near.correlation desc, outlet_a, outlet_b
