-- What share of the events of each side is conflict, and what share of its utterances is on the other side, where a story has
-- several of them? `found` of `total` are, counted as in `events` and `speakers`; an utterance is of the first story that has
-- it. `independent` is how many cases that are independent of each other would tell as much of the share: `total` by the design
-- effect, which is the variance of the share as a ratio of sums over stories, linearised, by that of independent cases (Kish
-- 1965; Korn and Graubard 1998), and no more than `total`. Where all are of one kind or of one story, the sample has no variance
-- to tell; what a story has is then taken to be of one piece.
with units as (
    select
        'events' as unit,
        events.source_country = $a as is_first,
        published.story_id,
        event_types.is_conflict as is_found
    from events
    inner join published(since := $since, until := $until) as published using (article_id)
    inner join event_types using (event_type)
    where
        $a in (events.source_country, events.target_country)
        and ($b is null or $b in (events.source_country, events.target_country))
        and events.source_country <> events.target_country
        and not events.is_negated
        and not events.is_hypothetical
        and published.day is not null
    group by is_first, published.story_id, event_type, event_types.is_conflict
    union all
    select
        'utterances' as unit,
        utterances.speaker_country = $a as is_first,
        first(about.story_id order by about.published_at nulls last, quotes.quote_id) as story_id,
        bool_or(
            coalesce(
                list_contains(quotes.countries, if(utterances.speaker_country = $a, $b, $a)),
                len(list_filter(quotes.countries, lambda country: country <> $a)) > 0
            )
        ) as is_found
    from about($a, $b, since := $since, until := $until) as about
    inner join quotes using (article_id)
    inner join utterances using (utterance_id)
    where
        utterances.speaker_country in ($a, $b)
        or ($b is null and utterances.speaker_country <> $a and list_contains(quotes.countries, $a))
    group by utterances.speaker_country, quotes.utterance_id
),
told as (
    select
        unit,
        is_first,
        story_id,
        count(*) as units,
        count(*) filter (is_found) as found
    from units
    group by unit, is_first, story_id
),
summed as (
    select
        unit,
        is_first,
        sum(found)::bigint as found,
        sum(units)::bigint as total,
        count(*) as stories,
        sum(found * found)::double as found_squares,
        sum(found * units)::double as products,
        sum(units * units)::double as squares
    from told
    group by unit, is_first
),
spread as (
    select
        *,
        found / total as share,
        greatest(found_squares - 2 * share * products + share * share * squares, 0) as residual
    from summed
)
select
    unit,
    is_first,
    found,
    total,
    stories,
    round(
        case
            when found in (0, total) or stories = 1 then total * total / squares
            when residual = 0 then total
            else least(total, total * share * (1 - share) / (total - 1) * (stories - 1) / stories * total * total / residual)
        end,
        1
    ) as independent,
    wilson(found, total, independent := independent) as interval
from spread
order by unit, is_first desc
