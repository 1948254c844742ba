-- How much of a change in coverage is only that outlets entered or left the corpus?
-- A row is a month of publication, in UTC. `percent` is the share of all articles that name both Russia and China,
-- `panel_percent` that of the outlets alone that have articles in every month, null if there is none. `change` is the
-- change of `percent`, in points, since the last month with articles, and the next four add up to it (Griliches and
-- Regev 1995): `within_change` is what outlets that stayed changed themselves, `between_change` that those with a
-- higher share wrote more of all, `entry_change` and `exit_change` that outlets with another share than the average
-- came or went.
-- Traps: an outlet without an article for a month has left and may come back; a feed that broke looks like an outlet
-- that left, see `gaps`; the panel is small where the corpus grew. Articles without a date or outlet are left
-- out, and those not yet annotated.
with written as (
    select
        date_trunc('month', articles.published_at at time zone 'UTC')::date as month,
        articles.outlet,
        count(*) as of_articles,
        count(pair.article_id) as articles
    from articles
    left join dyad('RUS', 'CHN') as pair using (article_id)
    where articles.published_at is not null and articles.outlet is not null and articles.model is not null
    group by all
),
stories as (
    select
        date_trunc('month', published_at at time zone 'UTC')::date as month,
        count(distinct story_id) as stories
    from dyad('RUS', 'CHN')
    where published_at is not null and outlet is not null
    group by month
),
months as (
    select
        month,
        row_number() over (order by month) as number,
        count(*) as outlets,
        sum(articles)::bigint as articles,
        sum(of_articles)::bigint as of_articles,
        sum(articles) / sum(of_articles) as share
    from written
    group by month
),
panel as (
    select outlet
    from written
    group by outlet
    having count(*) = (select count(*) from months)
),
steady as (
    select
        month,
        count(*) as outlets,
        sum(articles) / sum(of_articles) as share
    from written
    semi join panel using (outlet)
    group by month
),
shares as (
    select
        months.number,
        written.outlet,
        written.articles / written.of_articles as share,
        written.of_articles / months.of_articles as weight
    from written
    inner join months using (month)
),
-- An outlet in a month and in the one before; where it has no articles its weight is null.
steps as (
    select
        months.number,
        outlet,
        now.share as share,
        now.weight as weight,
        before.share as last_share,
        before.weight as last_weight,
        (months.share + last_months.share) / 2 as average
    from (
        select number, outlet from shares
        union
        select number + 1, outlet from shares
    )
    inner join months using (number)
    inner join months as last_months on months.number = last_months.number + 1
    left join shares as now using (number, outlet)
    left join shares as before on before.number = months.number - 1 and before.outlet = outlet
),
parts as (
    select
        number,
        coalesce(sum((weight + last_weight) / 2 * (share - last_share)), 0) as within,
        coalesce(sum((weight - last_weight) * ((share + last_share) / 2 - average)), 0) as between_outlets,
        coalesce(sum(weight * (share - average)) filter (last_weight is null), 0) as entered,
        coalesce(-sum(last_weight * (last_share - average)) filter (weight is null), 0) as departed
    from steps
    group by number
)
select
    months.month,
    months.outlets,
    months.articles,
    coalesce(stories.stories, 0) as stories,
    months.of_articles,
    round(100 * months.share, 1) as percent,
    coalesce(steady.outlets, 0) as panel_outlets,
    round(100 * steady.share, 1) as panel_percent,
    -- Adding 0 takes the sign from -0.
    round(100 * (months.share - lag(months.share) over (order by months.month)), 2) + 0 as change,
    round(100 * parts.within, 2) + 0 as within_change,
    round(100 * parts.between_outlets, 2) + 0 as between_change,
    round(100 * parts.entered, 2) + 0 as entry_change,
    round(100 * parts.departed, 2) + 0 as exit_change
from months
left join parts using (number)
left join stories using (month)
left join steady using (month)
order by months.month
